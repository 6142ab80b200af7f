package dev.fluxbar.app.runs;

import java.util.Locale;

/** How far a run is. */
public enum RunState {
  /** It runs, or the process died without a word. */
  RUNNING,
  /** It ended and did what was asked. */
  DONE,
  /** It ended; target not reached or certificate failed. */
  PHYSICS_SAID_NO,
  /** It was asked for something that the bench cannot or may not do; nothing was driven. */
  REFUSED,
  /** Bench or link broke. */
  FAILED,
  /** The program ended while it ran; the bench went safe first. */
  INTERRUPTED,
  /** It waits for its turn. */
  QUEUED,
  /** Its program died under it, and it waits for a person to say whether it goes on. */
  WAITING,
  /** A person stopped it; the bench went safe first. */
  ABORTED;

  /** Whether nothing more comes of it. */
  public boolean ended() {
    return this != RUNNING && this != QUEUED && this != WAITING;
  }

  /** The word in {@code run.json}: {@code physics-said-no}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The state of a word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RunState of(String word) {
    for (RunState state : values()) {
      if (state.word().equals(word)) {
        return state;
      }
    }
    throw new IllegalArgumentException("run: state=%s; no such state is known".formatted(word));
  }
}
