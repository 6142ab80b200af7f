package dev.fluxbar.app.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Arrays for NumPy, one a quantity, points for the slashes of its path. Words are left out: only a
 * reader that trusts the file would read them.
 */
final class NumpyArrays {
  private static final int ALIGNMENT = 64;
  private static final int BEFORE_HEADER = 10;

  private NumpyArrays() {}

  static void write(RunExport run, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Quantity one : run.quantities()) {
      if (one.values() instanceof String[]) {
        continue;
      }
      zip.putNextEntry(new ZipEntry(one.path().replace('/', '.') + ".npy"));
      array(one.values(), one.length(), zip);
      zip.closeEntry();
    }
    zip.finish();
  }

  private static void array(Object values, int length, OutputStream out) throws IOException {
    if (values instanceof double[][] rows) {
      header("<f8", "%d, %d".formatted(length, rows[0].length), out);
      for (double[] row : rows) {
        ByteBuffer bytes = bytes(row.length * Double.BYTES);
        for (double one : row) {
          bytes.putDouble(one);
        }
        out.write(bytes.array());
      }
      return;
    }
    String shape = length + ",";
    ByteBuffer bytes = bytes(length * Long.BYTES);
    if (values instanceof double[] numbers) {
      header("<f8", shape, out);
      for (double one : numbers) {
        bytes.putDouble(one);
      }
    } else if (values instanceof long[] numbers) {
      header("<i8", shape, out);
      for (long one : numbers) {
        bytes.putLong(one);
      }
    } else if (values instanceof int[] numbers) {
      header("<i8", shape, out);
      for (int one : numbers) {
        bytes.putLong(one);
      }
    } else {
      throw new IllegalStateException("export: type=" + values.getClass());
    }
    out.write(bytes.array());
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void header(String type, String shape, OutputStream out) throws IOException {
    String text = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, shape);
    int padding = ALIGNMENT - (BEFORE_HEADER + text.length() + 1) % ALIGNMENT;
    String whole = text + " ".repeat(padding % ALIGNMENT) + "\n";
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(whole.length() & 0xff);
    out.write(whole.length() >> 8);
    out.write(whole.getBytes(StandardCharsets.US_ASCII));
  }
}
