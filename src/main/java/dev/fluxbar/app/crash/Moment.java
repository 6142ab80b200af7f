package dev.fluxbar.app.crash;

import java.util.Locale;

/** Moments in the life of a host at which it may die. */
public enum Moment {
  /** A record is being appended to the log: a drawn part of its bytes is there. */
  APPEND,
  /** It is appended, and not forced to the disk. */
  APPENDED,
  /** It is on the disk, and nobody has gone on. */
  FORCED,
  /** A program's intent stands in the log, and the bench has not been asked. */
  INTENDED,
  /** Bytes go to the board: a drawn part of them is on the line. */
  SEND,
  /** Bytes from the board have arrived, and nobody has read them. */
  ANSWER,
  /** The board has said what a program sampled, and its result is not in the log. */
  ANSWERED,
  /** A step is done, and its note is not in the log. */
  STEP_DONE,
  /** The note is on the disk, and its reader has been told. */
  STEP_TOLD;

  /** The word in JSON: {@code step-done}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
