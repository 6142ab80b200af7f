package dev.fluxbar.bench.gpio.chip;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every chip that a bench can be made of. A new one is a file of its own and a line here. */
public final class Chips {

  private static final List<Chip> ALL =
      List.of(
          new Ad5668(),
          new Ltc2668(),
          new Mcp4922(),
          new Ads8688(),
          new Mcp3208(),
          new Hc595(),
          new Adg714(),
          new Mcp23s17());

  /** Chips that people have, with the reason why they are not above. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "adg715",
          "it speaks I2C and this bench speaks SPI; its twin adg714 has the same switches");

  private Chips() {}

  /** All of them, converters first. */
  public static List<Chip> all() {
    return ALL;
  }

  /** The digital-to-analog converter of that name. */
  public static DacChip dac(String model) {
    return named(model, DacChip.class, "a DAC");
  }

  /** The analog-to-digital converter of that name. */
  public static AdcChip adc(String model) {
    return named(model, AdcChip.class, "an ADC");
  }

  /** The switches of that name. */
  public static SwitchChip switches(String model) {
    return named(model, SwitchChip.class, "switches");
  }

  private static <T extends Chip> T named(String model, Class<T> kind, String wanted) {
    String reason = REFUSED.get(model);
    if (reason != null) {
      throw new IllegalArgumentException("chip: model=%s; %s".formatted(model, reason));
    }
    List<T> fitting = ALL.stream().filter(kind::isInstance).map(kind::cast).toList();
    return fitting.stream()
        .filter(chip -> chip.model().equals(model))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "chip: model=%s, wanted=%s; name one of %s"
                        .formatted(
                            model,
                            wanted,
                            fitting.stream().map(Chip::model).collect(Collectors.joining(", ")))));
  }
}
