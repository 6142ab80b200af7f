package dev.fluxbar.journal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names in a folder, made to outlive a power loss: that of a file is not in the file. */
public final class DurableFolder {

  /** Windows opens no folder, and writes names before it says that they are there. */
  private static final boolean OPENS =
      !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  private DurableFolder() {}

  /**
   * Returns when every name that a folder holds now is on the disk; also for a thread that is
   * interrupted.
   *
   * @param folder null for none, as a root has
   * @throws IOException if it may not be
   */
  public static void force(@Nullable Path folder) throws IOException {
    if (folder == null || !OPENS) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (!forced(folder)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean forced(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }
}
