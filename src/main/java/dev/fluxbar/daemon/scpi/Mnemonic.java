package dev.fluxbar.daemon.scpi;

/** The short form of a keyword: what is in capitals. */
final class Mnemonic {
  private Mnemonic() {}

  /** {@code MEMD} of {@code MEMDuctance}. */
  static String brief(String keyword) {
    StringBuilder capitals = new StringBuilder();
    for (int i = 0; i < keyword.length(); i++) {
      char one = keyword.charAt(i);
      if (!Character.isLowerCase(one)) {
        capitals.append(one);
      }
    }
    return capitals.toString();
  }
}
