package dev.fluxbar.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The emulated boards that come with the program, each an emulator file and a bench file of
 * calibration/boards.
 */
final class NamedBoards {

  /** All names. */
  static final List<String> NAMES =
      List.of("ideal", "lab", "noisy", "leaky", "broken", "gpio", BenchUri.OPENMENA);

  private NamedBoards() {}

  /** Of the same board with arrays for handwritten digits. */
  private static final String DIGITS = "mnist-";

  static boolean has(String name) {
    return NAMES.contains(plain(name))
        && !name.equals(DIGITS + "gpio")
        && !name.equals(DIGITS + BenchUri.OPENMENA);
  }

  private static String plain(String name) {
    return name.startsWith(DIGITS) ? name.substring(DIGITS.length()) : name;
  }

  static EmulatorFile board(String name) {
    EmulatorFile board = EmulatorFileReader.read(name, Path.of("."), bytes(plain(name) + ".yaml"));
    return name.startsWith(DIGITS) ? board.carrying(EmulatorFile.MNIST) : board;
  }

  static BenchFile bench(String name) {
    BenchFile bench = BenchFile.parse(name + "-bench", bytes(plain(name) + "-bench.yaml"));
    if (!name.startsWith(DIGITS)) {
      return bench;
    }
    // Longer rows carry more: the limit is that of as much current a column.
    double longer = EmulatorFile.MNIST.inputs() / (double) board(plain(name)).shape().inputs();
    return bench.withRowAmperes(longer * bench.limits().currents().rowAmperes());
  }

  private static byte[] bytes(String file) {
    try (@Nullable InputStream in = NamedBoards.class.getResourceAsStream("boards/" + file)) {
      if (in == null) {
        throw new IllegalStateException(
            "boards: file=%s; the program was packed without it".formatted(file));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
