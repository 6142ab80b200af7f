package dev.fluxbar.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.array.Matrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixFilesTest {
  private static final Matrix M1 =
      Matrix.of(new double[] {0.5, 3.5}, new double[] {2.5, 2.5}, new double[] {3.5, 0.5});

  private final Path folder;

  MatrixFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.csv", "m.npy", "m.json", "M.CSV"})
  void readsWhatItWrote(String name) {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      Matrix matrix =
          Matrix.fill(
              1 + random.nextInt(9),
              1 + random.nextInt(9),
              (k, j) -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40) - 20));
      Path file = folder.resolve(name);
      MatrixFiles.write(file, matrix, "memductance in siemens\nof a test");
      assertThat(MatrixFiles.read(file)).as("seed %d, matrix %d", seed, i).isEqualTo(matrix);
    }
  }

  @Test
  void writesNoTemporaryFileThatStays() throws IOException {
    MatrixFiles.write(folder.resolve("m.csv"), M1, "");
    MatrixFiles.write(folder.resolve("m.csv"), M1, "");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void skipsCommentsBlankLinesAByteOrderMarkAndCarriageReturns() throws IOException {
    Path file = file("m.csv", "\uFEFF# siemens\r\n\r\n 0.5 ,3.5\r\n  # more\n+2.5,25e-1\n3.5,.5");
    assertThat(MatrixFiles.read(file)).isEqualTo(M1);
  }

  @Test
  void writesTheHeadingAsAComment() throws IOException {
    MatrixFiles.write(folder.resolve("m.csv"), M1, "memductance in siemens");
    assertThat(folder.resolve("m.csv"))
        .hasContent("# memductance in siemens\n0.5,3.5\n2.5,2.5\n3.5,0.5\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'1,2\n3'|line=2, numbers=1; row 1 (line 1) has 2, give every row the same length",
        "'# x\n1,2\n\n3,4,5'|line=4, numbers=3; row 1 (line 2) has 2",
        "'1,NaN'|line=1, column=2, value='NaN'; every entry must be a finite number",
        "'1,2\n-inf,1'|line=2, column=1, value='-inf'; every entry must be a finite number",
        "'1,1e999'|line=1, column=2, value=Infinity; every entry must be a finite number",
        "'1,2,\n'|line=1, column=3, value=''; there is no number here",
        "'a,b\n1,2'|line=1, column=1, value='a'; this is not a number, start a line of headings",
        "'1;2'|line=1, column=1, value='1;2'; this is not a number, write numbers with a point",
        "'1,0x1p3'|line=1, column=2, value='0x1p3'; this is not a number",
        "'1,2d'|line=1, column=2, value='2d'; this is not a number",
        "'# only\n'|lines=1; there is no number in them",
      })
  void saysWhereACsvIsWrong(String text, String message) throws IOException {
    Path file = file("weights.csv", text);
    assertThatThrownBy(() -> MatrixFiles.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(file + ": " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[1,2],[3]]|line=1, numbers=1; row 1 (line 1) has 2",
        "[[1,'\"x\"']]|line=1, column=",
        "[1,2]|line=1, column=2, found='1'; a matrix is a list of rows, write [[...]]",
        "[]|line=1, column=2, found=']'; a matrix is a list of rows",
        "[[]]|line=1; this row is empty",
        "[[1,NaN]]|line=1, column=8; this is not JSON",
        "[[1,1e999]]|line=1, column=5, value=Infinity; every entry must be a finite number",
        "[[1,null]]|line=1, column=5, found='null'; every entry of a row must be a finite number",
        "[[1,2]|line=1, column=7; this is not JSON",
        "[[1]] [[2]]|line=1, column=7, found='['; the document ends before this",
        "[[[1]],[[2]]]|matrices=2; one matrix is expected here",
        "{}|give exactly one of the keys layers and memductances-siemens",
        "3|line=1, column=1, found='3'; write a list of rows",
      })
  void saysWhereAJsonIsWrong(String text, String message) throws IOException {
    Path file = file("weights.json", text);
    assertThatThrownBy(() -> MatrixFiles.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(file + ": " + message);
  }

  @Test
  void saysWhatIsWrongWithTheFileItself() throws IOException {
    Path missing = folder.resolve("missing.csv");
    Path empty = file("empty.csv", "");
    Path named = file("matrix.txt", "1");
    Path binary = folder.resolve("binary.csv");
    Files.write(binary, new byte[] {(byte) 0x93, 1, 2});
    assertThatThrownBy(() -> MatrixFiles.read(missing))
        .isInstanceOf(BadInput.class)
        .hasMessage(missing + ": there is no such file; check the name and the folder");
    assertThatThrownBy(() -> MatrixFiles.read(empty))
        .hasMessage(empty + ": the file is empty; write it again");
    assertThatThrownBy(() -> MatrixFiles.read(named))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            named
                + ": the extension does not say how to handle a matrix; known are .csv, .npy,"
                + " .json");
    assertThatThrownBy(() -> MatrixFiles.read(binary))
        .hasMessage(
            binary + ": this is not UTF-8 text; a .csv file holds numbers separated by commas");
    Path csvFolder = Files.createDirectory(folder.resolve("folder.csv"));
    assertThatThrownBy(() -> MatrixFiles.read(csvFolder))
        .hasMessage(csvFolder + ": this is a folder; name a file in it");
  }

  @Test
  void saysThatAFileCannotBeWritten() {
    Path file = folder.resolve("no-such-folder").resolve("m.csv");
    assertThatThrownBy(() -> MatrixFiles.write(file, M1, ""))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(file + ": the file cannot be written (FileNotFoundException)");
  }

  @Test
  void readsEveryCutOfAValidFileWithoutAnythingButBadInput() throws IOException {
    byte[] json = "[[0.5, 3.5],\n [2.5, 2.5]]\n".getBytes(StandardCharsets.UTF_8);
    for (int length = 1; length < json.length - 2; length++) {
      Path file = folder.resolve("cut.json");
      Files.write(file, java.util.Arrays.copyOf(json, length));
      assertThatThrownBy(() -> MatrixFiles.read(file))
          .as("%d", length)
          .isInstanceOf(BadInput.class);
    }
  }
}
