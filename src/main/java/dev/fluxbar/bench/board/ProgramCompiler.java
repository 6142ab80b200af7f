package dev.fluxbar.bench.board;

import dev.fluxbar.analog.Dac;
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
  private final Program program;
  private final List<Dac> dacs;
  private final Ticks clock;
  private final List<Operation> operations = new ArrayList<>();
  private final List<Integer> stepOfOperation = new ArrayList<>();
  private final Map<SwitchPattern, Integer> patterns = new HashMap<>();
  private final List<SwitchPattern> patternList = new ArrayList<>();
  private final Map<Run, Integer> runs = new HashMap<>();
  private final List<DriveTable> tables = new ArrayList<>();
  private int step;

  /** The tables that one drive steps through: kept together, so that a stride of 1 reaches them. */
  private record Run(int array, int first, int stride, int turns) {}

  private ProgramCompiler(Program program, List<Dac> dacs, double tickSeconds) {
    this.program = program;
    this.dacs = dacs;
    this.clock = new Ticks(tickSeconds);
  }

  /**
   * @param dacs one an array; that of an array without drivers is not used
   */
  static CompiledProgram compile(Program program, List<Dac> dacs, double tickSeconds) {
    ProgramCompiler compiler = new ProgramCompiler(program, dacs, tickSeconds);
    compiler.steps(program.steps(), 1);
    return new CompiledProgram(
        new ProgramImage(compiler.operations, compiler.patternList, compiler.tables),
        compiler.stepOfOperation);
  }

  private void steps(List<Step> steps, int turns) {
    for (Step next : steps) {
      int index = step++;
      if (next instanceof Step.Repeat repeat) {
        int at = operations.size();
        add(index, new Operation.Loop(repeat.times(), 1));
        steps(repeat.body(), repeat.times());
        operations.set(at, new Operation.Loop(repeat.times(), operations.size() - at - 1));
      } else {
        one(index, next, turns);
      }
    }
  }

  private void one(int index, Step next, int turns) {
    if (next instanceof Step.Switches switches) {
      switches(index, switches);
    } else if (next instanceof Step.Settle settle) {
      if (settle.seconds() > 0) { // a wait of nothing is no operation
        add(index, new Operation.Settle(clock.whole("settle", settle.seconds())));
      }
    } else if (next instanceof Step.Drive drive) {
      int stride = drive.stride() == 0 || turns == 1 ? 0 : 1;
      add(index, new Operation.Drive(drive.array(), run(drive, stride == 0 ? 1 : turns), stride));
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
      tables.add(table(drive.array(), program.tables().get(drive.first() + i * run.stride())));
    }
    return first;
  }

  private DriveTable table(int array, Volts volts) {
    short[] codes = new short[volts.columns()];
    for (int j = 0; j < codes.length; j++) {
      codes[j] = (short) dacs.get(array).code(volts.at(j));
    }
    return new DriveTable(array, codes);
  }
}
