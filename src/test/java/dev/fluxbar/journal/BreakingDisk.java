package dev.fluxbar.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A disk that takes so many bytes and no more, as one that is full or loses its power does. */
final class BreakingDisk implements LogDisk {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long room;

  BreakingDisk(long room) {
    this.room = room;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  void mend() {
    room = Long.MAX_VALUE;
  }

  @Override
  public long length() {
    return bytes.size();
  }

  @Override
  public void read(long at, byte[] into, int count) {
    System.arraycopy(bytes(), (int) at, into, 0, count);
  }

  @Override
  public void append(byte[] more) throws IOException {
    int taken = (int) Math.min(room, more.length);
    bytes.write(more, 0, taken);
    room -= taken;
    if (taken < more.length) {
      throw new IOException("No space left on device");
    }
  }

  @Override
  public void force() {}

  @Override
  public void cut(long length) {
    byte[] kept = java.util.Arrays.copyOf(bytes.toByteArray(), (int) length);
    bytes.reset();
    bytes.writeBytes(kept);
  }

  @Override
  public void close() {}
}
