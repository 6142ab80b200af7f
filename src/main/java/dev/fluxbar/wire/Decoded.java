package dev.fluxbar.wire;

/** What a stretch of bytes between two delimiters turned out to be. */
public sealed interface Decoded {

  /** A frame whose check, length and flags are right. */
  record Valid(Frame frame) implements Decoded {}

  /**
   * No frame.
   *
   * @param reason what is wrong with it
   * @param stuffedHex the bytes as they came, in hex
   */
  record Rejected(RejectReason reason, String stuffedHex) implements Decoded {}
}
