package dev.fluxbar.daemon.scpi;

/** String response data (IEEE 488.2, 8.7.8). */
final class Quoted {
  private Quoted() {}

  /** A text in double quotes, on one line of ASCII. */
  static String of(String text) {
    return '"' + text.replaceAll("[^ -~]", "?").replace("\"", "\"\"") + '"';
  }
}
