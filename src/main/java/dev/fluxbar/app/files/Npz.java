package dev.fluxbar.app.files;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.array.Matrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Matrices M1, M2, ... in NumPy's archive: a zip of .npy files, stored or deflated. */
final class Npz {

  /** The earliest time a zip can say: a written file depends on its matrices alone. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final long LARGEST_GIVEN_BYTES = 1L << 26;

  private Npz() {}

  static List<Matrix> read(Path file) {
    return read(file.toString(), file, WholeFile.LARGEST_BYTES);
  }

  /**
   * Through a file: only there does the archive's own index say what is in it. An array may have
   * {@value #LARGEST_GIVEN_BYTES} bytes: who gives bytes is not always who owns the machine.
   */
  static List<Matrix> decode(String name, byte[] bytes) {
    try {
      Path file = Files.createTempFile("fluxbar-", ".npz");
      try {
        Files.write(file, bytes);
        return read(name, file, LARGEST_GIVEN_BYTES);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new BadInput(
          "%s: the archive cannot be unpacked (%s), check space in the folder for temporary files"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  private static List<Matrix> read(String name, Path file, long largestBytes) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      checkNames(name, zip);
      List<Matrix> layers = new ArrayList<>();
      for (int l = 1; l <= zip.size(); l++) {
        byte[] array = entry(name, zip, "M" + l, largestBytes);
        layers.add(Npy.decode(name + ", array M" + l, array, Entries.NUMBERS));
      }
      return layers;
    } catch (ZipException e) {
      throw new BadInput(
          "%s: this is not a whole zip archive (%s), save it with numpy.savez"
              .formatted(name, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new BadInput(
          "%s: the archive cannot be read (%s), save it again".formatted(name, e.getMessage()), e);
    }
  }

  private static void checkNames(String name, ZipFile zip) {
    TreeSet<String> names = new TreeSet<>();
    zip.stream().forEach(entry -> names.add(entry.getName().replaceAll("\\.npy$", "")));
    boolean right = !names.isEmpty();
    for (int l = 1; l <= zip.size(); l++) {
      right &= names.contains("M" + l);
    }
    if (!right) {
      throw new BadInput(
          "%s: arrays=%s; name them M1, M2, ..., one a layer, and keep nothing else in the file"
              .formatted(name, names));
    }
  }

  private static byte[] entry(String name, ZipFile zip, String array, long largestBytes)
      throws IOException {
    ZipEntry entry = zip.getEntry(array + ".npy");
    if (entry == null) {
      throw new BadInput(
          "%s: array=%s; it is not stored as %s.npy, save it with numpy.savez"
              .formatted(name, array, array));
    }
    try (InputStream in = zip.getInputStream(entry)) {
      // One byte more than allowed: a small archive can unpack to more than any memory.
      byte[] bytes = in.readNBytes((int) largestBytes + 1);
      if (bytes.length > largestBytes) {
        throw new BadInput(
            "%s: array=%s; it may have at most %d bytes".formatted(name, array, largestBytes));
      }
      return bytes;
    }
  }

  static byte[] encode(List<Matrix> layers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int l = 0; l < layers.size(); l++) {
        byte[] array = Npy.encode(layers.get(l));
        ZipEntry entry = new ZipEntry("M" + (l + 1) + ".npy");
        CRC32 crc = new CRC32();
        crc.update(array);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(array.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(array);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("npz: writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
