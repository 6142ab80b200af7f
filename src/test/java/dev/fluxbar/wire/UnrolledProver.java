package dev.fluxbar.wire;

import java.util.Arrays;
import java.util.List;

/**
 * The proof of operations in the most naive way: every turn of every loop is fired. An image's
 * parts and tables are taken as right.
 */
final class UnrolledProver {
  private final ProgramRules rules;
  private final ProgramImage image;
  private final long ringBytes;
  private final long[] rows;
  private long ticks;
  private long pulseTicks;
  private long longestTau;
  private long streamBytes;
  private long waitTicks;
  private int awaitedCode;
  private long resultBytes;
  private long mostResultBytes;

  UnrolledProver(ProgramRules rules, ProgramImage image, long ringBytes) {
    this.ringBytes = ringBytes;
    this.rules = rules;
    this.image = image;
    this.rows = new long[rules.arrays().size()];
  }

  Proof prove(long announcedBytes, long crc) {
    fire(0, image.operations().size(), 1, 0);
    mostResultBytes = Math.max(mostResultBytes, resultBytes);
    boolean whole = ringBytes % 4 == 0 && (announcedBytes > 0 || ringBytes == 0);
    need(whole, ErrorCode.BAD_STREAM, 0, ringBytes);
    need(streamBytes == announcedBytes, ErrorCode.BAD_STREAM, 0, streamBytes);
    int resident = image.tables().stream().mapToInt(DriveTable::largestCode).max().orElse(0);
    int largest = Math.max(resident, awaitedCode);
    long codeTicks = largest * (pulseTicks + longestTau);
    need(ticks <= rules.limits().programTicks(), ErrorCode.OVER_PROGRAM_TICKS, 0, ticks);
    need(codeTicks <= rules.limits().codeTicks(), ErrorCode.OVER_CODE_TICKS, 0, codeTicks);
    need(mostResultBytes <= rules.resultBytes(), ErrorCode.OVER_RESULTS, 0, mostResultBytes);
    return new Proof(ticks, largest, codeTicks, mostResultBytes, crc, waitTicks);
  }

  private void fire(int from, int to, long turns, int depth) {
    for (int i = from; i < to; i++) {
      Operation operation = image.operations().get(i);
      if (operation instanceof Operation.Loop loop) {
        long end = i + 1 + loop.operations();
        need(loop.turns() > 0, ErrorCode.BAD_LOOP, i, loop.turns());
        need(loop.operations() > 0 && end <= to, ErrorCode.BAD_LOOP, i, loop.turns());
        need(depth < 4 && timed(i + 1, (int) end), ErrorCode.BAD_LOOP, i, loop.turns());
        for (long turn = 0; turn < loop.turns(); turn++) {
          fire(i + 1, (int) end, loop.turns(), depth + 1);
        }
        i = (int) end - 1;
      } else if (operation instanceof Operation.Pulse pulse) {
        i = pulse(pulse, i, to);
      } else {
        single(operation, i, turns);
      }
    }
  }

  private boolean timed(int from, int to) {
    return image.operations().subList(from, to).stream()
        .anyMatch(o -> List.of(2, 5, 6).contains(o.fields().code()));
  }

  private int pulse(Operation.Pulse pulse, int index, int to) {
    long width = pulse.widthTicks();
    need(width > 0, ErrorCode.BAD_TICKS, index, width);
    need(width <= rules.limits().onTicks(), ErrorCode.OVER_ON_TICKS, index, width);
    need(index + pulse.gates() < to, ErrorCode.BAD_GATE, index, pulse.gates());
    long last = 0;
    for (int i = index + 1; i <= index + pulse.gates(); i++) {
      Operation operation = image.operations().get(i);
      unknown(operation, i);
      need(operation instanceof Operation.Gate, ErrorCode.BAD_GATE, i, operation.fields().code());
      Operation.Gate gate = (Operation.Gate) operation;
      Geometry array = array(gate.array(), i);
      need(!rules.lineSwitches(), ErrorCode.LINE_SWITCHES, i, gate.array());
      need(gate.tick() >= last && gate.tick() <= width, ErrorCode.BAD_GATE, i, gate.tick());
      need(gate.row() < array.rows(), ErrorCode.BAD_GATE, i, gate.tick());
      need(gate.column() < array.columns(), ErrorCode.BAD_GATE, i, gate.tick());
      last = gate.tick();
    }
    ticks += width;
    pulseTicks += width;
    resultBytes += pulse.sampled() ? sampleBytes() : 0;
    return index + (int) pulse.gates();
  }

