package dev.fluxbar.app.lab;

import dev.fluxbar.app.BadInput;

/** What becomes of a run whose program died under it, once unknown cells have been read. */
public enum AfterCrash {
  /** It goes on at the step that it was in. */
  CONTINUE,
  /** It waits until a person resumes or aborts it. */
  WAIT;

  /** As people write it: {@code wait}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * The choice of a word.
   *
   * @throws BadInput if there is none
   */
  public static AfterCrash of(String word) {
    for (AfterCrash choice : values()) {
      if (choice.word().equals(word)) {
        return choice;
      }
    }
    throw new BadInput("after-crash: value=%s; use continue or wait".formatted(word));
  }
}
