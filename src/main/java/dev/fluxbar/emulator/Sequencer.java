package dev.fluxbar.emulator;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.signal.BlockSignal;
import dev.fluxbar.wire.DriveTable;
import dev.fluxbar.wire.Geometry;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.Operation;
import dev.fluxbar.wire.ProgramImage;
import dev.fluxbar.wire.ResultRecord;
import dev.fluxbar.wire.SwitchPattern;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fires the operations of one proved program, stretch by stretch: between two stretches of time its
 * user may look whether something else has come up.
 */
final class Sequencer {
  /** What {@link #fire} says when the program is over. */
  static final long ENDED = -1;

  /** What {@link #fire} says while an AWAIT has not got its table. */
  static final long WAITING = -2;

  /** Operations that take no time may be many: a stop must get in between them. */
  private static final int MOST_AT_ONCE = 256;

  /** A time that passes, and what happens at its end. */
  private record Stretch(long ticks, Runnable then) {}

  /** Where an AWAIT gets its table from; null: not yet. */
  @FunctionalInterface
  interface Tables {
    @Nullable DriveTable take(Operation.Await await);
  }

  private static final class Loop {
    final int from;
    final int to;
    final long turns;
    long turn;

    Loop(int from, int to, long turns) {
      this.from = from;
      this.to = to;
      this.turns = turns;
    }
  }

  private final ProgramImage image;
  private final HostMessage.Limits limits;
  private final Crossbars crossbars;
  private final Tables streamed;
  private final Consumer<ResultRecord> records;
  private final List<ArrayShape> shapes;
  private final @Nullable ArraySwitches[] patterns;
  private final Deque<Loop> loops = new ArrayDeque<>();
  private final Deque<Stretch> stretches = new ArrayDeque<>();
  private final long startTick;
  private int next;
  private int operation;
  private long pulses;
  private Operation.@Nullable Await awaiting;

  Sequencer(
      ProgramImage image,
      HostMessage.Limits limits,
      List<ArrayShape> shapes,
      Crossbars crossbars,
      Tables streamed,
      Consumer<ResultRecord> records) {
    this.image = image;
    this.limits = limits;
    this.shapes = shapes;
    this.crossbars = crossbars;
    this.streamed = streamed;
    this.records = records;
    this.patterns = new @Nullable ArraySwitches[image.patterns().size()];
    this.startTick = crossbars.ticks();
  }

  /** The board's clock at the first operation. */
  long startTick() {
    return startTick;
  }

  /** Ticks since the start. */
  long ticks() {
    return crossbars.ticks() - startTick;
  }

  /** The operation that was last begun. */
  int operation() {
    return operation;
  }

  /** Pulses that were completed. */
  long pulses() {
    return pulses;
  }

  /**
   * Fires what takes no time.
   *
   * @return how many ticks must pass next; 0 if there is more to fire first; {@link #WAITING}; or
   *     {@link #ENDED}
   */
  long fire() {
    for (int i = 0; i < MOST_AT_ONCE; i++) {
      if (awaiting != null && !awaited(awaiting)) {
        return WAITING;
      }
      Stretch stretch = stretches.peek();
      if (stretch == null) {
        if (!begin()) {
          return ENDED;
        }
      } else if (stretch.ticks > 0) {
        return stretch.ticks;
      } else {
        stretches.remove();
        stretch.then.run();
      }
    }
    return 0;
  }

  private boolean awaited(Operation.Await await) {
    DriveTable table = streamed.take(await);
    if (table == null) {
      return false;
    }
    amplitudes(table);
    crossbars.stretch();
    awaiting = null;
    return true;
  }

  /** The AWAIT that waits for its table, if one does. */
  Operation.@Nullable Await awaiting() {
    return awaiting;
  }

  /** Lets time pass in which an AWAIT waits, with drivers at 0 V. */
  void passWaiting(long ticks) {
    if (ticks > 0) {
      crossbars.advance(ticks);
    }
  }

  /** Lets the stretch that {@link #fire} named pass, and fires what happens at its end. */
  void pass() {
    Stretch stretch = stretches.remove();
    crossbars.advance(stretch.ticks);
    stretch.then.run();
  }

  /** Lets only {@code ticks} of it pass: the program is being broken off. */
  void breakOff(long ticks) {
    Stretch stretch = stretches.peek();
    if (stretch != null && ticks > 0) {
      crossbars.advance(Math.min(ticks, stretch.ticks));
    }
    stretches.clear();
  }

  private boolean begin() {
    Loop loop = loops.peek();
    while (loop != null && next == loop.to) {
      crossbars.stretch();
      loop.turn++;
      if (loop.turn < loop.turns) {
        next = loop.from;
        break;
      }
      loops.remove();
      loop = loops.peek();
    }
    if (next == image.operations().size()) {
      return false;
    }
    operation = next++;
    fire(image.operations().get(operation));
    return true;
  }

