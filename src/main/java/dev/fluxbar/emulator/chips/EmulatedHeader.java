package dev.fluxbar.emulator.chips;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.gpio.port.Header;
import dev.fluxbar.bench.gpio.port.OutputLine;
import dev.fluxbar.bench.gpio.port.SpiBus;
import dev.fluxbar.bench.gpio.port.SpiPort;
import dev.fluxbar.bench.gpio.wiring.ArrayWiring;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.bench.gpio.wiring.SwitchMatrix;
import dev.fluxbar.bench.gpio.wiring.Wire.ColumnWire;
import dev.fluxbar.bench.gpio.wiring.Wire.RowWire;
import dev.fluxbar.bench.gpio.wiring.Wire.SwitchWire;
import dev.fluxbar.emulator.AnalogFront;
import dev.fluxbar.emulator.BoardCircuit;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.physics.Circuit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A header with emulated chips at its select lines and emulated arrays behind them, in the time of
 * a {@link VirtualClock}: a frame costs its bits and what the machine costs, and acts when its
 * select line rises. Between chips and arrays stand stages as they really are, with the errors of a
 * {@link BoardSpec}.
 */
public final class EmulatedHeader implements Header {
  private final GpioWiring wiring;
  private final BoardSpec spec;
  private final Circuit circuit;
  private final VirtualClock clock;
  private final PartBox box;
  private final List<AnalogFront> fronts = new ArrayList<>();
  private final double[][] columnVolts;
  private SwitchSetting switches;
  private long seenNanos;

  /**
   * @param spec of the arrays of {@code wiring}, independent, with the errors of the stages; its
   *     converters say of what errors are a share
   * @param seed of what chips hold at power-on
   */
  public EmulatedHeader(GpioWiring wiring, BoardSpec spec, VirtualClock clock, long seed) {
    if (!spec.shape().equals(wiring.shape())) {
      throw new IllegalArgumentException(
          "emulated header: arrays=%s, wired=%s; wire the arrays that there are"
              .formatted(spec.shape(), wiring.shape()));
    }
    this.wiring = wiring;
    this.spec = spec;
    this.circuit = BoardCircuit.of(spec);
    this.clock = clock;
    this.seenNanos = clock.nanos();
    this.box = new PartBox(wiring, this::pinVolts, seed);
    this.columnVolts = new double[wiring.arrays().size()][];
    for (int l = 0; l < columnVolts.length; l++) {
      columnVolts[l] = new double[wiring.arrays().get(l).shape().columns()];
      fronts.add(new AnalogFront(spec, l));
    }
    this.switches = SwitchSetting.open(wiring.shape());
    followSwitches();
    followDrivers();
  }

  /** What chips said of frames that they dropped; alive. */
  public List<String> complaints() {
    return box.complaints();
  }

  /** The arrays, at this instant. */
  public Circuit circuit() {
    pass();
    return circuit;
  }

  /** Which switches are closed. */
  public SwitchSetting closed() {
    return switches;
  }

  /** What really is behind the chips now. */
  public BoardTruth truth() {
    pass();
    List<List<Double>> volts = new ArrayList<>();
    for (int l = 0; l < columnVolts.length; l++) {
      int array = l;
      volts.add(
          IntStream.range(0, columnVolts[l].length)
              .mapToObj(j -> nominalColumnVolts(array, j))
              .toList());
    }
    return new BoardTruth(
        circuit.benchSeconds(),
        circuit.memductances(),
        circuit.fluxesVoltSeconds(),
        switches,
        volts,
        false);
  }

  /** What the chips' codes make of a column, without the errors of its stage. */
  public double nominalColumnVolts(int array, int column) {
    ColumnWire wire = wiring.arrays().get(array).columns().get(column);
    return wire.gain()
        * (box.dac(wire.part()).volts(wire.channel()) - box.middleVolts(wire.part()));
  }

  private double pinVolts(String part, int channel) {
    for (int l = 0; l < fronts.size(); l++) {
      List<RowWire> rows = wiring.arrays().get(l).rows();
      for (int k = 0; k < rows.size(); k++) {
        if (rows.get(k).part().equals(part) && rows.get(k).channel() == channel) {
          pass();
          return pinVolts(l, k, rows.get(k));
        }
      }
    }
    return 0;
  }

