package dev.fluxbar.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** A piece of a log in memory, and always the one that is asked for: it slides over the others. */
final class LogWindow implements AutoCloseable {
  private static final int BYTES = 1 << 16;

  private final LogBytes bytes;
  private final long length;
  private final byte[] window = new byte[BYTES];
  private final ByteBuffer numbers = ByteBuffer.wrap(window);
  private long from;
  private int count;

  /**
   * @param bytes closed with this; those that are appended later are not seen
   */
  LogWindow(LogBytes bytes) throws IOException {
    this.bytes = bytes;
    this.length = bytes.length();
  }

  long length() {
    return length;
  }

  int intAt(long at) throws IOException {
    return numbers.getInt(index(at, Integer.BYTES));
  }

  long longAt(long at) throws IOException {
    return numbers.getLong(index(at, Long.BYTES));
  }

  /** Where so many bytes, at most a few, lie in the window. */
  private int index(long at, int wanted) throws IOException {
    if (at < from || at + wanted > from + count) {
      int more = (int) Math.min(BYTES, length - at);
      bytes.read(at, window, more);
      from = at;
      count = more;
    }
    return (int) (at - from);
  }

  /** The checksum of so many bytes. */
  int crc(long at, int wanted) throws IOException {
    CRC32C crc = new CRC32C();
    for (long next = at; next < at + wanted; ) {
      int index = index(next, 1);
      int part = (int) Math.min(count - index, at + wanted - next);
      crc.update(window, index, part);
      next += part;
    }
    return (int) crc.getValue();
  }

  /** A copy of so many bytes. */
  byte[] copy(long at, int wanted) throws IOException {
    byte[] copy = new byte[wanted];
    if (at >= from && at + wanted <= from + count) {
      System.arraycopy(window, (int) (at - from), copy, 0, wanted);
    } else {
      bytes.read(at, copy, wanted);
    }
    return copy;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
