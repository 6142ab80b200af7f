package dev.fluxbar.app.files;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads and writes networks: {@code .npz} with arrays M1, M2, ..., or {@code .json}. A matrix in
 * {@code .csv} or {@code .npy} is read as a network of one layer.
 */
public final class NetworkFiles {

  private NetworkFiles() {}

  /**
   * The network in a file.
   *
   * @throws BadInput if it cannot be had; the message names the file, the place and the cure
   */
  public static NetworkFile read(Path file) {
    String name = file.toString();
    return switch (Extension.of(file)) {
      case NPZ -> npz(file);
      case JSON -> JsonNetwork.decode(name, WholeFile.read(file), Entries.NUMBERS);
      case CSV, NPY -> new NetworkFile(Optional.empty(), List.of(MatrixFiles.read(file)));
      default -> throw Extension.unknown(file, "a network", ".npz, .json, .csv, .npy");
    };
  }

  /**
   * The network in the bytes of a file.
   *
   * @param name of the file: its end says what it is
   * @throws BadInput if it cannot be had
   */
  public static NetworkFile decode(String name, byte[] bytes) {
    return switch (Extension.of(name)) {
      case NPZ -> npz(name, () -> Npz.decode(name, bytes));
      case JSON -> JsonNetwork.decode(name, bytes, Entries.NUMBERS);
      case CSV, NPY -> new NetworkFile(Optional.empty(), List.of(MatrixFiles.decode(name, bytes)));
      default -> throw Extension.unknown(name, "a network", ".npz, .json, .csv, .npy");
    };
  }

  /**
   * Writes a network; a file that was there is replaced as a whole. An {@code .npz} has no room for
   * the activation.
   *
   * @throws BadInput if the extension is unknown or the file cannot be written
   */
  public static void write(Path file, NetworkFile network) {
    WholeFile.write(
        file,
        switch (Extension.of(file)) {
          case NPZ -> Npz.encode(network.layers());
          case JSON -> JsonText.network(network);
          default -> throw Extension.unknown(file, "a network", ".npz, .json");
        });
  }

  /** The bytes of an {@code .npz} with arrays M1, M2, ...: every number to its last bit. */
  public static byte[] npz(List<Matrix> layers) {
    return Npz.encode(layers);
  }

  /**
   * Refuses what {@link #write(Path, NetworkFile)} would refuse, without writing: to be asked
   * before the network is made.
   *
   * @throws BadInput if the extension is unknown or the file cannot be written
   */
  public static void checkTarget(Path file) {
    switch (Extension.of(file)) {
      case NPZ, JSON -> WholeFile.checkTarget(file);
      default -> throw Extension.unknown(file, "a network", ".npz, .json");
    }
  }

  /** Writes measured memductances: as arrays M1, M2, ... or under {@code memductances-siemens}. */
  public static void write(Path file, Memductances siemens) {
    WholeFile.write(
        file,
        switch (Extension.of(file)) {
          case NPZ -> Npz.encode(siemens.arrays());
          case JSON -> JsonText.memductances(siemens.arrays());
          default -> throw Extension.unknown(file, "memductances", ".npz, .json");
        });
  }

  /**
   * Refuses what {@link #write(Path, Memductances)} would refuse, without writing: to be asked
   * before the memductances are measured.
   *
   * @throws BadInput if the extension is unknown or the file cannot be written
   */
  public static void checkMemductancesTarget(Path file) {
    switch (Extension.of(file)) {
      case NPZ, JSON -> WholeFile.checkTarget(file);
      default -> throw Extension.unknown(file, "memductances", ".npz, .json");
    }
  }

  private static NetworkFile npz(Path file) {
    WholeFile.check(file);
    return npz(file.toString(), () -> Npz.read(file));
  }

  private static NetworkFile npz(String name, Supplier<List<Matrix>> layers) {
    try {
      return new NetworkFile(Optional.empty(), layers.get());
    } catch (BadInput e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new BadInput(name + ": " + e.getMessage(), e);
    }
  }
}
