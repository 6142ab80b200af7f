package dev.fluxbar.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFilesTest {
  private static final Matrix M1 =
      Matrix.of(new double[] {0.5, 3.5}, new double[] {2.5, 2.5}, new double[] {3.5, 0.5});
  private static final Matrix M2 =
      Matrix.of(new double[] {0.5, 1.5, 3.5}, new double[] {3.5, 1, 0.5});

  private final Path folder;

  NetworkFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path zip(String name, int method, String... arrays) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setMethod(method);
      for (String array : arrays) {
        zip.putNextEntry(new ZipEntry(array));
        zip.write(Npy.encode(array.startsWith("M2") ? M2 : M1));
        zip.closeEntry();
      }
    }
    return file;
  }

  @Test
  void readsWhatItWroteAsNpz() {
    Path file = folder.resolve("net.npz");
    NetworkFiles.write(file, new NetworkFile(Optional.of(Activation.TANH), List.of(M1, M2)));
    assertThat(NetworkFiles.read(file))
        .isEqualTo(new NetworkFile(Optional.empty(), List.of(M1, M2)));
  }

  @Test
  void writesTheSameNpzEachTime() throws IOException {
    NetworkFile network = new NetworkFile(Optional.empty(), List.of(M1, M2));
    NetworkFiles.write(folder.resolve("a.npz"), network);
    NetworkFiles.write(folder.resolve("b.npz"), network);
    assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
  }

  @Test
  void readsDeflatedEntriesInAnyOrder() throws IOException {
    Path file = zip("net.npz", ZipOutputStream.DEFLATED, "M2.npy", "M1.npy");
    assertThat(NetworkFiles.read(file).layers()).containsExactly(M1, M2);
  }

  @Test
  void readsWhatItWroteAsJson() {
    for (Activation activation :
        List.of(Activation.TANH, Activation.SCALED_SIGMOID, new Activation(1.5, 2e-6))) {
      Path file = folder.resolve("net.json");
      NetworkFile network = new NetworkFile(Optional.of(activation), List.of(M1, M2));
      NetworkFiles.write(file, network);
      assertThat(NetworkFiles.read(file)).isEqualTo(network);
    }
  }

  @Test
  void readsBackWhatReadPrints() throws IOException {
    Path printed =
        file(
            "read.json",
            """
            {"bench": {"board": "x"}, "bench-seconds": 12,
             "memductances-siemens": [[[0.5,3.5],[2.5,2.5],[3.5,0.5]], [[0.5,1.5,3.5],[3.5,1,0.5]]],
             "uncertainty": [1, 2]}
            """);
    assertThat(NetworkFiles.read(printed).layers()).containsExactly(M1, M2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.json", "w.npz"})
  void readsBackMemductances(String name) {
    NetworkFiles.write(folder.resolve(name), new Memductances(List.of(M1, M2)));
    assertThat(NetworkFiles.read(folder.resolve(name)).layers()).containsExactly(M1, M2);
  }

  @Test
  void takesAMatrixForANetworkOfOneLayer() throws IOException {
    assertThat(NetworkFiles.read(file("m.csv", "0.5,3.5\n2.5,2.5\n3.5,0.5")).layers())
        .containsExactly(M1);
  }

  @Test
  void acceptsTwoRowsForANeuron() throws IOException {
    Path file = file("pairs.json", "[[[1],[2],[3],[4]], [[1,2]]]");
    assertThat(NetworkFiles.read(file).layers()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'layers':[[[1]]],'activaton':'tanh'}|key=activaton; with layers the only other key",
        "{'layers':[[[1]]],'activation':'relu'}|found='relu'; the key activation must be one of:",
        "{'layers':[[[1]]],'activation':{'amplitude-volts':1}}|activation: amplitude-volts=1.0, sc",
        "{'layers':[[[1]]],'layers':[[[1]]]}|this is not JSON (Duplicate field 'layers')",
        "{'layers':5}|found='5'; the key layers must be a list of matrices",
        "{'layers':[[[1,2]],[[1,2,3]]]}|network: layer 1 has 1 rows, layer 2 has 3 columns",
        "{'layers':[[[1,2],3]]}|found='3'; every row must be a list of numbers",
        "{'layers':[[[1,2]],3]}|found='3'; a network is a list of matrices",
        "{'layers':[[[1,[2]]]]}|found='['; every entry of a row must be a finite number",
      })
  void saysWhereAJsonIsWrong(String text, String message) throws IOException {
    Path file = file("net.json", text.replace('\'', '"'));
    assertThatThrownBy(() -> NetworkFiles.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message.replace("'layers')", "'layers')"));
  }

  @Test
  void saysWhichArraysAnNpzShouldHave() throws IOException {
    Path file = zip("net.npz", ZipOutputStream.DEFLATED, "M1.npy", "bias.npy");
    assertThatThrownBy(() -> NetworkFiles.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            file
                + ": arrays=[M1, bias]; name them M1, M2, ..., one a layer, and keep nothing else"
                + " in the file");
  }

  @Test
  void saysThatAnArchiveIsCut() throws IOException {
    Path file = zip("net.npz", ZipOutputStream.DEFLATED, "M1.npy", "M2.npy");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 1; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> NetworkFiles.read(file))
          .as("%d bytes", length)
          .isInstanceOf(BadInput.class)
          .hasMessageStartingWith(file + ": this is not a whole zip archive");
    }
  }

  @Test
  void refusesEveryDamagedByteOrReadsAMatrix() throws IOException {
    Path file = zip("net.npz", ZipOutputStream.DEFLATED, "M1.npy");
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x55;
      Files.write(file, damaged);
      // Some bytes (times, flags) mean nothing here; all others must end in the one sentence.
      try {
        assertThat(NetworkFiles.read(file).layers()).hasSize(1);
      } catch (BadInput e) {
        assertThat(e).hasMessageStartingWith(file.toString());
      }
    }
  }

  @Test
  void saysWhichArrayOfAnNpzIsWrong() throws IOException {
    Path file = folder.resolve("net.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("M1.npy"));
      zip.write(new byte[20]);
    }
    assertThatThrownBy(() -> NetworkFiles.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(file + ", array M1: byte=0; the file does not start with");
  }

  @Test
  void namesTheKnownExtensions() {
    Path file = folder.resolve("net.h5");
    assertThatThrownBy(() -> NetworkFiles.read(file))
        .hasMessageEndingWith("known are .npz, .json, .csv, .npy");
    assertThatThrownBy(
            () ->
                NetworkFiles.write(
                    folder.resolve("net.csv"), new NetworkFile(Optional.empty(), List.of(M1))))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("known are .npz, .json");
    Path missing = folder.resolve("missing.npz");
    assertThatThrownBy(() -> NetworkFiles.read(missing))
        .hasMessage(missing + ": there is no such file; check the name and the folder");
  }
}
