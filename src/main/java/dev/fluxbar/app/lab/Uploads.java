package dev.fluxbar.app.lab;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.sequence.SequenceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that clients have given, by plain names: no name reaches another folder. A run keeps
 * its own copy of what it names, so that a file may be replaced at any time.
 */
public final class Uploads implements SequenceFiles {

  /** Ten thousand images of 28 x 28 as doubles fit. */
  public static final long LARGEST_BYTES = 64L << 20;

  private static final int MOST = 1000;
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}\\.(csv|npy|npz|json)");

  private final Path folder;

  Uploads(Path folder) {
    this.folder = folder;
  }

  /**
   * Keeps a file; replaces one of that name.
   *
   * @throws BadInput if the name or the size will not do
   */
  public void put(String name, byte[] bytes) {
    Path file = file(name);
    if (bytes.length == 0 || bytes.length > LARGEST_BYTES) {
      throw new BadInput(
          "upload: name=%s, bytes=%d; give 1 to %d".formatted(name, bytes.length, LARGEST_BYTES));
    }
    if (!Files.exists(file) && names().size() >= MOST) {
      throw new BadInput("upload: files=%d; delete some first".formatted(MOST));
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BadInput(
          "upload: the folder cannot be made (%s); look at the disk"
              .formatted(e.getClass().getSimpleName()),
          e);
    }
    WholeFile.write(file, bytes);
  }

  /** The names that there are, sorted. */
  public List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BadInput("upload: the folder cannot be read; look at its permissions", e);
    }
  }

  /** Whole bytes of one. */
  @Override
  public byte[] read(String name) {
    return WholeFile.read(found(name), LARGEST_BYTES);
  }

  /** Forgets one. */
  public void delete(String name) {
    try {
      Files.delete(found(name));
    } catch (IOException e) {
      throw new BadInput("upload: name=%s; it cannot be deleted".formatted(name), e);
    }
  }

  private Path found(String name) {
    Path file = file(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuch("upload", name, "upload it first");
    }
    return file;
  }

  private Path file(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new BadInput(
          "upload: name=%s; use lower-case letters, digits and dashes, and .csv, .npy, .npz or .json"
              .formatted(name.length() > 80 ? name.substring(0, 80) + "..." : name));
    }
    return folder.resolve(name);
  }
}