  private long turn() {
    Loop loop = loops.peek();
    return loop == null ? 0 : loop.turn;
  }

  private void fire(Operation now) {
    if (now instanceof Operation.Switch s) {
      crossbars.switches(s.array(), pattern((int) s.pattern()));
    } else if (now instanceof Operation.Settle settle) {
      crossbars.stretch();
      after(settle.ticks(), () -> {});
    } else if (now instanceof Operation.Drive drive) {
      amplitudes(image.tables().get((int) (drive.first() + drive.stride() * turn())));
    } else if (now instanceof Operation.Await await) {
      awaiting = await;
    } else if (now instanceof Operation.Sense sense) {
      crossbars.sense(sense);
    } else if (now instanceof Operation.Block block) {
      block(block);
    } else if (now instanceof Operation.Pulse pulse) {
      pulse(pulse);
    } else if (now instanceof Operation.Sample) {
      sample(0);
    } else if (now instanceof Operation.Safe) {
      crossbars.safe();
    } else if (now instanceof Operation.Loop loop) {
      crossbars.stretch();
      loops.push(new Loop(next, next + (int) loop.operations(), loop.turns()));
    } else {
      throw new IllegalStateException(
          "sequencer: operation=%d, code=%d; a proved program has no such thing"
              .formatted(operation, now.fields().code()));
    }
  }

  private void amplitudes(DriveTable table) {
    hold(table.largestCode(), limits.largestCodes().get(table.array()));
    crossbars.amplitudes(table);
  }

  /** The proof has found it long ago; a board checks again, and its failure is INTERNAL. */
  private void hold(long value, long limit) {
    if (value > limit) {
      throw new IllegalStateException(
          "sequencer: operation=%d, value=%d, limit=%d; it was proved to be within"
              .formatted(operation, value, limit));
    }
  }

  private void block(Operation.Block block) {
    hold(BlockSignal.PLATEAUS * block.tauTicks(), limits.onTicks());
    for (int p = 0; p < BlockSignal.PLATEAUS; p++) {
      int sign = block.inverted() ? -BlockSignal.sign(p) : BlockSignal.sign(p);
      after(0, () -> crossbars.drive(sign));
      int first = 2 * p;
      boolean early = (block.instants() >>> first & 1) == 1;
      boolean late = (block.instants() >>> (first + 1) & 1) == 1;
      if (early) {
        after(block.guardTicks(), () -> sample(first + 1));
      }
      long rest = early ? block.tauTicks() - block.guardTicks() : block.tauTicks();
      after(rest, late ? () -> sample(first + 2) : () -> {});
    }
    after(0, () -> crossbars.drive(0));
  }

  private void pulse(Operation.Pulse pulse) {
    hold(pulse.widthTicks(), limits.onTicks());
    after(0, () -> crossbars.drive(1));
    long tick = 0;
    for (int i = 0; i < pulse.gates(); i++) {
      if (!(image.operations().get(next++) instanceof Operation.Gate gate)) {
        throw new IllegalStateException(
            "sequencer: operation=%d; a gate was proved here".formatted(next - 1));
      }
      Cell cell = new Cell(gate.array(), (int) gate.row(), (int) gate.column());
      after(gate.tick() - tick, () -> crossbars.openSwitch(cell));
      tick = gate.tick();
    }
    after(
        pulse.widthTicks() - tick,
        () -> {
          if (pulse.sampled()) {
            sample(0);
          }
          pulses++;
          crossbars.drive(0);
        });
  }

  private void after(long ticks, Runnable then) {
    stretches.add(new Stretch(ticks, then));
  }

  private void sample(int instant) {
    crossbars.sample(new Crossbars.Instant(operation, turn(), ticks(), instant), records);
  }

  private ArraySwitches pattern(int index) {
    ArraySwitches known = patterns[index];
    if (known == null) {
      SwitchPattern pattern = image.patterns().get(index);
      known = switches(pattern, shapes.get(pattern.array()));
      patterns[index] = known;
    }
    return known;
  }

  private static ArraySwitches switches(SwitchPattern pattern, ArrayShape shape) {
    if (pattern.kind() == SwitchPattern.Kind.LINES) {
      var bits = pattern.bits();
      return ArraySwitches.lines(shape, bits::get, j -> bits.get(shape.rows() + j));
    }
    Geometry geometry = new Geometry(shape.rows(), shape.columns(), true, 1);
    ArraySwitches closed = ArraySwitches.open(shape);
    for (int k = 0; k < shape.rows(); k++) {
      for (int j = 0; j < shape.columns(); j++) {
        if (pattern.isClosed(geometry, k, j)) {
          closed = closed.with(k, j, true);
        }
      }
    }
    return closed;
  }
}
