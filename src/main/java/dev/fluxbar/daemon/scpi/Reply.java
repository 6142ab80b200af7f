package dev.fluxbar.daemon.scpi;

import dev.fluxbar.daemon.guard.Bodies;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The answers to one message, which are sent together when it has been done (IEEE 488.2, 8). */
final class Reply {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  boolean isEmpty() {
    return bytes.size() == 0;
  }

  void clear() {
    bytes.reset();
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** Text that is response data already. */
  void text(String text) {
    add(text.getBytes(StandardCharsets.US_ASCII));
  }

  void whole(long value) {
    text(Long.toString(value));
  }

  void number(double value) {
    text(number10(value));
  }

  void string(String value) {
    text(Quoted.of(value));
  }

  /** A word in capitals: {@code physics-said-no} is {@code PHYSICS_SAID_NO}. */
  void word(String word) {
    text(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** A definite-length block of bytes. */
  void block(byte[] content) {
    byte[] length = Integer.toString(content.length).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer block = ByteBuffer.allocate(2 + length.length + content.length);
    block.put((byte) '#').put((byte) ('0' + length.length)).put(length).put(content);
    add(block.array());
  }

  /** Numbers as a session wants them. */
  void numbers(double[] values, Settings settings) {
    if (settings.realBytes() == 0) {
      StringBuilder text = new StringBuilder();
      for (double value : values) {
        text.append(text.isEmpty() ? "" : ",").append(number10(value));
      }
      text(text.toString());
      return;
    }
    ByteBuffer content =
        ByteBuffer.allocate(Math.multiplyExact(values.length, settings.realBytes()))
            .order(settings.order());
    for (double value : values) {
      if (settings.realBytes() == Double.BYTES) {
        content.putDouble(value);
      } else {
        content.putFloat((float) value);
      }
    }
    block(content.array());
  }

  private void add(byte[] answer) {
    if (bytes.size() + (long) answer.length + 1 > Bodies.FILE_BYTES) {
      clear();
      throw new ScpiRefusal(
          ScpiError.DEADLOCKED, "the answers to one message have more than 64 MiB");
    }
    if (!isEmpty()) {
      bytes.write(';');
    }
    bytes.writeBytes(answer);
  }

  /** SCPI has numbers of its own for what is none (SCPI-99 volume 1, 7.2.1.5). */
  private static String number10(double value) {
    if (Double.isNaN(value)) {
      return "9.91E37";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "9.9E37" : "-9.9E37";
    }
    return Double.toString(value);
  }
}
