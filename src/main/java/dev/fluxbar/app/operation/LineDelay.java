package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.ArrayLines;
import dev.fluxbar.algorithm.Certificate;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.physics.lines.LineCapacitances;
import dev.fluxbar.physics.lines.Settling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the lines of a bench follow its plateaus: the current that is sampled at T/2 stands tau
 * after the last reversal.
 *
 * @param settlingSeconds until a row current is within {@link #SHARE} of where it settles: of the
 *     slowest array, in a cascade of all in turn
 * @param tauSeconds of the bench file
 */
record LineDelay(double settlingSeconds, double tauSeconds) {

  /** What a certificate of inference lets pass. */
  static final double SHARE = Certificate.TOLERANCE;

  /** Of a bench whose file says what its lines hold. */
  static Optional<LineDelay> of(OpenBench open) {
    LineCapacitances farads = open.file().capacitances();
    if (farads.holdNothing()) {
      return Optional.empty();
    }
    List<ArrayLines> arrays = open.lines();
    boolean cascade = open.bench().description().cascade();
    double settling = 0;
    for (ArrayLines array : arrays) {
      double seconds = seconds(array, farads, open.file().device().minSiemens(), arrays, cascade);
      settling = cascade ? settling + seconds : Math.max(settling, seconds);
    }
    return Optional.of(new LineDelay(settling, open.file().signal().tauSeconds()));
  }

  /** In a cascade each array may be off by its part of the share. */
  private static double seconds(
      ArrayLines array,
      LineCapacitances farads,
      double siemens,
      List<ArrayLines> arrays,
      boolean cascade) {
    ArrayShape board = array.map().physical();
    double share = cascade ? SHARE / arrays.size() : SHARE;
    return Settling.seconds(array.lines(), farads, board.rows(), board.columns(), siemens, share);
  }

  /** Whether a plateau is long enough. */
  boolean settles() {
    return settlingSeconds <= tauSeconds;
  }

  /** Puts it into the document of {@code --json}, and warns people where tau is too short. */
  void told(Map<String, Object> values, Audience audience) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("settles", settles());
    told.put("settling-seconds", settlingSeconds);
    told.put("tau-seconds", tauSeconds);
    values.put("line-settling", told);
    if (!settles()) {
      audience.say(
          ("Warning: lines: settling-seconds=%s, tau-seconds=%s; currents are sampled before they are"
                  + " within %s of where they settle, lengthen signal.tau-seconds")
              .formatted(
                  Tables.brief(settlingSeconds), Tables.brief(tauSeconds), Tables.percent(SHARE)));
    }
  }
}
