package dev.fluxbar.wire;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Proves that a program stays within its rules, or says with which operation it does not. Host and
 * board run the same proof; what one refuses the other refuses with the same code.
 *
 * <p>Checks come in a fixed order: the image's parts, the tables' codes, the patterns, then the
 * operations from the first to the last, then the totals. A loop is walked at most twice, whatever
 * its turns, so the cost is bounded by the image's size: at most 2^4 visits of an operation.
 */
public final class Prover {
  private final ProgramRules rules;
  private final ProgramImage image;
  private final long ringBytes;
  private final TableRuns runs;
  private final BitSet driveChecked = new BitSet();
  private final long[] sensedRows;
  private long ticks;
  private long pulseTicks;
  private long longestTau;
  private long waitTicks;
  private long streamBytes;
  private int awaitedCode;
  private RecordBytes recordBytes = RecordBytes.NONE;

  private Prover(ProgramRules rules, ProgramImage image, long ringBytes) {
    this.rules = rules;
    this.ringBytes = ringBytes;
    this.image = image;
    this.runs = new TableRuns(image.tables());
    this.sensedRows = new long[rules.arrays().size()];
  }

  /** A program that was proved, with its proof. */
  public record Proved(ProgramImage image, Proof proof) {}

  /**
   * Reads and proves an image.
   *
   * @param bytes the whole image
   * @param load what LOAD said of it
   * @throws ImageRefused if it breaks a rule
   */
  public static Proved prove(byte[] bytes, HostMessage.Load load, ProgramRules rules) {
    check(
        bytes.length + load.ringBytes() <= rules.jobBytes(),
        ErrorCode.NO_MEMORY,
        0,
        bytes.length + load.ringBytes());
    long[] counts = {load.operations(), load.patterns(), load.tables()};
    ProgramImage image = ProgramImage.decode(bytes, counts, rules.arrays());
    Prover prover = new Prover(rules, image, load.ringBytes());
    return new Proved(image, prover.prove(load.streamBytes(), bytes));
  }

  private Proof prove(long announcedBytes, byte[] bytes) {
    int largestResident = checkTables();
    checkPatterns();
    walk(0, image.operations().size(), 1, 1, 0);
    boolean ringUsed = ringBytes % 4 == 0 && (announcedBytes > 0 || ringBytes == 0);
    check(ringUsed, ErrorCode.BAD_STREAM, 0, ringBytes);
    check(streamBytes == announcedBytes, ErrorCode.BAD_STREAM, 0, streamBytes);
    HostMessage.Limits limits = rules.limits();
    total(ticks, limits.programTicks(), ErrorCode.OVER_PROGRAM_TICKS);
    int largestCode = Math.max(largestResident, awaitedCode);
    long codeTicks = Saturated.times(largestCode, Saturated.plus(pulseTicks, longestTau));
    total(codeTicks, limits.codeTicks(), ErrorCode.OVER_CODE_TICKS);
    long resultBytes = recordBytes.most();
    total(resultBytes, rules.resultBytes(), ErrorCode.OVER_RESULTS);
    long crc = FrameCodec.crc(bytes, 0, bytes.length);
    return new Proof(ticks, largestCode, codeTicks, resultBytes, crc, waitTicks);
  }

  /** A total that stopped at the largest number is over every limit. */
  private static void total(long total, long limit, ErrorCode error) {
    check(total <= limit && total < Long.MAX_VALUE, error, 0, total);
  }

  private int checkTables() {
    int largest = 0;
    for (DriveTable table : image.tables()) {
      if (!rules.arrays().get(table.array()).driven()) {
        throw new ImageRefused(ErrorCode.NO_DRIVERS, 0, table.array());
      }
      if (table.largestCode() > rules.limits().largestCodes().get(table.array())) {
        throw new ImageRefused(ErrorCode.OVER_CODE, 0, table.largestCode());
      }
      largest = Math.max(largest, table.largestCode());
    }
    return largest;
  }

  private void checkPatterns() {
    for (SwitchPattern pattern : image.patterns()) {
      if (rules.lineSwitches() && pattern.kind() == SwitchPattern.Kind.CROSSPOINTS) {
        throw new ImageRefused(ErrorCode.LINE_SWITCHES, 0, pattern.array());
      }
    }
  }

