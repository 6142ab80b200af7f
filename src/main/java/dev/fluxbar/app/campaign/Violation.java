package dev.fluxbar.app.campaign;

import dev.fluxbar.array.Cell;

/**
 * Books and board differ: what a campaign must never find.
 *
 * @param kind how they differ
 * @param job number of the campaign's program, from 0
 * @param cell the first cell that differs
 * @param expected by the books; code ticks, or siemens for {@link Kind#MISREAD}
 * @param found on the board
 */
public record Violation(Kind kind, long job, Cell cell, String expected, String found) {

  /** How books and board differ. */
  public enum Kind {
    /** More than a whole program arrived: some of it again. */
    FIRED_TWICE,
    /** Less than a whole program arrived, and the host was told that all did. */
    LOST,
    /** No part of the program, and none of it twice, explains what arrived. */
    UNEXPLAINED,
    /** What the host measures is not what the board says is there. */
    MISREAD
  }
}
