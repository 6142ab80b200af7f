package dev.fluxbar.app.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

  static void write(RunContents run, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    run.forEach(
        quantities -> {
          for (Quantity one : quantities) {
            if (one.values().kind() != Values.Kind.TEXT) {
              zip.putNextEntry(new ZipEntry(one.path().replace('/', '.') + ".npy"));
              array(one.values(), zip);
              zip.closeEntry();
            }
          }
        });
    zip.finish();
  }

  private static void array(Values values, OutputStream out) throws IOException {
    String type =
        switch (values.kind()) {
          case INT -> "<i4";
          case LONG -> "<i8";
          case DOUBLE -> "<f8";
          case TEXT -> throw new IllegalStateException("export: words have no array");
        };
    header(type, values.rows() + "," + (values.isMatrix() ? " " + values.columns() : ""), out);
    try (InputStream bytes = values.source().open()) {
      bytes.transferTo(out);
    }
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
