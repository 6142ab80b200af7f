package dev.fluxbar.bench.gpio;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.gpio.chip.Chips;
import dev.fluxbar.bench.gpio.chip.SwitchChip;
import dev.fluxbar.bench.gpio.port.Header;
import dev.fluxbar.bench.gpio.port.OutputLine;
import dev.fluxbar.bench.gpio.port.SpiBus;
import dev.fluxbar.bench.gpio.wiring.ArrayWiring;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.bench.gpio.wiring.Part.SwitchPart;
import dev.fluxbar.bench.gpio.wiring.Select;
import dev.fluxbar.bench.gpio.wiring.SwitchMatrix;
import dev.fluxbar.bench.gpio.wiring.Wire.SwitchWire;
import dev.fluxbar.fault.BenchFault;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The switches of every array. */
final class SwitchBank {

  /** One part, and the levels that it was last given. */
  private static final class Opened {
    final SwitchPart part;
    final SwitchChip chip;
    final SpiBus bus;
    final @Nullable OutputLine latch;
    final @Nullable OutputLine enable;
    BitSet high = new BitSet();

    Opened(
        SwitchPart part,
        SwitchChip chip,
        SpiBus bus,
        @Nullable OutputLine latch,
        @Nullable OutputLine enable) {
      this.part = part;
      this.chip = chip;
      this.bus = bus;
      this.latch = latch;
      this.enable = enable;
    }

    void send(List<byte[]> frames) {
      frames.forEach(bus::transfer);
      if (latch != null) {
        latch.set(true);
        latch.set(false);
      }
    }
  }

  private final GpioWiring wiring;
  private final Map<String, Opened> parts = new LinkedHashMap<>();

  SwitchBank(GpioWiring wiring, Header header) {
    this.wiring = wiring;
    Map<Select, SpiBus> shared = new HashMap<>();
    for (SwitchPart part : wiring.switches()) {
      SwitchChip chip = Chips.switches(part.model());
      SpiBus bus = shared.get(part.select());
      if (bus == null) {
        bus = PartPorts.bus(header, part, chip);
        shared.put(part.select(), bus);
      }
      // Outputs stay off until they are known.
      OutputLine enable = part.enableLine() == null ? null : header.line(part.enableLine(), true);
      OutputLine latch = part.latchLine() == null ? null : header.line(part.latchLine(), false);
      parts.put(part.name(), new Opened(part, chip, bus, latch, enable));
    }
  }

  /** Brings every part from any state to open switches. */
  void start() {
    for (Opened part : parts.values()) {
      BitSet open = levels(part, new BitSet());
      part.send(part.chip.start(open, part.part.chips(), part.part.address()));
      part.high = open;
      if (part.enable != null) {
        part.enable.set(false);
      }
    }
    verify();
  }

  /** Sets every switch of every array. */
  void set(SwitchSetting setting) {
    send(setting, false);
  }

  /** Opens every switch, whatever is thought of them. */
  void open() {
    send(SwitchSetting.open(wiring.shape()), true);
  }

  /** Every part is tried. */
  private void send(SwitchSetting setting, boolean whatever) {
    Map<String, BitSet> closed = closed(setting);
    Attempts attempts = new Attempts();
    for (Opened part : parts.values()) {
      BitSet high = levels(part, closed.getOrDefault(part.part.name(), new BitSet()));
      if (whatever || !high.equals(part.high)) {
        part.high = high;
        attempts.then(() -> part.send(part.chip.set(high, part.part.chips(), part.part.address())));
      }
    }
    attempts.end();
  }

  /** Outputs that nothing is wired to are those of open switches. */
  private static BitSet levels(Opened part, BitSet closed) {
    BitSet high = (BitSet) closed.clone();
    if (!part.part.closedIsHigh()) {
      high.flip(0, part.part.chips() * part.chip.outputs());
    }
    return high;
  }

  private Map<String, BitSet> closed(SwitchSetting setting) {
    Map<String, BitSet> closed = new HashMap<>();
    for (int l = 0; l < wiring.arrays().size(); l++) {
      ArrayWiring array = wiring.arrays().get(l);
      ArraySwitches wanted = setting.array(l);
      if (array.switches() instanceof SwitchMatrix.Lines lines) {
        add(closed, lines.rows(), wanted::rowUsed);
        add(closed, lines.columns(), wanted::columnUsed);
      } else {
        int columns = array.shape().columns();
        add(closed, array.switches().wires(), i -> wanted.isClosed(i / columns, i % columns));
      }
    }
    return closed;
  }

  private static void add(Map<String, BitSet> closed, List<SwitchWire> wires, IntPredicate is) {
    for (int i = 0; i < wires.size(); i++) {
      if (is.test(i)) {
        SwitchWire wire = wires.get(i);
        closed.computeIfAbsent(wire.part(), part -> new BitSet()).set(wire.channel());
      }
    }
  }

  /**
   * Reads back every chip that can be read.
   *
   * @throws BenchFault if one does not hold what it was given
   */
  void verify() {
    for (Opened part : parts.values()) {
      for (byte[] ask : part.chip.askHigh(part.part.address())) {
        BitSet found = part.chip.high(part.bus.transfer(ask));
        if (!found.equals(part.high)) {
          throw new BenchFault(
              "switches: name=%s, device-file=%s, given=%s, read-back=%s; turn its supply off and check its wiring"
                  .formatted(part.part.name(), part.bus.deviceFile(), part.high, found));
        }
      }
    }
  }

  void close() {
    Attempts attempts = new Attempts();
    for (Opened part : parts.values()) {
      attempts.then(part.bus::close);
      for (OutputLine line : new @Nullable OutputLine[] {part.latch, part.enable}) {
        if (line != null) {
          attempts.then(line::close);
        }
      }
    }
    attempts.end();
  }

  @Override
  public String toString() {
    return Objects.toString(parts.keySet());
  }
}
