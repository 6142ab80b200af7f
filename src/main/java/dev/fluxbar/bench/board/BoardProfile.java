package dev.fluxbar.bench.board;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.analog.ColumnDrivers;
import dev.fluxbar.analog.Dac;
import dev.fluxbar.analog.RowInputs;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Feature;
import dev.fluxbar.wire.Geometry;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.ProgramRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a board has said of itself, in volts, amperes and seconds beside its own integers.
 *
 * @param description for the algorithms
 * @param whole the board's own words
 * @param geometry for the prover, one an array
 * @param drivers one an array; those of an array without drivers mean nothing
 * @param inputs one an array
 */
record BoardProfile(
    BenchDescription description,
    BoardMessage.Description whole,
    List<Geometry> geometry,
    List<ColumnDrivers> drivers,
    List<RowInputs> inputs) {

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
    List<ColumnDrivers> drivers = new ArrayList<>();
    List<RowInputs> inputs = new ArrayList<>();
    Topology topology = whole.topology() == 0 ? Topology.CASCADE : Topology.INDEPENDENT;
    checkWhole(whole);
    for (BoardMessage.Array array : arrays) {
      checkArray(array);
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
      drivers.add(ColumnDrivers.ideal(dac));
      inputs.add(RowInputs.ideal(ranges));
      channels.add(
          new Channels(
              array.driven(),
              dac.stepVolts(),
              dac.largestVolts(),
              ranges.stream()
                  .map(adc -> new Channels.Range(adc.largestAmperes(), adc.stepAmperes()))
                  .toList(),
              array.conversionTicks() / (double) whole.ticksPerSecond()));
    }
    BenchDescription description =
        new BenchDescription(
            identity.boardId(),
            identity.firmware(),
            topology,
            new NetworkShape(shapes),
            topology == Topology.CASCADE ? neurons(whole) : hostNeurons,
            whole.switchKind() == 0 ? SwitchKind.CROSSPOINT : SwitchKind.LINE,
            channels,
            1.0 / whole.ticksPerSecond(),
            whole.jobBytes(),
            whole.resultBytes());
    return new BoardProfile(description, whole, geometry, drivers, inputs);
  }

  /**
   * The same board as a profile knows it.
   *
   * @param driveVolts the limit that no column may pass really: it bounds the codes of all alike
   * @throws IllegalArgumentException if the profile is of arrays of other sizes
   */
  BoardProfile calibrated(AnalogProfile profile, double driveVolts) {
    List<ColumnDrivers> exactDrivers = new ArrayList<>();
    List<RowInputs> exactInputs = new ArrayList<>();
    List<Channels> channels = new ArrayList<>();
    if (profile.arrays().size() != drivers.size()) {
      throw new IllegalArgumentException(
          "profile: arrays=%d, board-arrays=%d; this profile is of another board, calibrate this one"
              .formatted(profile.arrays().size(), drivers.size()));
    }
    for (int l = 0; l < drivers.size(); l++) {
      ArrayShape shape = description.shape().array(l);
      boolean driven = geometry.get(l).driven();
      List<Adc> ranges = inputs.get(l).ranges();
      AnalogProfile.ArrayTransfers found =
          profile.array(l, driven ? shape.columns() : 0, shape.rows(), ranges.size());
      ColumnDrivers columns = new ColumnDrivers(drivers.get(l).dac(), found.drivers());
      RowInputs rows = new RowInputs(ranges, found.inputs());
      exactDrivers.add(columns);
      exactInputs.add(rows);
      channels.add(channels(l, columns, rows, driveVolts));
    }
    return new BoardProfile(
        description.withChannels(channels), whole, geometry, exactDrivers, exactInputs);
  }

  private Channels channels(int array, ColumnDrivers columns, RowInputs rows, double driveVolts) {
    Channels ideal = description.channels().get(array);
    double step = columns.dac().stepVolts();
    return new Channels(
        ideal.driven(),
        step,
        ideal.driven() ? columns.largestCode(driveVolts) * step : ideal.driveLargestVolts(),
        IntStream.range(0, rows.ranges().size())
            .mapToObj(r -> new Channels.Range(rows.largestAmperes(r), rows.stepAmperes(r)))
            .toList(),
        ideal.conversionSeconds(),
        columns.transfers());
  }

  /**
   * The smallest gain over the largest, 1 without a profile. The board bounds flux in codes, the
   * host in volts: what the host allows with this much to spare the board allows on every column.
   */
  private double smallestGainPart() {
    double smallest = drivers.stream().mapToDouble(ColumnDrivers::smallestGain).min().orElse(1);
    double largest = drivers.stream().mapToDouble(ColumnDrivers::largestGain).max().orElse(1);
    return smallest / largest;
  }

  private static void checkWhole(BoardMessage.Description whole) {
    within("arrays", whole.arrays(), 1, 0xff);
    within("ticks-per-second", whole.ticksPerSecond(), 1, 0xffffffffL);
    within("job-bytes", whole.jobBytes(), 1, 0xffffffffL);
    within("result-bytes", whole.resultBytes(), 1, 0xffffffffL);
    within("longest-on-ticks", whole.longestOnTicks(), 1, 0xffffffffL);
    within("longest-program-ticks", whole.longestProgramTicks(), 1, Long.MAX_VALUE);
    within("longest-watchdog-millis", whole.longestWatchdogMillis(), 1, 100);
  }

  /** What an array without drivers or inputs says of their converters means nothing. */
  private static void checkArray(BoardMessage.Array array) {
    String subject = "array=%d ".formatted(array.index());
    if (array.driven()) {
      within(subject + "dac-bits", array.dacBits(), 2, 16);
      within(subject + "dac-microvolts", array.dacMicrovolts(), 1, 0xffffffffL);
    }
    if (!array.rangePicoamperes().isEmpty()) {
      within(subject + "adc-bits", array.adcBits(), 2, 20);
    }
    for (long range : array.rangePicoamperes()) {
      // A number of 64 bits without a sign: above 2^63 it looks negative here.
      within(subject + "range-picoamperes", range, 1, Long.MAX_VALUE);
    }
  }

  private static void within(String name, long value, long smallest, long largest) {
    if (value < smallest || value > largest) {
      throw new IllegalArgumentException(
          "%s=%d, it must be %d to %d".formatted(name, value, smallest, largest));
    }
  }

  private static Activation neurons(BoardMessage.Description whole) {
    return new Activation(whole.neuronMicrovolts() / MICRO, whole.neuronPicoamperes() / PICO);
  }

  /** The tighter of {@code wanted} and what the board allows. */
  Limits within(Limits wanted) {
    double tick = description.tickSeconds();
    return new Limits(
        wanted.driveVolts(),
        Math.min(wanted.onSeconds(), whole.longestOnTicks() * tick),
        wanted.fluxVoltSeconds() * smallestGainPart(),
        Math.min(wanted.programSeconds(), whole.longestProgramTicks() * tick),
        Duration.ofMillis(Math.min(wanted.watchdog().toMillis(), whole.longestWatchdogMillis())),
        wanted.currents());
  }

  /**
   * The limits in codes and ticks, rounded towards the safe side.
   *
   * @throws IllegalArgumentException if one is less than a step or a tick of the board
   */
  HostMessage.Limits wireLimits(Limits limits) {
    double tick = description.tickSeconds();
    double largestStep = 0;
    List<Integer> codes = new ArrayList<>();
    for (int l = 0; l < drivers.size(); l++) {
      ColumnDrivers columns = drivers.get(l);
      if (geometry.get(l).driven()) {
        double stepVolts = columns.dac().stepVolts();
        int code = columns.largestCode(limits.driveVolts());
        checkSteps("drive-volts", limits.driveVolts(), stepVolts, code);
        codes.add(code);
        largestStep = Math.max(largestStep, stepVolts * columns.largestGain());
      } else {
        codes.add(0); // without drivers it means nothing
      }
    }
    return new HostMessage.Limits(
        (int) limits.watchdog().toMillis(),
        Math.min(whole.longestOnTicks(), steps("on-seconds", limits.onSeconds(), tick)),
        Math.min(
            whole.longestProgramTicks(), steps("program-seconds", limits.programSeconds(), tick)),
        steps(
            "flux-volt-seconds", limits.fluxVoltSeconds() / smallestGainPart(), largestStep * tick),
        codes);
  }

  private static long steps(String name, double limit, double step) {
    long steps = (long) (limit / step * ROUNDING);
    checkSteps(name, limit, step, steps);
    return steps;
  }

  private static void checkSteps(String name, double limit, double step, long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(
          "limits: %s=%s, smallest-of-this-board=%s; raise the limit".formatted(name, limit, step));
    }
  }

  /** Whether tables may follow a job's start. */
  boolean streamsTables() {
    return Feature.STREAMED_TABLES.in(whole.features());
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
