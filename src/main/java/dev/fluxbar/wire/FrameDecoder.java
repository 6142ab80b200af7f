package dev.fluxbar.wire;

import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into frames. Feed it chunks of any size; it resumes after a corrupt frame
 * at the next delimiter. For one thread.
 */
public final class FrameDecoder {
  private final byte[] held = new byte[FrameCodec.LARGEST_STUFFED_BYTES + 1];
  private int length;

  /** Takes {@code count} bytes and gives {@code sink} each frame or refusal that they complete. */
  public void accept(byte[] bytes, int offset, int count, Consumer<Decoded> sink) {
    for (int i = offset; i < offset + count; i++) {
      if (bytes[i] == 0) {
        if (length > 0) {
          Decoded decoded = FrameCodec.decode(held, length);
          length = 0;
          sink.accept(decoded);
        }
      } else if (length < held.length) {
        // One byte more than any frame has room, so that an endless frame is refused.
        held[length++] = bytes[i];
      }
    }
  }
}
