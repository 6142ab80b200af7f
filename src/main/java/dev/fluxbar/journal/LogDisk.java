package dev.fluxbar.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Where a log's bytes go: a file, or what a test puts in its place to break it at any byte. */
interface LogDisk extends AutoCloseable {

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

  /** Cuts everything from {@code length} on. */
  void cut(long length) throws IOException;

  @Override
  void close() throws IOException;

  /** A file, made if it is not there; a thread that is interrupted can still write to it. */
  static LogDisk file(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    return new LogDisk() {
      @Override
      public void append(byte[] bytes) throws IOException {
        file.seek(file.length());
        file.write(bytes);
      }

      @Override
      public void force() throws IOException {
        file.getFD().sync();
      }

      @Override
      public void cut(long length) throws IOException {
        file.setLength(length);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }
}
