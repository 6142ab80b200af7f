package dev.fluxbar.journal;

import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;

/**
 * One entry of a run's log. Programs count from 0 in the order in which they were sent.
 *
 * <p>A program whose {@link Intent} stands without a {@link Result} or an {@link End} of it may
 * have run: nobody knows.
 */
public sealed interface Entry {

  /**
   * Says something of the run: what was asked, with which bench file, by which software, how it
   * ended.
   *
   * @param name lower-case letters, digits and dashes, such as {@code request}
   * @param json any document
   */
  record Note(String name, String json) implements Entry {
    public Note {
      if (!name.matches("[a-z][a-z0-9-]*")) {
        throw new IllegalArgumentException(
            "journal: note=%s; use lower-case letters, digits and dashes".formatted(name));
      }
    }
  }

  /** A program will be sent; on the disk before the first byte of it is. */
  record Intent(long number, Program program) implements Entry {}

  /** A program ran to its end; on the disk before its results are used. */
  record Result(long number, Recording recording) implements Entry {}

  /**
   * A program brought no results.
   *
   * @param fate not {@link Fate#DONE}
   * @param why one sentence
   */
  record End(long number, Fate fate, String why) implements Entry {
    public End {
      if (fate == Fate.DONE) {
        throw new IllegalArgumentException(
            "journal: program=%d, fate=done; what it sampled says so".formatted(number));
      }
    }
  }
}
