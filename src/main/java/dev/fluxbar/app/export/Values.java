package dev.fluxbar.app.export;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Values of one kind as little-endian bytes, in order, a matrix row by row: in memory, or on the
 * disk where there may be more than the memory holds.
 *
 * @param kind of each value
 * @param width bytes of each value; shorter words are followed by zeros
 * @param rows how many there are, at least 1
 * @param columns of a matrix, at least 1; 0 of what is none
 * @param source where the bytes are
 */
record Values(Kind kind, int width, long rows, int columns, Source source) {

  /** What a value is. */
  enum Kind {
    INT,
    LONG,
    DOUBLE,
    /** In UTF-8. */
    TEXT
  }

  /** Bytes that can be read more than once. */
  interface Source {
    InputStream open() throws IOException;
  }

  Values {
    if (rows < 1 || columns < 0 || width < 1) {
      throw new IllegalArgumentException(
          "export: rows=%d, columns=%d, width=%d; there must be values"
              .formatted(rows, columns, width));
    }
  }

  static Values of(double[] numbers) {
    ByteBuffer bytes = bytes(numbers.length, Double.BYTES);
    for (double number : numbers) {
      bytes.putDouble(number);
    }
    return inMemory(Kind.DOUBLE, Double.BYTES, numbers.length, 0, bytes);
  }

  static Values of(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    ByteBuffer bytes = bytes(rows.length * columns, Double.BYTES);
    for (double[] row : rows) {
      for (double number : row) {
        bytes.putDouble(number);
      }
    }
    return inMemory(Kind.DOUBLE, Double.BYTES, rows.length, columns, bytes);
  }

  static Values of(String[] words) {
    int width = 1;
    for (String word : words) {
      width = Math.max(width, word.getBytes(StandardCharsets.UTF_8).length);
    }
    ByteBuffer bytes = bytes(words.length, width);
    for (int i = 0; i < words.length; i++) {
      bytes.position(i * width).put(words[i].getBytes(StandardCharsets.UTF_8));
    }
    return inMemory(Kind.TEXT, width, words.length, 0, bytes);
  }

  /** Of a file that stays as long as they are needed. */
  static Values onDisk(Kind kind, int width, long rows, Path file) {
    return new Values(kind, width, rows, 0, () -> Files.newInputStream(file));
  }

  private static ByteBuffer bytes(int count, int width) {
    return ByteBuffer.allocate(Math.multiplyExact(count, width)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Values inMemory(Kind kind, int width, long rows, int columns, ByteBuffer bytes) {
    return new Values(kind, width, rows, columns, () -> new ByteArrayInputStream(bytes.array()));
  }

  boolean isMatrix() {
    return columns > 0;
  }

  /** How many there are in all. */
  long count() {
    return rows * Math.max(1, columns);
  }

  long bytes() {
    return count() * width;
  }

  /**
   * All of them as a new Java array of numbers or words, of arrays where they are a matrix.
   *
   * @throws IOException if they cannot be read, or are more than an array holds
   */
  Object array() throws IOException {
    if (rows > Integer.MAX_VALUE) {
      throw new IOException("a quantity has %d rows, more than an array holds".formatted(rows));
    }
    int[] shape = isMatrix() ? new int[] {(int) rows, columns} : new int[] {(int) rows};
    Object array = Array.newInstance(element(), shape);
    try (Cursor cursor = read()) {
      for (int row = 0; row < rows; row++) {
        if (!isMatrix()) {
          Array.set(array, row, cursor.next());
        }
        for (int column = 0; column < columns; column++) {
          Array.set(Array.get(array, row), column, cursor.next());
        }
      }
    }
    return array;
  }

  private Class<?> element() {
    return switch (kind) {
      case INT -> int.class;
      case LONG -> long.class;
      case DOUBLE -> double.class;
      case TEXT -> String.class;
    };
  }

  /** One value after the other, to be closed. */
  Cursor read() throws IOException {
    return new Cursor(new BufferedInputStream(source.open(), 1 << 16));
  }

  /** Where a reader of values stands. */
  final class Cursor implements AutoCloseable {
    private final InputStream in;
    private final byte[] value = new byte[width];
    private final ByteBuffer number = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);

    private Cursor(InputStream in) {
      this.in = in;
    }

    /** The next value: a number or a word; its text loses no bit. */
    Object next() throws IOException {
      if (in.readNBytes(value, 0, width) < width) {
        throw new IOException("the values of a quantity end before their time");
      }
      return switch (kind) {
        case INT -> number.getInt(0);
        case LONG -> number.getLong(0);
        case DOUBLE -> number.getDouble(0);
        case TEXT -> word();
      };
    }

    private String word() {
      int length = width;
      while (length > 0 && value[length - 1] == 0) {
        length--;
      }
      return new String(value, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