  /**
   * Checks operations {@code from} to {@code to}, which are fired {@code executions} times in all,
   * {@code turns} times in the innermost loop.
   */
  private void walk(int from, int to, long executions, long turns, int depth) {
    int next = from;
    while (next < to) {
      Operation operation = image.operations().get(next);
      if (operation instanceof Operation.Loop loop) {
        check(
            loop.turns() >= 1
                && loop.operations() >= 1
                && loop.operations() <= to - next - 1
                && depth < Protocol.DEEPEST_LOOP
                && takesTime(next + 1, next + 1 + (int) loop.operations()),
            ErrorCode.BAD_LOOP,
            next,
            loop.turns());
        int end = next + 1 + (int) loop.operations();
        // What a body senses at its end holds at its next turn's start and stays so from the second
        // turn on: the first turn stands alone, the others are alike.
        RecordBytes before = recordBytes;
        recordBytes = RecordBytes.NONE;
        walk(next + 1, end, executions, loop.turns(), depth + 1);
        before = before.then(recordBytes);
        if (loop.turns() > 1) {
          recordBytes = RecordBytes.NONE;
          walk(
              next + 1,
              end,
              Saturated.times(executions, loop.turns() - 1),
              loop.turns(),
              depth + 1);
          before = before.then(recordBytes.times(loop.turns() - 1));
        }
        recordBytes = before;
        next = end;
      } else if (operation instanceof Operation.Pulse pulse) {
        next = pulse(pulse, next, to, executions);
      } else {
        one(operation, next, executions, turns);
        next++;
      }
    }
  }

  /**
   * Whether a stretch of operations moves the clock. A loop that does not could turn 2^128 times at
   * one tick, and the duration would prove nothing.
   */
  private boolean takesTime(int from, int to) {
    for (int i = from; i < to; i++) {
      int code = image.operations().get(i).fields().code();
      if (code == Operation.Settle.CODE
          || code == Operation.Block.CODE
          || code == Operation.Pulse.CODE) {
        return true;
      }
    }
    return false;
  }

  private void one(Operation operation, int index, long executions, long turns) {
    if (operation instanceof Operation.Switch s) {
      array(s.array(), index);
      check(
          s.pattern() < image.patterns().size()
              && image.patterns().get((int) s.pattern()).array() == s.array(),
          ErrorCode.BAD_PATTERN,
          index,
          s.pattern());
    } else if (operation instanceof Operation.Settle settle) {
      check(settle.ticks() >= 1, ErrorCode.BAD_TICKS, index, settle.ticks());
      ticks = Saturated.plus(ticks, Saturated.times(executions, settle.ticks()));
    } else if (operation instanceof Operation.Drive drive) {
      drive(drive, index, turns);
    } else if (operation instanceof Operation.Sense sense) {
      sense(sense, index);
    } else if (operation instanceof Operation.Block block) {
      block(block, index, executions);
    } else if (operation instanceof Operation.Sample) {
      sample(1);
    } else if (operation instanceof Operation.Safe) {
      Arrays.fill(sensedRows, 0);
    } else if (operation instanceof Operation.Await await) {
      await(await, index, executions);
    } else {
      throw operation.misplaced(index);
    }
  }

  private void drive(Operation.Drive drive, int index, long turns) {
    Geometry array = array(drive.array(), index);
    check(array.driven(), ErrorCode.NO_DRIVERS, index, drive.array());
    long last = Saturated.plus(drive.first(), Saturated.times(drive.stride(), turns - 1));
    check(last < image.tables().size(), ErrorCode.BAD_TABLE, index, last);
    if (!driveChecked.get(index)) {
      long stranger = runs.stranger(drive.array(), drive.first(), drive.stride(), last);
      check(stranger < 0, ErrorCode.BAD_TABLE, index, stranger);
      driveChecked.set(index);
    }
  }

  private void sense(Operation.Sense sense, int index) {
    Geometry array = array(sense.array(), index);
    long end = Saturated.plus(sense.firstRow(), sense.rowCount());
    check(end <= array.rows(), ErrorCode.BAD_ROWS, index, end);
    check(sense.range() < array.ranges(), ErrorCode.BAD_RANGE, index, sense.range());
    check(
        sense.averages() >= 1 && sense.averages() <= Protocol.MOST_AVERAGES,
        ErrorCode.BAD_AVERAGES,
        index,
        sense.averages());
    sensedRows[sense.array()] = sense.rowCount();
  }

