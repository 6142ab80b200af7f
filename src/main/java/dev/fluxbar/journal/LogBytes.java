package dev.fluxbar.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The bytes of a log, to be read piece by piece: a log may be larger than the memory. */
public interface LogBytes extends AutoCloseable {

  /** How many there are now. */
  long length() throws IOException;

  /**
   * Reads {@code count} bytes from {@code at} on into the beginning of {@code into}.
   *
   * @throws IOException if they cannot be had
   */
  void read(long at, byte[] into, int count) throws IOException;

  @Override
  void close() throws IOException;

  /** Of a file that is there; also for a thread that is interrupted. */
  static LogBytes of(Path path) throws IOException {
    return new LogFile(new RandomAccessFile(path.toFile(), "r"));
  }
}
