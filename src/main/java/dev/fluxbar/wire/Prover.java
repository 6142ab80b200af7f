package dev.fluxbar.wire;

import java.util.List;

/**
 * Proves that a program stays within its rules, or says with which operation it does not. Host and
 * board run the same proof; what one refuses the other refuses with the same code.
 *
 * <p>Checks come in a fixed order: the image's parts, the tables' codes, then the operations from
 * the first to the last, then the totals.
 */
public final class Prover {
  private final ProgramRules rules;
  private final ProgramImage image;
  private final Sensed[] sensed;
  private long ticks;
  private long pulseTicks;
  private long longestTau;
  private long resultBytes;

  /** What SENSE has chosen for an array. */
  private record Sensed(long rows) {}

  private Prover(ProgramRules rules, ProgramImage image) {
    this.rules = rules;
    this.image = image;
    this.sensed = new Sensed[rules.arrays().size()];
    for (int i = 0; i < sensed.length; i++) {
      sensed[i] = new Sensed(0);
    }
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
    if (bytes.length > rules.jobBytes()) {
      throw new ImageRefused(ErrorCode.NO_MEMORY, 0, bytes.length);
    }
    long[] counts = {load.operations(), load.patterns(), load.tables()};
    ProgramImage image = ProgramImage.decode(bytes, counts, rules.arrays());
    Prover prover = new Prover(rules, image);
    return new Proved(image, prover.prove(FrameCodec.crc(bytes, 0, bytes.length)));
  }

  private Proof prove(long crc) {
    int largestCode = checkTables();
    checkPatterns();
    walk(0, image.operations().size(), 1, 1, 0);
    HostMessage.Limits limits = rules.limits();
    if (ticks > limits.programTicks()) {
      throw new ImageRefused(ErrorCode.OVER_PROGRAM_TICKS, 0, ticks);
    }
    long codeTicks = times(largestCode, plus(pulseTicks, longestTau));
    if (codeTicks > limits.codeTicks()) {
      throw new ImageRefused(ErrorCode.OVER_CODE_TICKS, 0, codeTicks);
    }
    if (resultBytes > rules.resultBytes()) {
      throw new ImageRefused(ErrorCode.OVER_RESULTS, 0, resultBytes);
    }
    return new Proof(ticks, largestCode, codeTicks, resultBytes, crc);
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
                && depth < Protocol.DEEPEST_LOOP,
            ErrorCode.BAD_LOOP,
            next,
            loop.turns());
        int end = next + 1 + (int) loop.operations();
        walkTwice(next + 1, end, times(executions, loop.turns()), loop.turns(), depth + 1);
        next = end;
      } else if (operation instanceof Operation.Pulse pulse) {
        next = pulse(pulse, next, to, executions);
      } else {
        one(operation, next, executions, turns);
        next++;
      }
    }
  }

  /** What a body senses at its end holds at its next turn's start: the first turn stands alone. */
  private void walkTwice(int from, int to, long executions, long turns, int depth) {
    long first = executions / turns;
    walk(from, to, first, turns, depth);
    if (executions > first) {
      walk(from, to, executions - first, turns, depth);
    }
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
      ticks = plus(ticks, times(executions, settle.ticks()));
    } else if (operation instanceof Operation.Drive drive) {
      drive(drive, index, turns);
    } else if (operation instanceof Operation.Sense sense) {
      sense(sense, index);
    } else if (operation instanceof Operation.Block block) {
      block(block, index, executions);
    } else if (operation instanceof Operation.Sample) {
      resultBytes = plus(resultBytes, times(executions, sampleBytes()));
    } else if (operation instanceof Operation.Safe) {
      for (int i = 0; i < sensed.length; i++) {
        sensed[i] = new Sensed(0);
      }
    } else if (operation instanceof Operation.Gate gate) {
      throw new ImageRefused(ErrorCode.BAD_GATE, index, gate.tick());
    } else {
      refuseUnknown(operation, index);
    }
  }

  private static void refuseUnknown(Operation operation, int index) {
    Operation.Fields fields = operation.fields();
    boolean known = fields.code() >= Operation.Switch.CODE && fields.code() <= Operation.Loop.CODE;
    throw new ImageRefused(
        known ? ErrorCode.BAD_RESERVED : ErrorCode.BAD_OPERATION, index, fields.code());
  }

  private void drive(Operation.Drive drive, int index, long turns) {
    Geometry array = array(drive.array(), index);
    check(array.driven(), ErrorCode.NO_DRIVERS, index, drive.array());
    long last = plus(drive.first(), times(drive.stride(), turns - 1));
    check(last < image.tables().size(), ErrorCode.BAD_TABLE, index, last);
    for (long table = drive.first(); table <= last; table += Math.max(1, drive.stride())) {
      check(
          image.tables().get((int) table).array() == drive.array(),
          ErrorCode.BAD_TABLE,
          index,
          table);
    }
  }

  private void sense(Operation.Sense sense, int index) {
    Geometry array = array(sense.array(), index);
    long end = plus(sense.firstRow(), sense.rowCount());
    check(end <= array.rows(), ErrorCode.BAD_ROWS, index, end);
    check(sense.range() < array.ranges(), ErrorCode.BAD_RANGE, index, sense.range());
    check(
        sense.averages() >= 1 && sense.averages() <= Protocol.MOST_AVERAGES,
        ErrorCode.BAD_AVERAGES,
        index,
        sense.averages());
    sensed[sense.array()] = new Sensed(sense.rowCount());
  }

  private void block(Operation.Block block, int index, long executions) {
    check(block.tauTicks() >= 1, ErrorCode.BAD_TICKS, index, block.tauTicks());
    check(block.guardTicks() < block.tauTicks(), ErrorCode.BAD_TICKS, index, block.guardTicks());
    check(block.instants() <= 0xff, ErrorCode.BAD_INSTANTS, index, block.instants());
    long onTicks = 4 * block.tauTicks();
    check(onTicks <= rules.limits().onTicks(), ErrorCode.OVER_ON_TICKS, index, onTicks);
    ticks = plus(ticks, times(executions, onTicks));
    longestTau = Math.max(longestTau, block.tauTicks());
    long samples = Long.bitCount(block.instants());
    resultBytes = plus(resultBytes, times(executions, samples * sampleBytes()));
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
    ticks = plus(ticks, times(executions, pulse.widthTicks()));
    pulseTicks = plus(pulseTicks, times(executions, pulse.widthTicks()));
    if (pulse.sampled()) {
      resultBytes = plus(resultBytes, times(executions, sampleBytes()));
    }
    return end;
  }

  private long gate(Operation operation, int index, long previous, long widthTicks) {
    if (!(operation instanceof Operation.Gate gate)) {
      throw new ImageRefused(ErrorCode.BAD_GATE, index, operation.fields().code());
    }
    check(!rules.lineSwitches(), ErrorCode.LINE_SWITCHES, index, gate.tick());
    Geometry array = array(gate.array(), index);
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

  private long sampleBytes() {
    long bytes = 0;
    for (Sensed array : sensed) {
      long records = (array.rows + ResultRecord.MOST_ROWS - 1) / ResultRecord.MOST_ROWS;
      bytes += records * ResultRecord.HEADER_BYTES + 4 * array.rows;
    }
    return bytes;
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

  /** A sum that stops at the largest number rather than wrap: the totals' checks then refuse it. */
  private static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private static long times(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    return high != 0 || low < 0 ? Long.MAX_VALUE : low;
  }
}
