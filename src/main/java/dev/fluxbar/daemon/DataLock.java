package dev.fluxbar.daemon;

import dev.fluxbar.app.BadInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The one daemon of a data folder, among all processes: a lock of the operating system on {@code
 * daemon.lock}, which goes with its process however that ends. Queues and schedules would otherwise
 * be worked off twice. The file stays: whoever deletes a lock file lets two in.
 */
final class DataLock implements AutoCloseable {
  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder; makes it if it is not there.
   *
   * @throws BadInput if another daemon has it, or it cannot be written
   */
  static DataLock take(Path folder) {
    Path file = folder.resolve("daemon.lock");
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        if (lock == null) {
          throw taken(folder);
        }
        channel.truncate(0);
        String owner = "pid=%d\n".formatted(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
        return new DataLock(channel);
      } catch (OverlappingFileLockException e) {
        channel.close();
        throw taken(folder);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new BadInput(
          "%s: the folder cannot be written (%s); check its permissions or name another with --data"
              .formatted(folder, e.getClass().getSimpleName()),
          e);
    }
  }

  private static BadInput taken(Path folder) {
    return new BadInput(
        "%s: daemons=1; another daemon keeps this folder, end it or name another with --data"
            .formatted(folder));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("daemon.lock: it cannot be let go of", e);
    }
  }
}
