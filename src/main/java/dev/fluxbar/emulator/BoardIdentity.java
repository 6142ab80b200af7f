package dev.fluxbar.emulator;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Feature;
import dev.fluxbar.wire.Geometry;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.ProgramRules;
import java.util.List;
import java.util.stream.IntStream;

/** What a board says of itself on the wire, and what it holds programs and limits to. */
final class BoardIdentity {
  private final BoardSpec spec;
  private final List<BoardMessage.Array> arrays;

  BoardIdentity(BoardSpec spec) {
    this.spec = spec;
    this.arrays = IntStream.range(0, spec.shape().layers()).mapToObj(this::array).toList();
  }

  List<BoardMessage.Array> arrays() {
    return arrays;
  }

  BoardMessage description() {
    BoardCapacity capacity = spec.capacity();
    return new BoardMessage.Description(
        arrays.size(),
        spec.topology() == Topology.CASCADE ? 0 : 1,
        spec.switchKind() == SwitchKind.CROSSPOINT ? 0 : 1,
        capacity.streamsTables() ? 1L << Feature.STREAMED_TABLES.bit() : 0,
        spec.ticksPerSecond(),
        BoardSpec.neuronMicrovolts(spec.activation()),
        BoardSpec.neuronPicoamperes(spec.activation()),
        capacity.jobBytes(),
        capacity.resultBytes(),
        capacity.longestOnTicks(),
        capacity.longestProgramTicks(),
        capacity.longestWatchdogMillis());
  }

  private BoardMessage.Array array(int index) {
    ArrayShape shape = spec.shape().array(index);
    ArrayConverters converters = spec.converters().get(index);
    return new BoardMessage.Array(
        index,
        shape.rows(),
        shape.columns(),
        shape.differential(),
        spec.driven(index),
        converters.dac().bits(),
        converters.dacMicrovolts(),
        converters.ranges().get(0).bits(),
        converters.conversionTicks(),
        converters.rangePicoamperes());
  }

  List<Geometry> geometries() {
    return arrays.stream().map(BoardMessage.Array::geometry).toList();
  }

  ProgramRules rules(HostMessage.Limits limits) {
    return new ProgramRules(
        geometries(),
        spec.switchKind() == SwitchKind.LINE,
        spec.capacity().jobBytes(),
        spec.capacity().resultBytes(),
        limits);
  }

  /** Refuses limits of zero or beyond the board's own, by the index of the field in LIMITS. */
  void check(HostMessage.Limits limits) {
    BoardCapacity capacity = spec.capacity();
    within(0, limits.watchdogMillis(), capacity.longestWatchdogMillis());
    within(1, limits.onTicks(), capacity.longestOnTicks());
    within(2, limits.programTicks(), capacity.longestProgramTicks());
    within(3, limits.codeTicks(), Long.MAX_VALUE);
    within(4, limits.largestCodes().size() == arrays.size() ? 1 : 0, 1);
    for (int l = 0; l < arrays.size(); l++) {
      // An array without drivers has no code to limit: what is said of it does not matter.
      if (spec.driven(l)) {
        int largest = spec.converters().get(l).dac().largestCode();
        within(5 + l, limits.largestCodes().get(l), largest);
      }
    }
  }

  private static void within(int field, long value, long largest) {
    // Numbers of 64 bits without a sign: above 2^63 they look negative here.
    Refusal.unless(value > 0 && value <= largest, ErrorCode.BAD_LIMITS, field);
  }
}
