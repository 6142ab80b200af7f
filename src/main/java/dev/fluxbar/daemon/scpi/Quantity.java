package dev.fluxbar.daemon.scpi;

import java.util.Map;

/** What a number is of, and the suffixes that it may have, in upper case. */
enum Quantity {
  NONE(Map.of()),
  VOLTS(Map.of("V", 1.0, "MV", 1e-3, "UV", 1e-6)),
  /** SCPI writes SIE; people write S. */
  SIEMENS(
      Map.of(
          "S", 1.0, "MS", 1e-3, "US", 1e-6, "NS", 1e-9, "SIE", 1.0, "MSIE", 1e-3, "USIE", 1e-6,
          "NSIE", 1e-9)),
  SECONDS(Map.of("S", 1.0, "MS", 1e-3, "US", 1e-6));

  @SuppressWarnings("ImmutableEnumChecker") // made by Map.of, which never changes
  private final Map<String, Double> suffixes;

  Quantity(Map<String, Double> suffixes) {
    this.suffixes = suffixes;
  }

  /** The number in its unit. */
  double of(Parameter.Numeric number) {
    if (number.suffix().isEmpty()) {
      return number.value();
    }
    if (suffixes.isEmpty()) {
      throw new ScpiRefusal(ScpiError.SUFFIX_NOT_ALLOWED, number.suffix());
    }
    Double factor = suffixes.get(number.suffix());
    if (factor == null) {
      throw new ScpiRefusal(ScpiError.INVALID_SUFFIX, number.suffix());
    }
    return number.value() * factor;
  }
}
