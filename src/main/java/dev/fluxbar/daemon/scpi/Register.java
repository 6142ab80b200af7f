package dev.fluxbar.daemon.scpi;

/**
 * A status register of SCPI (SCPI-99 volume 1, 9.1): a condition, filters for its changes, events
 * that they leave until somebody reads them, and which events count. 15 bits.
 */
final class Register {
  static final int ALL = 0x7fff;

  private int condition;
  private int positive = ALL;
  private int negative;
  private int event;
  private int enable;

  /**
   * The condition now.
   *
   * @param passed bits that came and went since the last time
   */
  void condition(int now, int passed) {
    int rising = (now & ~condition) | passed;
    int falling = (condition & ~now) | passed;
    event |= (rising & positive) | (falling & negative);
    condition = now;
  }

  /** The condition of something else: no change, so no event. */
  void begin(int now) {
    condition = now;
  }

  int condition() {
    return condition;
  }

  /** The events; they are then gone. */
  int takeEvents() {
    int taken = event;
    event = 0;
    return taken;
  }

  void clearEvents() {
    event = 0;
  }

  int enable() {
    return enable;
  }

  void enable(int mask) {
    enable = mask & ALL;
  }

  int positive() {
    return positive;
  }

  void positive(int mask) {
    positive = mask & ALL;
  }

  int negative() {
    return negative;
  }

  void negative(int mask) {
    negative = mask & ALL;
  }

  /** As {@code STATus:PRESet} leaves it. */
  void preset() {
    positive = ALL;
    negative = 0;
    enable = 0;
  }

  /** Whether an event that counts is there. */
  boolean summary() {
    return (event & enable) != 0;
  }
}
