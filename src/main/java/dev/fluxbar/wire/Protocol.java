package dev.fluxbar.wire;

/** The version of the protocol that this code speaks, and its fixed numbers. */
public final class Protocol {

  /** A board of another major version is identified and left alone. */
  public static final int MAJOR = 1;

  public static final int MINOR = 1;

  /**
   * CRC-32C of {@code firmware-protocol/messages.json} without its prose and without white space
   * outside its strings; a test holds the two together.
   */
  public static final long TABLE_HASH = 0x1a60b7b1L;

  /** How many job ids a board remembers. */
  public static final int LEDGER_JOBS = 64;

  /** Loops within loops, at most. */
  public static final int DEEPEST_LOOP = 4;

  /** Conversions that one sample may add up, at most. */
  public static final int MOST_AVERAGES = 4096;

  /** Rows times columns of one array, at most. */
  public static final int MOST_CROSSPOINTS = 1 << 24;

  private Protocol() {}
}