  private void single(Operation operation, int index, long turns) {
    unknown(operation, index);
    if (operation instanceof Operation.Switch s) {
      array(s.array(), index);
      need(s.pattern() < image.patterns().size(), ErrorCode.BAD_PATTERN, index, s.pattern());
      int owner = image.patterns().get((int) s.pattern()).array();
      need(owner == s.array(), ErrorCode.BAD_PATTERN, index, s.pattern());
    } else if (operation instanceof Operation.Settle settle) {
      need(settle.ticks() > 0, ErrorCode.BAD_TICKS, index, 0);
      ticks += settle.ticks();
    } else if (operation instanceof Operation.Drive drive) {
      drive(drive, index, turns);
    } else if (operation instanceof Operation.Sense sense) {
      Geometry array = array(sense.array(), index);
      long end = sense.firstRow() + sense.rowCount();
      need(end <= array.rows(), ErrorCode.BAD_ROWS, index, end);
      need(sense.range() < array.ranges(), ErrorCode.BAD_RANGE, index, sense.range());
      long averages = sense.averages();
      need(averages > 0 && averages <= 4096, ErrorCode.BAD_AVERAGES, index, averages);
      rows[sense.array()] = sense.rowCount();
    } else if (operation instanceof Operation.Block block) {
      block(block, index);
    } else if (operation instanceof Operation.Sample) {
      resultBytes += sampleBytes();
    } else if (operation instanceof Operation.Safe) {
      Arrays.fill(rows, 0);
    } else if (operation instanceof Operation.Await await) {
      await(await, index);
    } else if (operation instanceof Operation.Gate gate) {
      need(false, ErrorCode.BAD_GATE, index, gate.tick());
    }
  }

  private void await(Operation.Await await, int index) {
    Geometry array = array(await.array(), index);
    need(array.driven(), ErrorCode.NO_DRIVERS, index, await.array());
    int code = await.largestCode();
    need(
        code <= rules.limits().largestCodes().get(await.array()), ErrorCode.OVER_CODE, index, code);
    need(await.ticks() > 0, ErrorCode.BAD_TICKS, index, 0);
    // Two bytes a code, and a pair of codes fills a word.
    long table = 4 + 2L * array.columns() + (array.columns() % 2 == 1 ? 2 : 0);
    need(ringBytes >= 2 * table, ErrorCode.BAD_STREAM, index, table);
    streamBytes += table;
    waitTicks += await.ticks();
    awaitedCode = Math.max(awaitedCode, code);
    mostResultBytes = Math.max(mostResultBytes, resultBytes);
    resultBytes = 0;
  }

  private void drive(Operation.Drive drive, int index, long turns) {
    need(array(drive.array(), index).driven(), ErrorCode.NO_DRIVERS, index, drive.array());
    long last = drive.first() + drive.stride() * (turns - 1);
    need(last < image.tables().size(), ErrorCode.BAD_TABLE, index, last);
    for (long turn = 0; turn < turns; turn++) {
      long table = drive.first() + drive.stride() * turn;
      int owner = image.tables().get((int) table).array();
      need(owner == drive.array(), ErrorCode.BAD_TABLE, index, table);
    }
  }

  private void block(Operation.Block block, int index) {
    long tau = block.tauTicks();
    need(tau > 0, ErrorCode.BAD_TICKS, index, tau);
    need(block.guardTicks() < tau, ErrorCode.BAD_TICKS, index, block.guardTicks());
    need(block.instants() < 256, ErrorCode.BAD_INSTANTS, index, block.instants());
    need(4 * tau <= rules.limits().onTicks(), ErrorCode.OVER_ON_TICKS, index, 4 * tau);
    ticks += 4 * tau;
    longestTau = Math.max(longestTau, tau);
    for (int bit = 0; bit < 8; bit++) {
      resultBytes += (block.instants() >> bit & 1) == 1 ? sampleBytes() : 0;
    }
  }

  private static void unknown(Operation operation, int index) {
    if (operation instanceof Operation.Unknown unknown) {
      boolean named = unknown.fields().code() >= 1 && unknown.fields().code() <= 11;
      need(!named, ErrorCode.BAD_RESERVED, index, unknown.strayField());
      need(false, ErrorCode.BAD_OPERATION, index, unknown.fields().code());
    }
  }

  /** Deals rows into records of 119 one by one. */
  private long sampleBytes() {
    long bytes = 0;
    for (long left : rows) {
      while (left > 0) {
        long inRecord = Math.min(left, 119);
        bytes += 28 + 4 * inRecord;
        left -= inRecord;
      }
    }
    return bytes;
  }

  private Geometry array(int array, int index) {
    need(array < rules.arrays().size(), ErrorCode.BAD_ARRAY, index, array);
    return rules.arrays().get(array);
  }

  private static void need(boolean holds, ErrorCode error, long index, long value) {
    if (!holds) {
      throw new ImageRefused(error, index, value);
    }
  }
}
