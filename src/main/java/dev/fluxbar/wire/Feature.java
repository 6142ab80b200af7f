package dev.fluxbar.wire;

/** Optional abilities of a board, each a bit of DESCRIPTION's features. */
public enum Feature {
  /** Tables may follow a job's start. */
  STREAMED_TABLES(0);

  private final int bit;

  Feature(int bit) {
    this.bit = bit;
  }

  /** The bit's number, 0 to 31. */
  public int bit() {
    return bit;
  }

  public boolean in(long features) {
    return (features >>> bit & 1) == 1;
  }
}
