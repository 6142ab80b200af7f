package dev.fluxbar.journal;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a log's bytes are: a file, or what a campaign puts in its place to break it at any byte.
 * What is appended may be lost, or torn, until it is forced. One thread.
 */
public interface LogDisk extends LogBytes {

  /** Small programs by the thousand are written together. Chosen. */
  int BUFFER_BYTES = 1 << 16;

  /**
   * Appends bytes.
   *
   * @throws IOException if they are not all there now; some may be
   */
  void append(byte[] bytes) throws IOException;

  /**
   * Returns when everything appended is on the disk.
   *
   * @throws IOException if it may not be
   */
  void force() throws IOException;

  /** Cuts everything from {@code length} bytes on. */
  void cut(long length) throws IOException;

  /** A new file that is written to through a buffer; {@link #force} does not wait for the disk. */
  static LogDisk unhurried(Path path) throws IOException {
    OutputStream file = new BufferedOutputStream(new FileOutputStream(path.toFile()), BUFFER_BYTES);
    return new LogDisk() {
      @Override
      public long length() throws IOException {
        file.flush();
        return Files.size(path);
      }

      @Override
      public void read(long at, byte[] into, int count) throws IOException {
        file.flush();
        try (LogBytes bytes = LogBytes.of(path)) {
          bytes.read(at, into, count);
        }
      }

      @Override
      public void append(byte[] bytes) throws IOException {
        file.write(bytes);
      }

      @Override
      public void force() {}

      @Override
      public void cut(long length) {
        throw new IllegalStateException(
            "journal: length=%d; a new file is not cut".formatted(length));
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  /** A file, made if it is not there; a thread that is interrupted can still write to it. */
  static LogDisk file(Path path) throws IOException {
    boolean made = !Files.exists(path);
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    if (made) {
      DurableFolder.force(path.toAbsolutePath().getParent()); // else a power loss takes its name
    }
    return new LogFile(file);
  }
}
