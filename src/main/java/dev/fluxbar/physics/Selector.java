package dev.fluxbar.physics;

/** What keeps current out of the cells that nobody chose. */
public enum Selector {
  /** A switch at every crosspoint (1T1R): an open one leaves its cell without voltage. */
  SWITCH,

  /**
   * Nothing: every cell always joins its column to its row. A line is connected, a column to its
   * driver and a row to its input, while a switch of any of its cells is closed; all others float,
   * and current sneaks along them.
   */
  NONE_FLOATING,

  /**
   * Nothing: every line is always connected, columns to their drivers and rows to their inputs,
   * whatever the switches; so every cell of a driven column is driven.
   */
  NONE_GROUNDED
}
