package dev.fluxbar.daemon.scpi;

/** The short form of a keyword: what is in capitals. */
final class Mnemonic {
  private Mnemonic() {}

  /** {@code MEMD} of {@code MEMDuctance}. */
  static String brief(String keyword) {
    StringBuilder capitals = new StringBuilder();
    for (char one : keyword.toCharArray()) {
      if (!Character.isLowerCase(one)) {
        capitals.append(one);
      }
    }
    return capitals.toString();
  }
}
