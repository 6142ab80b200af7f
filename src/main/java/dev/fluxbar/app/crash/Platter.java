package dev.fluxbar.app.crash;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What lies on a disk between two lives: what was appended, and what of it was forced. */
final class Platter {
  private byte[] forced = {};
  private byte[] written = {};

  long length() {
    return written.length;
  }

  void read(long at, byte[] into, int count) {
    System.arraycopy(written, (int) at, into, 0, count);
  }

  void append(byte[] bytes, int count) {
    byte[] longer = Arrays.copyOf(written, written.length + count);
    System.arraycopy(bytes, 0, longer, written.length, count);
    written = longer;
  }

  void cut(long length) {
    written = Arrays.copyOf(written, (int) length);
  }

  void force() {
    forced = written;
  }

  /**
   * The machine loses its power. Of what was not forced a part is there, the rest is lost or
   * garbage; a cut may have happened or not.
   */
  void losePower(SplittableRandom random) {
    if (written.length < forced.length) {
      written = random.nextBoolean() ? written : forced;
    } else if (Arrays.equals(forced, Arrays.copyOf(written, forced.length))) {
      written = torn(random);
    } else {
      written = random.nextBoolean() ? forced : Arrays.copyOf(written, common(forced, written));
    }
    forced = written;
  }

  private byte[] torn(SplittableRandom random) {
    int more = written.length - forced.length;
    int kept = random.nextInt(more + 1);
    int kind = random.nextInt(3);
    if (kind == 0) {
      return Arrays.copyOf(written, forced.length + kept);
    }
    // The file has its length, and not all of its blocks: zeros, or what was there before.
    byte[] torn = written.clone();
    for (int i = forced.length + kept; i < torn.length; i++) {
      torn[i] = kind == 1 ? 0 : (byte) random.nextInt(256);
    }
    return torn;
  }

  private static int common(byte[] a, byte[] b) {
    int differs = Arrays.mismatch(a, b);
    return differs < 0 ? a.length : differs;
  }
}
