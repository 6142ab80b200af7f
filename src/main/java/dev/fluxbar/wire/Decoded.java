package dev.fluxbar.wire;

import java.util.Arrays;
import java.util.HexFormat;

/** What a stretch of bytes between two delimiters turned out to be. */
public sealed interface Decoded {

  /** A frame whose check, length and flags are right. */
  record Valid(Frame frame) implements Decoded {}

  /** No frame. A noisy line makes many of these, and hardly one is looked at. */
  final class Rejected implements Decoded {
    private final RejectReason reason;
    private final byte[] stuffed;

    /** Copies the first {@code length} bytes of {@code stuffed}. */
    Rejected(RejectReason reason, byte[] stuffed, int length) {
      this.reason = reason;
      this.stuffed = Arrays.copyOf(stuffed, length);
    }

    /** What is wrong with it. */
    public RejectReason reason() {
      return reason;
    }

    /** The bytes as they came, in hex. */
    public String stuffedHex() {
      return HexFormat.of().formatHex(stuffed);
    }

    @Override
    public String toString() {
      return "Rejected[reason=%s, stuffed=%s]".formatted(reason, stuffedHex());
    }
  }
}
