package dev.fluxbar.app.files;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.array.Matrix;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads and writes one matrix a file: {@code .csv}, {@code .npy} or {@code .json}, told by the
 * name. The inputs of an inference are such a matrix, one input a row.
 */
public final class MatrixFiles {
  private static final String KNOWN = ".csv, .npy, .json";

  private MatrixFiles() {}

  /**
   * The matrix in a file.
   *
   * @throws BadInput if it cannot be had; the message names the file, the place and the cure
   */
  public static Matrix read(Path file) {
    return read(file, Entries.NUMBERS);
  }

  /**
   * The matrix in the bytes of a file.
   *
   * @param name of the file: its end says what it is
   * @throws BadInput if it cannot be had
   */
  public static Matrix decode(String name, byte[] bytes) {
    return decode(name, Extension.of(name), bytes, Entries.NUMBERS);
  }

  /** A matrix as the bytes of a {@code .npy} file: every number to its last bit. */
  public static byte[] npy(Matrix matrix) {
    return Npy.encode(matrix);
  }

  /**
   * The memductances in siemens of a file of resistances in ohms; {@code inf} is an open cell, and
   * 0 in the matrix. In a {@code .json} it is the text {@code "inf"}.
   *
   * @throws BadInput if it cannot be had, or an entry is not above 0
   */
  public static Matrix readResistances(Path file) {
    return read(file, Entries.RESISTANCES);
  }

  private static Matrix read(Path file, Entries entries) {
    String name = file.toString();
    return switch (Extension.of(name)) {
      case CSV, NPY, JSON -> decode(name, Extension.of(name), WholeFile.read(file), entries);
      default -> throw Extension.unknown(name, "a matrix", KNOWN);
    };
  }

  private static Matrix decode(String name, Extension as, byte[] bytes, Entries entries) {
    return switch (as) {
      case CSV -> Csv.decode(name, bytes, entries);
      case NPY -> Npy.decode(name, bytes, entries);
      case JSON -> only(name, JsonNetwork.decode(name, bytes, entries).layers());
      default -> throw Extension.unknown(name, "a matrix", KNOWN);
    };
  }

  /**
   * Writes a matrix; a file that was there is replaced as a whole.
   *
   * @param heading what the numbers are and their unit; only a {@code .csv} has room for it
   * @throws BadInput if the extension is unknown or the file cannot be written
   */
  public static void write(Path file, Matrix matrix, String heading) {
    WholeFile.write(
        file,
        switch (Extension.of(file)) {
          case CSV -> Csv.encode(matrix, heading);
          case NPY -> Npy.encode(matrix);
          case JSON -> JsonText.matrix(matrix);
          default -> throw Extension.unknown(file, "a matrix", KNOWN);
        });
  }

  /**
   * Refuses what {@link #write} would refuse, without writing: to be asked before the numbers are
   * measured.
   *
   * @throws BadInput if the extension is unknown or the file cannot be written
   */
  public static void checkTarget(Path file) {
    switch (Extension.of(file)) {
      case CSV, NPY, JSON -> WholeFile.checkTarget(file);
      default -> throw Extension.unknown(file, "a matrix", KNOWN);
    }
  }

  private static Matrix only(String name, List<Matrix> matrices) {
    if (matrices.size() != 1) {
      throw new BadInput(
          "%s: matrices=%d; one matrix is expected here, put each in a file of its own"
              .formatted(name, matrices.size()));
    }
    return matrices.get(0);
  }
}
