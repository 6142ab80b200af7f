package dev.fluxbar.daemon.scpi;

import java.util.List;

/**
 * One program message unit (IEEE 488.2, 7.3): a header and its parameters.
 *
 * @param common whether it began with an asterisk
 * @param absolute whether it began with a colon
 * @param mnemonics between the colons, in upper case
 * @param query whether a question mark stood behind
 */
record Unit(
    boolean common,
    boolean absolute,
    List<String> mnemonics,
    boolean query,
    List<Parameter> parameters) {
  Unit {
    mnemonics = List.copyOf(mnemonics);
    parameters = List.copyOf(parameters);
  }

  /** As it was written, for messages. */
  String header() {
    return (common ? "*" : "") + String.join(":", mnemonics) + (query ? "?" : "");
  }
}
