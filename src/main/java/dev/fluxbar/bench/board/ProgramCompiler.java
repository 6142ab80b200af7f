package dev.fluxbar.bench.board;

import dev.fluxbar.analog.ColumnDrivers;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.bench.Ticks;
import dev.fluxbar.signal.Gate;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.wire.DriveTable;
import dev.fluxbar.wire.Operation;
import dev.fluxbar.wire.ProgramImage;
import dev.fluxbar.wire.SwitchPattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a checked program into an image: volts to codes, seconds to ticks, steps to operations. One
 * use each.
 */
final class ProgramCompiler {

  /** A table that does not come within this time is not going to: the link is broken or stuck. */
  private static final double LONGEST_WAIT_SECONDS = 10;

  /** Turns of a stream that no LOAD could announce. */
  private static final long TOO_MANY = 1L << 32;

  private final Program program;
  private final List<ColumnDrivers> drivers;
  private final Ticks clock;
  private final boolean streaming;
  private final List<Operation> operations = new ArrayList<>();
  private final List<Integer> stepOfOperation = new ArrayList<>();
  private final Map<SwitchPattern, Integer> patterns = new HashMap<>();
  private final List<SwitchPattern> patternList = new ArrayList<>();
  private final Map<Run, Integer> runs = new HashMap<>();
  private final List<DriveTable> tables = new ArrayList<>();
  private int step;
  private long streamBytes;

  /** The tables that one drive steps through: kept together, so that a stride of 1 reaches them. */
  private record Run(int array, int first, int stride, int turns) {}

  private ProgramCompiler(
      Program program, List<ColumnDrivers> drivers, double tickSeconds, boolean streaming) {
    this.streaming = streaming;
    this.program = program;
    this.drivers = drivers;
    this.clock = new Ticks(tickSeconds);
  }

  /**
   * @param drivers one an array; that of an array without drivers is not used
   * @param streaming whether drives that take another table each turn await it; otherwise all
   *     tables are in the image
   */
  static CompiledProgram compile(
      Program program, List<ColumnDrivers> drivers, double tickSeconds, boolean streaming) {
    ProgramCompiler compiler = new ProgramCompiler(program, drivers, tickSeconds, streaming);
    compiler.steps(program.steps(), 1, 1);
    return new CompiledProgram(
        new ProgramImage(compiler.operations, compiler.patternList, compiler.tables),
        compiler.stepOfOperation,
        compiler.streamBytes);
  }

  /**
   * @param turns of the innermost repeat
   * @param executions of these steps in the whole program, or more than any stream has tables
   */
  private void steps(List<Step> steps, int turns, long executions) {
    for (Step next : steps) {
      int index = step++;
      if (next instanceof Step.Repeat repeat) {
        int at = operations.size();
        add(index, new Operation.Loop(repeat.times(), 1));
        steps(repeat.body(), repeat.times(), Math.min(TOO_MANY, executions * repeat.times()));
        operations.set(at, new Operation.Loop(repeat.times(), operations.size() - at - 1));
      } else {
        one(index, next, turns, executions);
      }
    }
  }

  private void one(int index, Step next, int turns, long executions) {
    if (next instanceof Step.Switches switches) {
      switches(index, switches);
    } else if (next instanceof Step.Settle settle) {
      if (settle.seconds() > 0) { // a wait of nothing is no operation
        add(index, new Operation.Settle(clock.whole("settle", settle.seconds())));
      }
    } else if (next instanceof Step.Drive drive) {
      drive(index, drive, turns, executions);
    } else if (next instanceof Step.Sense sense) {
      add(
          index,
          new Operation.Sense(
              sense.array(), sense.range(), sense.firstRow(), sense.rowCount(), sense.averages()));
    } else if (next instanceof Step.Block block) {
      long guard = block.guardSeconds() == 0 ? 0 : clock.whole("guard", block.guardSeconds());
      long tau = clock.whole("block", block.tauSeconds());
      add(index, new Operation.Block(block.inverted(), tau, guard, block.instants()));
    } else if (next instanceof Step.Pulse pulse) {
      pulse(index, pulse);
    } else if (next instanceof Step.Sample) {
      add(index, new Operation.Sample());
    } else {
      add(index, new Operation.Safe());
    }
  }

