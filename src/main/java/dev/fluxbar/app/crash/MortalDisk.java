package dev.fluxbar.app.crash;

import dev.fluxbar.journal.LogDisk;
import java.io.IOException;

/** A disk as a mortal host sees it. */
final class MortalDisk implements LogDisk {
  private final Platter platter;
  private final Mortality mortality;

  MortalDisk(Platter platter, Mortality mortality) {
    this.platter = platter;
    this.mortality = mortality;
  }

  private void living() {
    if (mortality.isDead()) {
      throw new Killed();
    }
  }

  @Override
  public long length() {
    living();
    return platter.length();
  }

  @Override
  public void read(long at, byte[] into, int count) {
    living();
    platter.read(at, into, count);
  }

  @Override
  public void append(byte[] bytes) throws IOException {
    living();
    boolean struck = mortality.strikes(Moment.APPEND);
    if (struck || mortality.diskFull()) {
      platter.append(bytes, mortality.part(bytes.length));
      if (struck) {
        throw new Killed();
      }
      throw new IOException("No space left on device");
    }
    platter.append(bytes, bytes.length);
    mortality.pass(Moment.APPENDED);
  }

  @Override
  public void force() throws IOException {
    living();
    if (mortality.diskFull()) {
      throw new IOException("No space left on device"); // found when blocks are given out
    }
    platter.force();
    mortality.pass(Moment.FORCED);
  }

  @Override
  public void cut(long length) {
    living();
    platter.cut(length);
  }

  @Override
  public void close() {}
}
