package dev.fluxbar.bench.gpio;

import dev.fluxbar.bench.gpio.chip.Chips;
import dev.fluxbar.bench.gpio.chip.DacChip;
import dev.fluxbar.bench.gpio.chip.Span;
import dev.fluxbar.bench.gpio.port.Header;
import dev.fluxbar.bench.gpio.port.OutputLine;
import dev.fluxbar.bench.gpio.port.SpiBus;
import dev.fluxbar.bench.gpio.wiring.ArrayWiring;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.bench.gpio.wiring.Part.DacPart;
import dev.fluxbar.bench.gpio.wiring.Wire.ColumnWire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The drivers of every column: signed codes are staged one by one and act all at once, or chip
 * after chip where each needs a frame of its own.
 */
final class DacBank {

  /** One chip, and what is known to be in its input registers; -1: nothing is known. */
  private static final class Opened {
    final DacPart part;
    final DacChip chip;
    final SpiBus bus;
    final int[] staged;
    boolean waits;

    Opened(DacPart part, DacChip chip, SpiBus bus) {
      this.part = part;
      this.chip = chip;
      this.bus = bus;
      this.staged = new int[chip.channels()];
      Arrays.fill(staged, -1);
    }
  }

  private record Column(Opened dac, int channel, int sign) {}

  private final Map<String, Opened> parts = new LinkedHashMap<>();
  private final Map<Integer, OutputLine> lines = new LinkedHashMap<>();
  private final List<List<Column>> columns = new ArrayList<>();

  DacBank(GpioWiring wiring, Header header) {
    for (DacPart part : wiring.dacs()) {
      DacChip chip = Chips.dac(part.model());
      parts.put(part.name(), new Opened(part, chip, PartPorts.bus(header, part, chip)));
      Integer line = part.updateLine();
      if (line != null && !lines.containsKey(line)) {
        lines.put(line, header.line(line, true));
      }
    }
    for (ArrayWiring array : wiring.arrays()) {
      List<Column> of = new ArrayList<>();
      for (ColumnWire wire : array.columns()) {
        Opened dac = Objects.requireNonNull(parts.get(wire.part()));
        of.add(new Column(dac, wire.channel(), wire.gain() < 0 ? -1 : 1));
      }
      columns.add(of);
    }
  }

  /** Brings every chip from any state to 0 V. */
  void start() {
    for (Opened dac : parts.values()) {
      Span span = new Span(dac.part.lowVolts(), dac.part.highVolts());
      for (byte[] frame : dac.chip.start(span, dac.part.internalReference())) {
        dac.bus.transfer(frame);
      }
      dac.waits = true;
    }
    zero();
  }

  /** Stages one code a column of one array, times a sign: -1, 0 or 1. */
  void stage(int array, int[] codes, int sign) {
    List<Column> of = columns.get(array);
    for (int j = 0; j < codes.length; j++) {
      Column column = of.get(j);
      stage(column.dac, column.channel, sign * column.sign * codes[j], false);
    }
  }

  private static void stage(Opened dac, int channel, int signedCode, boolean whatever) {
    int code = dac.chip.middleCode() + signedCode;
    if (whatever || dac.staged[channel] != code) {
      dac.staged[channel] = -1; // if the frame fails nobody knows
      dac.bus.transfer(dac.chip.stage(channel, code));
      dac.staged[channel] = code;
      dac.waits = true;
    }
  }

  /** Makes all that is staged act. */
  void update() {
    for (Opened dac : parts.values()) {
      if (dac.waits && dac.part.updateLine() == null) {
        update(dac);
      }
      dac.waits = false;
    }
    lines.values().forEach(DacBank::strobe);
  }

  private static void update(Opened dac) {
    int channel = firstKnown(dac);
    dac.bus.transfer(dac.chip.update(channel, dac.staged[channel]));
    dac.waits = false;
  }

  /** Low, then high: what is staged acts. */
  private static void strobe(OutputLine line) {
    line.set(false);
    line.set(true);
  }

  private static int firstKnown(Opened dac) {
    for (int n = 0; n < dac.staged.length; n++) {
      if (dac.staged[n] >= 0) {
        return n;
      }
    }
    throw new IllegalStateException("dac: name=%s; nothing is staged".formatted(dac.part.name()));
  }

  /** 0 V at every channel, whatever is thought to be there; every chip is tried. */
  void zero() {
    Attempts attempts = new Attempts();
    for (Opened dac : parts.values()) {
      attempts.then(
          () -> {
            columns.forEach(of -> of.forEach(column -> restage(dac, column)));
            if (dac.waits && dac.part.updateLine() == null) {
              update(dac);
            }
          });
    }
    lines.values().forEach(line -> attempts.then(() -> strobe(line)));
    attempts.end();
  }

  private static void restage(Opened dac, Column column) {
    if (column.dac == dac) {
      stage(dac, column.channel, 0, true);
    }
  }

  /** Writes 0 V into every wired input register again: as much work as a plateau's. */
  void restageAll() {
    for (List<Column> of : columns) {
      for (Column column : of) {
        stage(column.dac, column.channel, 0, true);
      }
    }
  }

  void close() {
    Attempts attempts = new Attempts();
    parts.values().forEach(dac -> attempts.then(dac.bus::close));
    lines.values().forEach(line -> attempts.then(line::close));
    attempts.end();
  }
}
