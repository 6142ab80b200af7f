package dev.fluxbar.app.export;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A column of values that goes to the disk while it grows. */
final class Spool implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final Values.Kind kind;
  private final int width;
  private final OutputStream out;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long rows;

  /**
   * @param width bytes a value
   */
  Spool(Path file, Values.Kind kind, int width) throws IOException {
    this.file = file;
    this.kind = kind;
    this.width = width;
    this.out = new FileOutputStream(file.toFile());
  }

  void put(int number) throws IOException {
    room().putInt(number);
  }

  void put(long number) throws IOException {
    room().putLong(number);
  }

  void put(double number) throws IOException {
    room().putDouble(number);
  }

  /** A word that is not wider than the others. */
  void put(String word) throws IOException {
    ByteBuffer to = room();
    int end = to.position() + width;
    to.put(word.getBytes(StandardCharsets.UTF_8));
    while (to.position() < end) {
      to.put((byte) 0);
    }
  }

  private ByteBuffer room() throws IOException {
    if (buffer.remaining() < width) {
      flush();
    }
    rows++;
    return buffer;
  }

  private void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }

  long rows() {
    return rows;
  }

  /** All of them, once the last was put. */
  Values values() throws IOException {
    close();
    return Values.onDisk(kind, width, rows, file);
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }
}
