package dev.fluxbar.bench.gpio.wiring;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A chip of a bench, or a chain of them on one select line. */
public sealed interface Part {

  /** What the wires call it; once a bench. */
  String name();

  /** Which chip it is. */
  String model();

  Select select();

  /** Lines of the header that only this part may use. */
  List<Integer> ownLines();

  /**
   * A digital-to-analog converter.
   *
   * @param lowVolts what code 0 gives at its pins
   * @param highVolts what one more than the largest code would give
   * @param internalReference whether it makes its own reference
   * @param updateLine the line at its pin LDAC, if it is wired; parts may share it
   */
  record DacPart(
      String name,
      String model,
      Select select,
      double lowVolts,
      double highVolts,
      boolean internalReference,
      @Nullable Integer updateLine)
      implements Part {
    @Override
    public List<Integer> ownLines() {
      return List.of();
    }
  }

  /**
   * An analog-to-digital converter.
   *
   * @param referenceVolts at its reference pin
   */
  record AdcPart(String name, String model, Select select, double referenceVolts) implements Part {
    public AdcPart {
      if (!(referenceVolts > 0 && referenceVolts <= 10)) {
        throw new IllegalArgumentException(
            "adc: name=%s, reference-volts=%s; it must be above 0 and at most 10"
                .formatted(name, referenceVolts));
      }
    }

    @Override
    public List<Integer> ownLines() {
      return List.of();
    }
  }

  /**
   * Switches, or outputs that move switches.
   *
   * @param chips how many of them stand in a chain
   * @param address by its address pins, where it has them
   * @param latchLine the line that makes shifted bits act, where the chip needs one
   * @param enableLine the line at its pin OE (outputs are on while it is low), if it is wired
   * @param closedIsHigh whether a high output closes its switch
   */
  record SwitchPart(
      String name,
      String model,
      Select select,
      int chips,
      int address,
      @Nullable Integer latchLine,
      @Nullable Integer enableLine,
      boolean closedIsHigh)
      implements Part {
    @Override
    public List<Integer> ownLines() {
      return Stream.of(new @Nullable Integer[] {latchLine, enableLine})
          .flatMap(Stream::ofNullable)
          .toList();
    }
  }
}
