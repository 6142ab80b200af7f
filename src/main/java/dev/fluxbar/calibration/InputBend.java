package dev.fluxbar.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where inputs bend: what an amplifier that saturates shows, long before its converter's rail. A
 * block signal leaves every memductance at its samples the same, so that twice the volts are twice
 * the amperes.
 */
final class InputBend {

  /** Where an input is taken as being at its converter's rail. */
  static final double RAIL = 0.95;

  /** How far a response falls short of its line; a driver's last bits are 1 % of the least. */
  private static final double BEND = 0.1;

  /** A current is fit for a slope from so many times the noise: one part in twenty of it. */
  private static final double CLEAR = 20;

  private final Board board;
  private final RowShots rows;
  private final Shots.Shown shown;
  private final double[] limit;
  private final List<Finding> findings = new ArrayList<>();

  InputBend(Board board, RowShots rows, Shots.Shown shown) {
    this.board = board;
    this.rows = rows;
    this.shown = shown;
    this.limit = new double[board.rows()];
    for (int input = 0; input < limit.length; input++) {
      limit[input] = RAIL;
      int row = brightest(input);
      Finding worst = null;
      for (int r = 0; r < board.ranges(); r++) {
        Optional<Finding> found = bend(input, row, r);
        if (found.isPresent()) {
          double share =
              Math.abs(found.get().measured()) / board.channels().ranges().get(r).largestAmperes();
          worst = worst == null || share < limit[input] ? found.get() : worst;
          // Just below, noise would clip a current on one side.
          limit[input] = Math.min(limit[input], 0.95 * share);
        }
      }
      if (worst != null) {
        findings.add(worst);
      }
    }
  }

  /** One an input that bends. */
  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Whether a signal shows a row's current as it is. */
  boolean holds(int shot, int row) {
    return shown.filled(shot, row) < limit[row];
  }

  /** The row that gives an input the most. */
  private int brightest(int input) {
    int best = input;
    int widest = board.ranges() - 1;
    for (int k = 0; k < board.rows(); k++) {
      double here = Math.abs(shown.amperes(rows.shot(k, widest, 0), input));
      double most = Math.abs(shown.amperes(rows.shot(best, widest, 0), input));
      // Noise is no reason to take another row than the input's own.
      best = here > 2 * most + shown.noise(rows.shot(k, widest, 0), input) ? k : best;
    }
    return best;
  }

  private Optional<Finding> bend(int input, int row, int range) {
    double slope = 0;
    double from = 0;
    for (int h = RowShots.AMPLITUDES - 1; h >= 0; h--) {
      if (!rows.has(row, range, h)) {
        continue;
      }
      int shot = rows.shot(row, range, h);
      double amperes = shown.amperes(shot, input);
      if (shown.filled(shot, input) >= RAIL) {
        break;
      }
      double expected = slope * rows.volts(h);
      if (slope != 0
          && Math.abs(amperes) < (1 - BEND) * Math.abs(expected) - shown.noise(shot, input)) {
        return Optional.of(finding(input, range, h, amperes, expected, from));
      }
      if (slope == 0 && Math.abs(amperes) > CLEAR * shown.noise(shot, input)) {
        slope = amperes / rows.volts(h);
        from = rows.volts(h);
      }
    }
    return Optional.empty();
  }

  private Finding finding(
      int input, int range, int halvings, double amperes, double expected, double from) {
    double full = board.channels().ranges().get(range).largestAmperes();
    return new Finding(
        FindingKind.CLIPPED_ROW,
        board.array(),
        List.of(input),
        List.of(),
        amperes,
        expected,
        "A",
        String.format(
            Locale.ROOT,
            "in range %d, to %s, the input shows %s at %s where %s follow from what it shows at %s:"
                + " it saturates at %.0f %% of the range, and says nothing",
            range + 1,
            Amount.text(full, "A"),
            Amount.text(amperes, "A"),
            Amount.text(rows.volts(halvings), "V"),
            Amount.text(expected, "A"),
            Amount.text(from, "V"),
            100 * Math.abs(amperes) / full));
  }
}
