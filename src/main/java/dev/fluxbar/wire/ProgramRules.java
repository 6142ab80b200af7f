package dev.fluxbar.wire;

import java.util.List;

/**
 * What a program is proved against: the board's arrays and memory, and the session's limits.
 *
 * @param arrays in order
 * @param lineSwitches whether only whole rows and columns can be switched
 * @param jobBytes largest image
 * @param resultBytes largest sum of result records
 * @param limits as set in the session, one largest code an array
 */
public record ProgramRules(
    List<Geometry> arrays,
    boolean lineSwitches,
    long jobBytes,
    long resultBytes,
    HostMessage.Limits limits) {

  public ProgramRules {
    arrays = List.copyOf(arrays);
    if (limits.largestCodes().size() != arrays.size()) {
      throw new IllegalArgumentException(
          "program rules: arrays=%d, largest-codes=%d; limits need one code an array"
              .formatted(arrays.size(), limits.largestCodes().size()));
    }
  }
}
