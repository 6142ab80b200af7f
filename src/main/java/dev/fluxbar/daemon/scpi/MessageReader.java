package dev.fluxbar.daemon.scpi;

import dev.fluxbar.daemon.guard.Bodies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cuts what a client sends into messages: a line feed ends one, except within a block whose length
 * it says (IEEE 488.2, 7.5 and 7.7.6). A message that is too long or no ASCII is passed over up to
 * its end.
 */
final class MessageReader {
  private static final int TLS_HANDSHAKE = 0x16;
  private static final Pattern HTTP = Pattern.compile("[A-Za-z]{3,10} /");

  private final Line line;
  private final Memory memory;

  private ByteArrayOutputStream message = new ByteArrayOutputStream();
  private int plainBytes;
  private int plainMost;
  private long blockBytes;
  private long blockMost;
  private final byte[] head = new byte[12];
  private int quote;
  private int before;
  private Optional<ScpiRefusal> wrong = Optional.empty();

  /** Whether the message ended where a block was read. */
  private boolean ended;

  MessageReader(Line line, Memory memory) {
    this.line = line;
    this.memory = memory;
  }

  /**
   * The next message without its end; absent when the client sends no more, also in its middle.
   *
   * @param known whether the client may come in
   * @throws ScpiRefusal if it was passed over
   */
  Optional<byte[]> next(boolean known) throws IOException {
    release();
    message = new ByteArrayOutputStream();
    plainBytes = 0;
    plainMost = known ? Bodies.TEXT_BYTES : Bodies.STRANGER_BYTES;
    blockMost = known ? Bodies.FILE_BYTES : 0;
    quote = 0;
    before = ',';
    wrong = Optional.empty();
    ended = false;
    Arrays.fill(head, (byte) 0);
    for (int one = line.first(known); one != '\n'; one = ended ? '\n' : line.next()) {
      if (one < 0) {
        return Optional.empty();
      }
      take(one);
    }
    if (wrong.isPresent()) {
      release();
      throw wrong.get();
    }
    byte[] whole = message.toByteArray();
    message = new ByteArrayOutputStream(0);
    return Optional.of(whole);
  }

  /**
   * Whether the last message, passed over or not, began as a request of HTTP or a greeting of TLS:
   * a page in somebody's browser can send both to any port of his machine, and what it wants to be
   * done stands in the lines behind. No message of SCPI begins so: a header is followed by no
   * slash.
   */
  boolean foreign() {
    return head[0] == TLS_HANDSHAKE
        || HTTP.matcher(new String(head, StandardCharsets.US_ASCII)).lookingAt();
  }

  /** What it held of the last message is not needed any more. */
  void release() {
    memory.give(blockBytes);
    blockBytes = 0;
  }

  private void take(int one) throws IOException {
    if (plainBytes < head.length) {
      head[plainBytes] = (byte) one;
    }
    if (one >= 0x7f || (one < ' ' && one != '\t' && one != '\r')) {
      fail(ScpiError.INVALID_CHARACTER, "0x%02x".formatted(one));
    }
    if (++plainBytes > plainMost) {
      fail(ScpiError.INPUT_OVERRUN, "most=%d".formatted(plainMost));
    }
    put(one);
    if (quote != 0) {
      quote = one == quote ? 0 : quote;
    } else if (one == '"' || one == '\'') {
      quote = one;
    } else if (one == '#' && (before == ',' || before == ' ' || before == '\t')) {
      block();
    }
    before = one;
  }

  private void fail(ScpiError error, String detail) {
    if (wrong.isEmpty()) {
      wrong = Optional.of(new ScpiRefusal(error, detail));
      message = new ByteArrayOutputStream(0);
    }
  }

  private void put(int one) {
    if (wrong.isEmpty()) {
      message.write(one);
    }
  }

  private void block() throws IOException {
    int kind = line.next();
    if (kind == '0') {
      put(kind);
      endless();
    } else if (kind >= '1' && kind <= '9') {
      put(kind);
      long length = 0;
      for (int i = 0; i < kind - '0'; i++) {
        int digit = line.next();
        if (digit < '0' || digit > '9') {
          fail(ScpiError.INVALID_BLOCK, "its length is no number");
          ended = digit == '\n';
          return;
        }
        put(digit);
        length = 10 * length + digit - '0';
      }
      definite(length);
    } else if (kind == '\n') {
      ended = true;
    } else if (kind >= 0) {
      take(kind);
    }
  }

  private void definite(long length) throws IOException {
    reserve(length);
    byte[] chunk = new byte[(int) Math.min(length, 64 << 10)];
    for (long left = length; left > 0; ) {
      int count = line.next(chunk, 0, (int) Math.min(left, chunk.length));
      if (count == 0) {
        return;
      }
      if (wrong.isEmpty()) {
        message.write(chunk, 0, count);
      }
      left -= count;
    }
  }

  private void reserve(long length) {
    if (blockBytes + length > blockMost) {
      fail(ScpiError.TOO_MUCH_DATA, "bytes=%d, most=%d".formatted(length, blockMost));
    } else if (wrong.isEmpty()) {
      if (memory.take(length)) {
        blockBytes += length;
      } else {
        fail(ScpiError.OUT_OF_MEMORY, "others send blocks too, try again");
      }
    }
  }

  /** An indefinite block: on a line of bytes nothing but a line feed can end it. */
  private void endless() throws IOException {
    for (int one = line.next(); one >= 0; one = line.next()) {
      if (one == '\n') {
        ended = true;
        return;
      }
      if (++plainBytes > plainMost) {
        fail(ScpiError.INPUT_OVERRUN, "most=%d".formatted(plainMost));
      }
      put(one);
    }
  }
}
