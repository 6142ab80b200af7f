package dev.fluxbar.daemon.guard;

import dev.fluxbar.app.BadInput;
import java.util.regex.Pattern;

/**
 * One line of a file of tokens: {@code alice operator 9f86d0...}.
 *
 * @param name who holds the token; letters, digits, dot, dash and underscore, at most 64
 * @param role what the holder may do
 * @param sha256 of the token, 64 lower-case hex digits
 */
record TokenEntry(String name, Role role, String sha256) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  TokenEntry {
    if (!NAME.matcher(name).matches()) {
      throw new BadInput(
          "name=%s; use 1 to 64 letters, digits, dots, dashes and underscores".formatted(name));
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new BadInput("sha-256=%s; write 64 hex digits in lower case".formatted(sha256));
    }
  }

  @Override
  public String toString() {
    return name + " " + role + " " + sha256;
  }
}
