package dev.fluxbar.bench.board;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.Dac;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Geometry;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.ProgramRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a board has said of itself, in volts, amperes and seconds beside its own integers.
 *
 * @param description for the algorithms
 * @param whole the board's own words
 * @param geometry for the prover, one an array
 * @param dacs one an array
 * @param adcs one a range, one list an array
 */
record BoardProfile(
    BenchDescription description,
    BoardMessage.Description whole,
    List<Geometry> geometry,
    List<Dac> dacs,
    List<List<Adc>> adcs) {

  /** Rounding in a product of decimal fractions may end a unit in the last place below a limit. */
  private static final double ROUNDING = 1 + 1e-12;

  private static final double MICRO = 1e6;
  private static final double PICO = 1e12;

  /**
   * @throws IllegalArgumentException if the board's words make no bench
   */
  static BoardProfile of(
      BoardMessage.Identity identity,
      BoardMessage.Description whole,
      List<BoardMessage.Array> arrays,
      Activation hostNeurons) {
    List<ArrayShape> shapes = new ArrayList<>();
    List<Channels> channels = new ArrayList<>();
    List<Geometry> geometry = new ArrayList<>();
    List<Dac> dacs = new ArrayList<>();
    List<List<Adc>> adcs = new ArrayList<>();
    Topology topology = named(Topology.values(), whole.topology(), "topology");
    for (BoardMessage.Array array : arrays) {
      if (array.index() != shapes.size()) {
        throw new IllegalArgumentException(
            "array: index=%d, expected=%d".formatted(array.index(), shapes.size()));
      }
      boolean needsDrivers = topology == Topology.INDEPENDENT || shapes.isEmpty();
      if (array.driven() != needsDrivers) {
        throw new IllegalArgumentException(
            "array: index=%d, driven=%s, topology=%s"
                .formatted(array.index(), array.driven(), topology));
      }
      // An array without drivers says nothing useful of them; its transfer is never asked for.
      Dac dac =
          array.driven() ? new Dac(array.dacBits(), array.dacMicrovolts() / MICRO) : Dac.ofVolts(1);
      List<Adc> ranges =
          array.rangePicoamperes().stream()
              .map(range -> new Adc(array.adcBits(), range / PICO))
              .toList();
      shapes.add(new ArrayShape(array.rows(), array.columns(), array.differential()));
      geometry.add(array.geometry());
      dacs.add(dac);
      adcs.add(ranges);
      channels.add(
          new Channels(
              array.driven(),
              dac.stepVolts(),
              dac.largestVolts(),
              ranges.stream()
                  .map(adc -> new Channels.Range(adc.largestAmperes(), adc.stepAmperes()))
                  .toList()));
    }
    BenchDescription description =
        new BenchDescription(
            identity.boardId(),
            identity.firmware(),
            topology,
            new NetworkShape(shapes),
            topology == Topology.CASCADE ? neurons(whole) : hostNeurons,
            named(SwitchKind.values(), whole.switchKind(), "switch kind"),
            channels,
            1.0 / whole.ticksPerSecond());
    return new BoardProfile(description, whole, geometry, dacs, adcs);
  }

  private static Activation neurons(BoardMessage.Description whole) {
    return new Activation(whole.neuronMicrovolts() / MICRO, whole.neuronPicoamperes() / PICO);
  }

  private static <E> E named(E[] values, int code, String what) {
    if (code < 0 || code >= values.length) {
      throw new IllegalArgumentException("%s: code=%d; not known".formatted(what, code));
    }
    return values[code];
  }

  /** The tighter of {@code wanted} and what the board allows. */
  Limits within(Limits wanted) {
    double tick = description.tickSeconds();
    return new Limits(
        wanted.driveVolts(),
        Math.min(wanted.onSeconds(), whole.longestOnTicks() * tick),
        wanted.fluxVoltSeconds(),
        Math.min(wanted.programSeconds(), whole.longestProgramTicks() * tick),
        Duration.ofMillis(Math.min(wanted.watchdog().toMillis(), whole.longestWatchdogMillis())));
  }

  /** The limits in codes and ticks, rounded towards the safe side. */
  HostMessage.Limits wireLimits(Limits limits) {
    double tick = description.tickSeconds();
    double largestStep = 0;
    List<Integer> codes = new ArrayList<>();
    for (int l = 0; l < dacs.size(); l++) {
      Dac dac = dacs.get(l);
      double volts = Math.min(limits.driveVolts(), dac.largestVolts());
      codes.add(Math.max(1, (int) (volts / dac.stepVolts() * ROUNDING)));
      if (geometry.get(l).driven()) {
        largestStep = Math.max(largestStep, dac.stepVolts());
      }
    }
    return new HostMessage.Limits(
        (int) limits.watchdog().toMillis(),
        Math.min(whole.longestOnTicks(), (long) (limits.onSeconds() / tick * ROUNDING)),
        Math.min(whole.longestProgramTicks(), (long) (limits.programSeconds() / tick * ROUNDING)),
        (long) (limits.fluxVoltSeconds() / (largestStep * tick) * ROUNDING),
        codes);
  }

  ProgramRules rules(HostMessage.Limits wireLimits) {
    return new ProgramRules(
        geometry,
        description.switchKind() == SwitchKind.LINE,
        whole.jobBytes(),
        whole.resultBytes(),
        wireLimits);
  }
}
