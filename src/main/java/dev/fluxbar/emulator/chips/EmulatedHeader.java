package dev.fluxbar.emulator.chips;

import dev.fluxbar.array.ArraySwitches;
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
import dev.fluxbar.emulator.AnalogErrors;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.physics.Circuit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A header with emulated chips at its select lines and emulated arrays behind them, in the time of
 * a {@link VirtualClock}: a frame costs its bits and what the machine costs, and acts in its
 * middle.
 */
public final class EmulatedHeader implements Header {
  private final GpioWiring wiring;
  private final Circuit circuit;
  private final VirtualClock clock;
  private final PartBox box;
  private final List<ChannelErrors> errors = new ArrayList<>();
  private final double[][] columnVolts;
  private SwitchSetting switches;
  private long seenNanos;

  /**
   * @param circuit of the same arrays, independent; owned from here on
   * @param errors of the stages between chips and arrays
   * @param noiseAmperes rms of one conversion
   */
  public EmulatedHeader(
      GpioWiring wiring,
      Circuit circuit,
      AnalogErrors errors,
      double noiseAmperes,
      VirtualClock clock,
      long seed) {
    this.wiring = wiring;
    this.circuit = circuit;
    this.clock = clock;
    this.seenNanos = clock.nanos();
    this.box = new PartBox(wiring, this::pinVolts, seed);
    this.columnVolts = new double[wiring.arrays().size()][];
    for (int l = 0; l < columnVolts.length; l++) {
      ArrayWiring array = wiring.arrays().get(l);
      columnVolts[l] = new double[array.shape().columns()];
      double fullScale = 2.56 / array.rows().get(0).feedbackOhms();
      this.errors.add(
          new ChannelErrors(
              array.shape().columns(),
              array.shape().rows(),
              errors,
              fullScale,
              noiseAmperes,
              seed + 31L * l));
    }
    this.switches = SwitchSetting.open(wiring.shape());
    follow();
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

  /** What the chips' codes make of a column, without the errors of its stage. */
  public double nominalColumnVolts(int array, int column) {
    ColumnWire wire = wiring.arrays().get(array).columns().get(column);
    return wire.gain()
        * (box.dac(wire.part()).volts(wire.channel()) - box.middleVolts(wire.part()));
  }

  private double pinVolts(String part, int channel) {
    pass();
    for (int l = 0; l < errors.size(); l++) {
      List<RowWire> rows = wiring.arrays().get(l).rows();
      for (int k = 0; k < rows.size(); k++) {
        RowWire wire = rows.get(k);
        if (wire.part().equals(part) && wire.channel() == channel) {
          double amperes = errors.get(l).shownAmperes(k, circuit.rowAmperes(l)[k]);
          return wire.zeroVolts() + (wire.inverting() ? -1 : 1) * amperes * wire.feedbackOhms();
        }
      }
    }
    return 0;
  }

  /** The arrays live until now with what has stood on them. */
  private void pass() {
    long now = clock.nanos();
    if (now > seenNanos) {
      circuit.advance((now - seenNanos) * 1e-9);
      seenNanos = now;
    }
  }

  /** The arrays take what the chips' outputs are now. */
  private void follow() {
    pass();
    SwitchSetting now = SwitchSetting.open(wiring.shape());
    for (int l = 0; l < columnVolts.length; l++) {
      now = now.with(l, closed(wiring.arrays().get(l)));
      double[] volts = new double[columnVolts[l].length];
      for (int j = 0; j < volts.length; j++) {
        volts[j] = errors.get(l).columnVolts(j, nominalColumnVolts(l, j));
      }
      if (!Arrays.equals(volts, columnVolts[l])) {
        columnVolts[l] = volts;
        circuit.setColumnVolts(l, volts);
      }
    }
    if (!now.equals(switches)) {
      switches = now;
      circuit.setSwitches(now);
    }
  }

  private ArraySwitches closed(ArrayWiring array) {
    if (array.switches() instanceof SwitchMatrix.Lines lines) {
      return ArraySwitches.lines(
          array.shape(), k -> closed(lines.rows().get(k)), j -> closed(lines.columns().get(j)));
    }
    ArraySwitches set = ArraySwitches.open(array.shape());
    List<SwitchWire> wires = array.switches().wires();
    for (int i = 0; i < wires.size(); i++) {
      if (closed(wires.get(i))) {
        int columns = array.shape().columns();
        set = set.with(i / columns, i % columns, true);
      }
    }
    return set;
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
        pass();
        byte[] answer = chip.transfer(frame.clone());
        clock.pass(Math.round(8e9 * frame.length / port.clockHertz()));
        follow();
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
            pass();
            box.line(line, level);
            follow();
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
