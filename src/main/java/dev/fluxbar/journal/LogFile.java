package dev.fluxbar.journal;

import java.io.IOException;
import java.io.RandomAccessFile;

/** A log in a file; a thread that is interrupted can still read and write it. */
final class LogFile implements LogDisk {
  private final RandomAccessFile file;

  /** Closed with this. */
  LogFile(RandomAccessFile file) {
    this.file = file;
  }

  @Override
  public long length() throws IOException {
    return file.length();
  }

  @Override
  public void read(long at, byte[] into, int count) throws IOException {
    file.seek(at);
    file.readFully(into, 0, count);
  }

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
}