  private void block(Operation.Block block, int index, long executions) {
    check(block.tauTicks() >= 1, ErrorCode.BAD_TICKS, index, block.tauTicks());
    check(block.guardTicks() < block.tauTicks(), ErrorCode.BAD_TICKS, index, block.guardTicks());
    check(block.instants() <= 0xff, ErrorCode.BAD_INSTANTS, index, block.instants());
    long onTicks = 4 * block.tauTicks();
    check(onTicks <= rules.limits().onTicks(), ErrorCode.OVER_ON_TICKS, index, onTicks);
    ticks = Saturated.plus(ticks, Saturated.times(executions, onTicks));
    longestTau = Math.max(longestTau, block.tauTicks());
    sample(Long.bitCount(block.instants()));
  }

  private void await(Operation.Await await, int index, long executions) {
    Geometry array = array(await.array(), index);
    check(array.driven(), ErrorCode.NO_DRIVERS, index, await.array());
    int limit = rules.limits().largestCodes().get(await.array());
    check(await.largestCode() <= limit, ErrorCode.OVER_CODE, index, await.largestCode());
    check(await.ticks() >= 1, ErrorCode.BAD_TICKS, index, await.ticks());
    long table = DriveTable.bytes(array.columns());
    // With two a host that was told of every quarter of the ring can always send the next table.
    check(2 * table <= ringBytes, ErrorCode.BAD_STREAM, index, table);
    awaitedCode = Math.max(awaitedCode, await.largestCode());
    streamBytes = Saturated.plus(streamBytes, Saturated.times(executions, table));
    waitTicks = Saturated.plus(waitTicks, Saturated.times(executions, await.ticks()));
    recordBytes = recordBytes.then(RecordBytes.AWAIT);
  }

  private int pulse(Operation.Pulse pulse, int index, int to, long executions) {
    check(pulse.widthTicks() >= 1, ErrorCode.BAD_TICKS, index, pulse.widthTicks());
    check(
        pulse.widthTicks() <= rules.limits().onTicks(),
        ErrorCode.OVER_ON_TICKS,
        index,
        pulse.widthTicks());
    check(pulse.gates() <= to - index - 1, ErrorCode.BAD_GATE, index, pulse.gates());
    int end = index + 1 + (int) pulse.gates();
    long previous = 0;
    for (int i = index + 1; i < end; i++) {
      previous = gate(image.operations().get(i), i, previous, pulse.widthTicks());
    }
    ticks = Saturated.plus(ticks, Saturated.times(executions, pulse.widthTicks()));
    pulseTicks = Saturated.plus(pulseTicks, Saturated.times(executions, pulse.widthTicks()));
    if (pulse.sampled()) {
      sample(1);
    }
    return end;
  }

  private long gate(Operation operation, int index, long previous, long widthTicks) {
    if (!(operation instanceof Operation.Gate gate)) {
      throw operation.misplaced(index);
    }
    Geometry array = array(gate.array(), index);
    check(!rules.lineSwitches(), ErrorCode.LINE_SWITCHES, index, gate.array());
    check(
        gate.tick() >= previous
            && gate.tick() <= widthTicks
            && gate.row() < array.rows()
            && gate.column() < array.columns(),
        ErrorCode.BAD_GATE,
        index,
        gate.tick());
    return gate.tick();
  }

  private void sample(int times) {
    long bytes = 0;
    for (long rows : sensedRows) {
      long records = (rows + ResultRecord.MOST_ROWS - 1) / ResultRecord.MOST_ROWS;
      bytes += records * ResultRecord.HEADER_BYTES + 4 * rows;
    }
    recordBytes = recordBytes.then(RecordBytes.of(times * bytes));
  }

  private Geometry array(int array, int index) {
    List<Geometry> arrays = rules.arrays();
    check(array < arrays.size(), ErrorCode.BAD_ARRAY, index, array);
    return arrays.get(array);
  }

  private static void check(boolean holds, ErrorCode error, long index, long value) {
    if (!holds) {
      throw new ImageRefused(error, index, value);
    }
  }
}