  private double pinVolts(int array, int row, RowWire wire) {
    AnalogFront front = fronts.get(array);
    double amperes = front.inputAmperes(circuit.rowAmperes(array).clone())[row];
    int range = range(array, wire);
    double shown = front.shownAmperes(row, range, amperes, circuit.benchSeconds());
    return wire.zeroVolts() + (wire.inverting() ? -1 : 1) * shown * wire.feedbackOhms();
  }

  /** Which of the ranges of the spec a converter is in. */
  private int range(int array, RowWire wire) {
    double half = box.adc(wire.part()).halfSpanVolts(wire.channel()) / wire.feedbackOhms();
    var ranges = spec.converters().get(array).ranges();
    int range = 0;
    while (range < ranges.size() - 1 && half > 1.5 * ranges.get(range).fullScaleAmperes()) {
      range++;
    }
    return range;
  }

  /** The arrays live until now with what has stood on them. */
  private void pass() {
    long now = clock.nanos();
    if (now > seenNanos) {
      circuit.advance((now - seenNanos) * 1e-9);
      seenNanos = now;
    }
  }

  /** The columns take what the chips' outputs are now. */
  private void followDrivers() {
    for (int l = 0; l < columnVolts.length; l++) {
      double[] exact = new double[columnVolts[l].length];
      for (int j = 0; j < exact.length; j++) {
        exact[j] = nominalColumnVolts(l, j);
      }
      double[] volts = fronts.get(l).columnVolts(exact);
      if (!Arrays.equals(volts, columnVolts[l])) {
        pass();
        columnVolts[l] = volts;
        circuit.setColumnVolts(l, volts);
      }
    }
  }

  /** The switches take what the chips' outputs are now. */
  private void followSwitches() {
    SwitchSetting now = SwitchSetting.open(wiring.shape());
    for (int l = 0; l < columnVolts.length; l++) {
      now = now.with(l, closed(l, wiring.arrays().get(l)));
    }
    if (!now.equals(switches)) {
      pass();
      switches = now;
      circuit.setSwitches(now);
    }
  }

  private ArraySwitches closed(int index, ArrayWiring array) {
    if (array.switches() instanceof SwitchMatrix.Lines lines) {
      return ArraySwitches.lines(
          array.shape(), k -> closed(lines.rows().get(k)), j -> closed(lines.columns().get(j)));
    }
    List<Cell> closed = new ArrayList<>();
    List<SwitchWire> wires = array.switches().wires();
    int columns = array.shape().columns();
    for (int i = 0; i < wires.size(); i++) {
      if (closed(wires.get(i))) {
        closed.add(new Cell(index, i / columns, i % columns));
      }
    }
    return ArraySwitches.of(array.shape(), closed);
  }

  private boolean closed(SwitchWire wire) {
    return box.switches(wire.part()).high(wire.channel()) == box.closedIsHigh(wire.part());
  }

  @Override
  public SpiBus spi(SpiPort port) {
    EmulatedChip chip = box.select(port.bus(), port.chipSelect());
    if (chip == null) {
      throw new BenchFault(
          "spi: device-file=%s; there is none, enable the bus".formatted(port.deviceFile()));
    }
    return new SpiBus() {
      @Override
      public String deviceFile() {
        return port.deviceFile();
      }

      @Override
      public byte[] transfer(byte[] frame) {
        clock.call();
        byte[] answer = chip.transfer(frame.clone());
        clock.pass(Math.round(8e9 * frame.length / port.clockHertz()));
        if (chip instanceof EmulatedDac) {
          followDrivers();
        } else if (!(chip instanceof EmulatedAdc)) {
          followSwitches();
        }
        clock.call();
        return answer;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public OutputLine line(int line, boolean high) {
    OutputLine opened =
        new OutputLine() {
          @Override
          public String name() {
            return "line " + line;
          }

          @Override
          public void set(boolean level) {
            clock.call();
            box.line(line, level);
            followDrivers();
            followSwitches();
            clock.call();
          }

          @Override
          public void close() {}
        };
    opened.set(high);
    return opened;
  }

  @Override
  public void close() {}

  /** Names of parts with the chips that stand for them, for tests that look into registers. */
  public Map<String, EmulatedChip> chips() {
    return box.chips();
  }
}