  private void add(int index, Operation operation) {
    operations.add(operation);
    stepOfOperation.add(index);
  }

  private void drive(int index, Step.Drive drive, int turns, long executions) {
    if (!TableUse.streams(drive, turns)) {
      add(index, new Operation.Drive(drive.array(), run(drive, 1), 0));
    } else if (!streaming) {
      add(index, new Operation.Drive(drive.array(), run(drive, turns), 1));
    } else {
      int columns = program.tables().get(drive.first()).columns();
      int largestCode = largestCode(drive, turns, columns);
      long ticks = (long) Math.ceil(LONGEST_WAIT_SECONDS / clock.tickSeconds());
      add(index, new Operation.Await(drive.array(), largestCode, Math.min(ticks, 0xffffffffL)));
      streamBytes += executions * DriveTable.bytes(columns);
    }
  }

  /** The largest code of either sign of any column in any turn. */
  private int largestCode(Step.Drive drive, int turns, int columns) {
    double[] largestVolts = new double[columns];
    for (int turn = 0; turn < turns; turn++) {
      Volts table = program.tables().get(drive.first() + turn * drive.stride());
      for (int j = 0; j < columns; j++) {
        largestVolts[j] = Math.max(largestVolts[j], Math.abs(table.at(j)));
      }
    }
    int largest = 0;
    for (int j = 0; j < columns; j++) {
      largest = Math.max(largest, drivers.get(drive.array()).code(j, largestVolts[j]));
    }
    return largest;
  }

  private void pulse(int index, Step.Pulse pulse) {
    long width = clock.whole("pulse", pulse.widthSeconds());
    add(index, new Operation.Pulse(pulse.sampled(), width, pulse.gates().size()));
    for (Gate gate : pulse.gates()) {
      long tick = Math.min(width, Math.round(gate.atSeconds() / clock.tickSeconds()));
      add(
          index,
          new Operation.Gate(gate.cell().array(), tick, gate.cell().row(), gate.cell().column()));
    }
  }

  private void switches(int index, Step.Switches switches) {
    for (int l = 0; l < switches.setting().arrays().size(); l++) {
      SwitchPattern pattern = pattern(l, switches.setting().array(l));
      Integer known = patterns.get(pattern);
      if (known == null) {
        known = patternList.size();
        patterns.put(pattern, known);
        patternList.add(pattern);
      }
      add(index, new Operation.Switch(l, known));
    }
  }

  private static SwitchPattern pattern(int array, ArraySwitches switches) {
    ArrayShape shape = switches.shape();
    BitSet bits = new BitSet();
    if (switches.isOuterProduct()) {
      for (int k = 0; k < shape.rows(); k++) {
        bits.set(k, switches.rowUsed(k));
      }
      for (int j = 0; j < shape.columns(); j++) {
        bits.set(shape.rows() + j, switches.columnUsed(j));
      }
      return new SwitchPattern(array, SwitchPattern.Kind.LINES, bits);
    }
    for (int k = 0; k < shape.rows(); k++) {
      for (int j = 0; j < shape.columns(); j++) {
        bits.set(k * shape.columns() + j, switches.isClosed(k, j));
      }
    }
    return new SwitchPattern(array, SwitchPattern.Kind.CROSSPOINTS, bits);
  }

  private int run(Step.Drive drive, int turns) {
    Run run = new Run(drive.array(), drive.first(), turns == 1 ? 0 : drive.stride(), turns);
    Integer known = runs.get(run);
    if (known != null) {
      return known;
    }
    int first = tables.size();
    runs.put(run, first);
    for (int i = 0; i < turns; i++) {
      Volts volts = program.tables().get(drive.first() + i * run.stride());
      tables.add(StreamedTables.table(drivers.get(drive.array()), drive.array(), volts));
    }
    return first;
  }
}
