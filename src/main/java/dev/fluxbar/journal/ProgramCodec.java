package dev.fluxbar.journal;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.signal.Gate;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Programs as bytes: tables, then steps, each behind its kind. Doubles keep every bit. */
final class ProgramCodec {
  private static final int SWITCHES = 1;
  private static final int SETTLE = 2;
  private static final int DRIVE = 3;
  private static final int SENSE = 4;
  private static final int BLOCK = 5;
  private static final int PULSE = 6;
  private static final int SAMPLE = 7;
  private static final int SAFE = 8;
  private static final int REPEAT = 9;

  /** Repeats within repeats: no bench takes more than one. */
  private static final int DEEPEST = 16;

  private ProgramCodec() {}

  static void write(Program program, DataOutputStream out) throws IOException {
    out.writeInt(program.tables().size());
    for (Volts table : program.tables()) {
      out.writeInt(table.columns());
      for (int j = 0; j < table.columns(); j++) {
        out.writeDouble(table.at(j));
      }
    }
    steps(program.steps(), out);
  }

  private static void steps(List<Step> steps, DataOutputStream out) throws IOException {
    out.writeInt(steps.size());
    for (Step step : steps) {
      step(step, out);
    }
  }

  private static void step(Step step, DataOutputStream out) throws IOException {
    if (step instanceof Step.Switches switches) {
      out.writeByte(SWITCHES);
      setting(switches.setting(), out);
    } else if (step instanceof Step.Settle settle) {
      out.writeByte(SETTLE);
      out.writeDouble(settle.seconds());
    } else if (step instanceof Step.Drive drive) {
      out.writeByte(DRIVE);
      ints(out, drive.array(), drive.first(), drive.stride());
    } else if (step instanceof Step.Sense sense) {
      out.writeByte(SENSE);
      ints(out, sense.array(), sense.firstRow(), sense.rowCount(), sense.range(), sense.averages());
    } else if (step instanceof Step.Block block) {
      out.writeByte(BLOCK);
      out.writeDouble(block.tauSeconds());
      out.writeBoolean(block.inverted());
      out.writeByte(block.instants());
      out.writeDouble(block.guardSeconds());
    } else if (step instanceof Step.Pulse pulse) {
      out.writeByte(PULSE);
      out.writeDouble(pulse.widthSeconds());
      out.writeBoolean(pulse.sampled());
      out.writeInt(pulse.gates().size());
      for (Gate gate : pulse.gates()) {
        out.writeDouble(gate.atSeconds());
        ints(out, gate.cell().array(), gate.cell().row(), gate.cell().column());
      }
    } else if (step instanceof Step.Sample) {
      out.writeByte(SAMPLE);
    } else if (step instanceof Step.Safe) {
      out.writeByte(SAFE);
    } else if (step instanceof Step.Repeat repeat) {
      out.writeByte(REPEAT);
      out.writeInt(repeat.times());
      steps(repeat.body(), out);
    } else {
      throw new IllegalStateException("journal: step=" + step);
    }
  }

  private static void ints(DataOutputStream out, int... numbers) throws IOException {
    for (int number : numbers) {
      out.writeInt(number);
    }
  }

  private static void setting(SwitchSetting setting, DataOutputStream out) throws IOException {
    out.writeInt(setting.arrays().size());
    for (ArraySwitches array : setting.arrays()) {
      ints(out, array.shape().rows(), array.shape().columns());
      out.writeBoolean(array.shape().differential());
      BitSet closed = new BitSet();
      for (int i = 0; i < array.shape().cells(); i++) {
        int columns = array.shape().columns();
        closed.set(i, array.isClosed(i / columns, i % columns));
      }
      byte[] bits = closed.toByteArray();
      out.writeInt(bits.length);
      out.write(bits);
    }
  }

  static Program read(DataInputStream in) throws IOException {
    List<Volts> tables = new ArrayList<>();
    for (int left = EntryCodec.length(in, Integer.BYTES); left > 0; left--) {
      double[] volts = new double[EntryCodec.length(in, Double.BYTES)];
      for (int j = 0; j < volts.length; j++) {
        volts[j] = in.readDouble();
      }
      tables.add(Volts.of(volts));
    }
    return new Program(tables, steps(in, 0));
  }

  private static List<Step> steps(DataInputStream in, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("repeats lie deeper in each other than %d".formatted(DEEPEST));
    }
    List<Step> steps = new ArrayList<>();
    for (int left = EntryCodec.length(in, 1); left > 0; left--) {
      steps.add(step(in, depth));
    }
    return steps;
  }

  private static Step step(DataInputStream in, int depth) throws IOException {
    int kind = in.readUnsignedByte();
    switch (kind) {
      case SWITCHES:
        return new Step.Switches(setting(in));
      case SETTLE:
        return new Step.Settle(in.readDouble());
      case DRIVE:
        return new Step.Drive(in.readInt(), in.readInt(), in.readInt());
      case SENSE:
        return new Step.Sense(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
      case BLOCK:
        return new Step.Block(
            in.readDouble(), in.readBoolean(), in.readUnsignedByte(), in.readDouble());
      case PULSE:
        return new Step.Pulse(in.readDouble(), in.readBoolean(), gates(in));
      case SAMPLE:
        return new Step.Sample();
      case SAFE:
        return new Step.Safe();
      case REPEAT:
        return new Step.Repeat(in.readInt(), steps(in, depth + 1));
      default:
        throw new IOException("steps of kind %d are unknown".formatted(kind));
    }
  }

  private static List<Gate> gates(DataInputStream in) throws IOException {
    List<Gate> gates = new ArrayList<>();
    for (int left = EntryCodec.length(in, Double.BYTES); left > 0; left--) {
      double atSeconds = in.readDouble();
      gates.add(new Gate(atSeconds, new Cell(in.readInt(), in.readInt(), in.readInt())));
    }
    return gates;
  }

  private static SwitchSetting setting(DataInputStream in) throws IOException {
    List<ArraySwitches> arrays = new ArrayList<>();
    for (int left = EntryCodec.length(in, Integer.BYTES); left > 0; left--) {
      int rows = in.readInt();
      int columns = in.readInt();
      ArrayShape shape = new ArrayShape(rows, columns, in.readBoolean());
      BitSet closed = BitSet.valueOf(in.readNBytes(EntryCodec.length(in, 1)));
      if (closed.length() > shape.cells()) {
        throw new IOException("a switch is closed that an array of %s has not".formatted(shape));
      }
      List<Cell> cells = new ArrayList<>();
      for (int i = closed.nextSetBit(0); i >= 0; i = closed.nextSetBit(i + 1)) {
        cells.add(new Cell(arrays.size(), i / columns, i % columns));
      }
      arrays.add(ArraySwitches.of(shape, cells));
    }
    return new SwitchSetting(arrays);
  }
}
