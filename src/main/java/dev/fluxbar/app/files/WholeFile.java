package dev.fluxbar.app.files;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.journal.DurableFolder;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file read or written as a whole, so that no one ever sees half of it.
 *
 * <p>Writing goes to a temporary file beside the target, is forced to the disk, and then takes the
 * target's name; that too is on the disk before {@link #write} returns.
 */
public final class WholeFile {

  /** Largest file that is read, in bytes; a million rows of 50 numbers fit. */
  public static final long LARGEST_BYTES = 1L << 29;

  private WholeFile() {}

  /**
   * The bytes of a file that has at least one.
   *
   * @throws BadInput if there is no such file, or it is a folder, unreadable, empty or too large
   */
  public static byte[] read(Path file) {
    return read(file, LARGEST_BYTES);
  }

  /** As {@link #read(Path)}, with a limit of the caller's. */
  public static byte[] read(Path file, long largestBytes) {
    check(file, largestBytes);
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Refuses what {@link #read(Path)} refuses, without reading. */
  static void check(Path file) {
    check(file, LARGEST_BYTES);
  }

  private static void check(Path file, long largestBytes) {
    try {
      if (Files.isDirectory(file)) {
        throw new BadInput(file + ": this is a folder; name a file in it");
      }
      long size = Files.size(file);
      if (size == 0) {
        throw new BadInput(file + ": the file is empty; write it again");
      }
      if (size > largestBytes) {
        throw new BadInput(
            "%s: bytes=%d; this file may have at most %d bytes"
                .formatted(file, size, largestBytes));
      }
      if (!Files.isReadable(file)) {
        throw new BadInput(file + ": the file may not be read; check its permissions");
      }
    } catch (NoSuchFileException e) {
      throw new BadInput(file + ": there is no such file; check the name and the folder", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static BadInput unreadable(Path file, IOException e) {
    return new BadInput(
        "%s: the file cannot be read (%s); check its permissions"
            .formatted(file, e.getClass().getSimpleName()),
        e);
  }

  /** What goes into a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * @param out not closed
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces the file's content, or leaves the file as it was.
   *
   * @throws BadInput if the file cannot be written; no temporary file stays behind
   */
  public static void write(Path file, byte[] bytes) {
    write(file, out -> out.write(bytes));
  }

  /** As {@link #write(Path, byte[])}, of what need not be in memory at once. */
  public static void write(Path file, Content content) {
    Path target = file.toAbsolutePath();
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
    try {
      try {
        writeForced(temporary, content);
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFolder.force(target.getParent());
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new BadInput(
          "%s: the file cannot be written (%s); check that its folder exists and may be written to"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  /** Refuses a file that {@link #write} could not write, as far as can be told without writing. */
  public static void checkTarget(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new BadInput(file + ": this is a folder; name a file in it");
    }
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new BadInput(
          file + ": its folder does not exist or may not be written to; make it or name another");
    }
  }

  // A stream and not a channel: an interrupted thread could not write how its run ended.
  private static void writeForced(Path file, Content content) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      BufferedOutputStream buffered = new BufferedOutputStream(out);
      content.writeTo(buffered);
      buffered.flush();
      out.getFD().sync();
    }
  }
}
