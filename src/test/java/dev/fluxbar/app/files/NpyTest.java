package dev.fluxbar.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.array.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
  private static final Matrix SMALL = Matrix.of(new double[] {1, 2, 3}, new double[] {4, 5, 6});

  private final Path folder;

  NpyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static byte[] npy(int major, String type, String order, String shape, byte[] data) {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n".formatted(type, order, shape);
    ByteBuffer out =
        ByteBuffer.allocate((major == 1 ? 10 : 12) + header.length() + data.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    out.put((byte) major).put((byte) 0);
    if (major == 1) {
      out.putShort((short) header.length());
    } else {
      out.putInt(header.length());
    }
    return out.put(header.getBytes(StandardCharsets.US_ASCII)).put(data).array();
  }

  private static byte[] little(int bytes, Consumer<ByteBuffer> fill) {
    ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    fill.accept(data);
    return data.array();
  }

  private Matrix read(byte[] bytes) throws IOException {
    Path file = folder.resolve("m.npy");
    Files.write(file, bytes);
    return MatrixFiles.read(file);
  }

  @Test
  void writesTheBytesThatNumPyWrites() {
    // numpy.save of [[1., 2.], [3., 4.]]: 128 bytes of header, then the numbers row by row.
    String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }";
    byte[] bytes = Npy.encode(Matrix.of(new double[] {1, 2}, new double[] {3, 4}));
    assertThat(HexFormat.of().formatHex(bytes, 0, 10)).isEqualTo("934e554d505901007600");
    assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII))
        .isEqualTo(header + " ".repeat(117 - header.length()) + "\n");
    assertThat(HexFormat.of().formatHex(bytes, 128, 160))
        .isEqualTo("000000000000f03f000000000000004000000000000008400000000000001040");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void readsEveryVersion(int major) throws IOException {
    byte[] data =
        little(
            48,
            b -> b.putDouble(1).putDouble(2).putDouble(3).putDouble(4).putDouble(5).putDouble(6));
    assertThat(read(npy(major, "<f8", "False", "(2, 3)", data))).isEqualTo(SMALL);
  }

  @Test
  void readsFortranOrderColumnByColumn() throws IOException {
    byte[] data =
        little(24, b -> b.putFloat(1).putFloat(4).putFloat(2).putFloat(5).putFloat(3).putFloat(6));
    assertThat(read(npy(1, "<f4", "True", "(2, 3)", data))).isEqualTo(SMALL);
  }

  @ParameterizedTest
  @CsvSource({"|i1,1", "|u1,1", "<i2,2", "<u2,2", "<i4,4", "<u4,4", "<i8,8"})
  void readsIntegers(String type, int width) throws IOException {
    byte[] data = new byte[6 * width];
    for (int i = 0; i < 6; i++) {
      data[i * width] = (byte) (i + 1);
    }
    assertThat(read(npy(1, type, "False", "(2, 3)", data))).isEqualTo(SMALL);
  }

  @Test
  void tellsSignedFromUnsigned() throws IOException {
    byte[] data = {(byte) 0xFF, (byte) 0xFF};
    assertThat(read(npy(1, "<i2", "False", "(1, 1)", data)).at(0, 0)).isEqualTo(-1);
    assertThat(read(npy(1, "<u2", "False", "(1, 1)", data)).at(0, 0)).isEqualTo(65535);
    assertThat(read(npy(1, "|u1", "False", "(1, 2)", data)).at(0, 1)).isEqualTo(255);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ">f8|False|(1, 1)|8|dtype=>f8; little-endian floats and integers are read",
        "<c16|False|(1, 1)|16|dtype=<c16; little-endian floats and integers are read",
        "'|O'|False|(1, 1)|8|'dtype=|O; little-endian floats and integers are read'",
        "<f8|False|(2,)|16|shape=(2,); a matrix has two dimensions",
        "<f8|False|()|8|shape=(); a matrix has two dimensions",
        "<f8|False|(1, 1, 1)|8|shape=(1, 1, 1); a matrix has two dimensions",
        "<f8|False|(0, 2)|0|shape=(0, 2); each dimension must be 1 to 999999999",
        "<f8|False|(999999999, 999999999)|8|shape=999999999 x 999999999, data-bytes=8, needed=79",
        "<f8|False|(2, 3)|40|shape=2 x 3, data-bytes=40, needed=48; the file is cut off at byte",
        "<f8|False|(2, 2)|40|shape=2 x 2, data-bytes=40, needed=32; the file is too long",
        "<f8|Maybe|(1, 1)|8|key=fortran_order; the header has no plain value",
      })
  void saysWhatItCannotRead(String type, String order, String shape, int bytes, String message) {

    assertThatThrownBy(() -> read(npy(1, type, order, shape, new byte[bytes])))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("m.npy: ")
        .hasMessageContaining(message);
  }

  @Test
  void saysAtWhichByteANumberIsNotFinite() {
    byte[] data = little(16, b -> b.putDouble(1).putDouble(Double.NaN));
    byte[] bytes = npy(1, "<f8", "False", "(1, 2)", data);
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("byte=" + (bytes.length - 8) + ", value=NaN");
  }

  @Test
  void refusesATypeOfSeveralFields() {
    byte[] bytes = npy(1, "<f8', 'x'), ('b', '<f8", "False", "(1, 1)", new byte[16]);
    String header = new String(bytes, StandardCharsets.ISO_8859_1);
    byte[] fields =
        header
            .replace("'<f8', 'x'), ('b', '<f8'", "[('aa', '<f8'),('b', '<f8')")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read(fields))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("key=descr; the header has no plain value for it");
  }

  @Test
  void saysThatTheMagicIsWrong() {
    assertThatThrownBy(() -> read("1,2\n3,4\n".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("byte=0; the file does not start with \\x93NUMPY");
  }

  @Test
  void refusesEveryCut() {
    byte[] whole = Npy.encode(SMALL);
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(BadInput.class);
    }
  }
}
