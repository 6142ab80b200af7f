package dev.fluxbar.app.files;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.array.Matrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One matrix in NumPy's own format (NEP 1).
 *
 * <pre>
 *   0        6      7      8        10 (v1)          n
 *   +--------+------+------+--------+----------------+--------
 *   | \x93   | maj  | min  | header | header: a      | data
 *   | NUMPY  |      |      | length | Python dict    |
 *   +--------+------+------+--------+----------------+--------
 * </pre>
 *
 * The header length has two bytes in version 1 and four in version 2, low byte first. Read: two
 * dimensions, little-endian, C or Fortran order, the types of {@link #width}. Written: version 1,
 * float64, C order.
 */
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^()]*)\\)");

  private final String name;
  private final ByteBuffer bytes;
  private final Entries entries;

  private Npy(String name, byte[] bytes, Entries entries) {
    this.name = name;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.entries = entries;
  }

  static Matrix decode(String name, byte[] bytes, Entries entries) {
    return new Npy(name, bytes, entries).matrix();
  }

  private Matrix matrix() {
    int start = dataStart();
    String header =
        new String(bytes.array(), 0, start, StandardCharsets.ISO_8859_1).substring(MAGIC.length);
    String type = group(TYPE, header, "descr");
    boolean fortran = group(ORDER, header, "fortran_order").equals("True");
    int[] shape = shape(group(SHAPE, header, "shape"));
    int width = width(type);
    long needed = (long) shape[0] * shape[1] * width;
    int present = bytes.capacity() - start;
    if (present != needed) {
      throw new BadInput(
          "%s: shape=%d x %d, data-bytes=%d, needed=%d; the file is %s, save it again"
              .formatted(
                  name,
                  shape[0],
                  shape[1],
                  present,
                  needed,
                  present < needed ? "cut off at byte " + bytes.capacity() : "too long"));
    }
    return Matrix.fill(
        shape[0],
        shape[1],
        (k, j) -> taken(type, start + width * (fortran ? j * shape[0] + k : k * shape[1] + j)));
  }

  /** Checks magic and version; the offset of the first number. */
  private int dataStart() {
    int present = bytes.capacity();
    if (!Arrays.equals(
        Arrays.copyOf(bytes.array(), Math.min(present, MAGIC.length)),
        Arrays.copyOf(MAGIC, Math.min(present, MAGIC.length)))) {
      throw new BadInput(
          name + ": byte=0; the file does not start with \\x93NUMPY, save it with numpy.save");
    }
    int lengthEnd = present > 6 && bytes.get(6) >= 2 ? 12 : 10;
    if (present < lengthEnd) {
      throw cutOff(lengthEnd);
    }
    int major = bytes.get(6);
    if (major < 1 || major > 3) {
      throw new BadInput(
          "%s: byte=6, version=%d; versions 1 to 3 are known, save it with numpy.save"
              .formatted(name, major));
    }
    long end =
        lengthEnd + (major == 1 ? bytes.getShort(8) & 0xFFFFL : bytes.getInt(8) & 0xFFFFFFFFL);
    if (end > present) {
      throw cutOff(end);
    }
    return (int) end;
  }

  private BadInput cutOff(long needed) {
    return new BadInput(
        "%s: byte=%d, header-end=%d; the file is cut off in its header, save it again"
            .formatted(name, bytes.capacity(), needed));
  }

  private String group(Pattern pattern, String header, String key) {
    Matcher matcher = pattern.matcher(header);
    if (matcher.find()) {
      return matcher.group(1);
    }
    throw new BadInput(
        "%s: key=%s; the header has no plain value for it, save a matrix of float64"
            .formatted(name, key));
  }

  private int[] shape(String text) {
    String[] parts = text.isBlank() ? new String[0] : text.strip().replaceAll(",$", "").split(",");
    if (parts.length != 2) {
      throw new BadInput(
          "%s: shape=(%s); a matrix has two dimensions, save it with .reshape(rows, columns)"
              .formatted(name, text.strip()));
    }
    int[] shape = new int[2];
    for (int i = 0; i < 2; i++) {
      String part = parts[i].strip();
      if (!part.matches("[1-9][0-9]{0,8}")) {
        throw new BadInput(
            "%s: shape=(%s); each dimension must be 1 to 999999999".formatted(name, text.strip()));
      }
      shape[i] = Integer.parseInt(part);
    }
    return shape;
  }

  /** Bytes of one number of a type that is read. */
  private int width(String type) {
    switch (type) {
      case "|i1", "|u1", "<i1", "<u1":
        return 1;
      case "<i2", "<u2":
        return 2;
      case "<f4", "<i4", "<u4":
        return 4;
      case "<f8", "<i8":
        return 8;
      default:
        throw new BadInput(
            "%s: dtype=%s; little-endian floats and integers are read, save it with .astype('<f8')"
                .formatted(name, type));
    }
  }

  private double taken(String type, int offset) {
    double value = number(type, offset);
    double entry = entries.taken(value);
    if (Double.isNaN(entry)) {
      throw new BadInput(
          "%s: byte=%d, value=%s; %s".formatted(name, offset, value, entries.advice()));
    }
    return entry;
  }

  private double number(String type, int offset) {
    switch (type.substring(1)) {
      case "i1":
        return bytes.get(offset);
      case "u1":
        return bytes.get(offset) & 0xFF;
      case "i2":
        return bytes.getShort(offset);
      case "u2":
        return bytes.getShort(offset) & 0xFFFF;
      case "i4":
        return bytes.getInt(offset);
      case "u4":
        return bytes.getInt(offset) & 0xFFFFFFFFL;
      case "i8":
        return bytes.getLong(offset);
      case "f4":
        return bytes.getFloat(offset);
      default:
        return bytes.getDouble(offset);
    }
  }

  static byte[] encode(Matrix matrix) {
    String header =
        "{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }"
            .formatted(matrix.rows(), matrix.columns());
    // NumPy maps files into memory: the data starts at a multiple of 64.
    int start = (10 + header.length() + 1 + 63) / 64 * 64;
    ByteBuffer out =
        ByteBuffer.allocate(Math.addExact(start, 8 * matrix.rows() * matrix.columns()))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (start - 10));
    out.put(header.getBytes(StandardCharsets.ISO_8859_1));
    while (out.position() < start - 1) {
      out.put((byte) ' ');
    }
    out.put((byte) '\n');
    for (int k = 0; k < matrix.rows(); k++) {
      for (int j = 0; j < matrix.columns(); j++) {
        out.putDouble(matrix.at(k, j));
      }
    }
    return out.array();
  }
}
