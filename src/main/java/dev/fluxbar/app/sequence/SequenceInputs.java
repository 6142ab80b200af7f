package dev.fluxbar.app.sequence;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * The files that a sequence named, whole, by their names: what it was when it was read, whatever
 * becomes of the files. Copies in and out.
 */
public final class SequenceInputs implements SequenceFiles {

  /** No part may begin with a point: neither a folder above nor a hidden file has such a name. */
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N} ._-]*(/[\\p{L}\\p{N}_][\\p{L}\\p{N} ._-]*)*");

  private static final int LONGEST_NAME = 200;

  private final SortedMap<String, byte[]> files = new TreeMap<>();

  /**
   * @param files whole bytes by name
   */
  public SequenceInputs(SortedMap<String, byte[]> files) {
    files.forEach((name, bytes) -> this.files.put(checked(name), bytes.clone()));
  }

  /**
   * A name that can be nothing but a file of the sequence's own folder or below.
   *
   * @throws BadInput if it is another
   */
  static String checked(String name) {
    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      throw new BadInput(
          ("sequence: file=%s; name a file of the sequence's own folder or below, by letters,"
                  + " digits, points, dashes and underscores")
              .formatted(name.length() > LONGEST_NAME ? name.substring(0, 40) + "..." : name));
    }
    return name;
  }

  public Set<String> names() {
    return new TreeSet<>(files.keySet());
  }

  @Override
  public byte[] read(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new BadInput(
          "sequence: file=%s; it is not among the files that came with the sequence, give it too"
              .formatted(name));
    }
    return bytes.clone();
  }

  /** Gives every file, by name. */
  public void forEach(BiConsumer<String, byte[]> reader) {
    files.forEach((name, bytes) -> reader.accept(name, bytes.clone()));
  }

  /**
   * Writes a file below a folder, where {@link FolderFiles} finds it again.
   *
   * @throws BadInput if it cannot be written
   */
  public static void write(Path folder, String name, byte[] bytes) {
    Path file = folder.resolve(checked(name)).toAbsolutePath();
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new BadInput(file + ": its folder cannot be made; check space and permissions", e);
    }
    WholeFile.write(file, bytes);
  }
}
