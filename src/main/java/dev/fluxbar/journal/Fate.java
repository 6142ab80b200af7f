package dev.fluxbar.journal;

/** What became of a program. */
public enum Fate {
  /** None of it was driven. */
  NOT_STARTED,
  /** All of it was driven, and what it sampled is in the journal. */
  DONE,
  /** All of it was driven; what it sampled is lost. */
  DONE_UNHEARD,
  /** Some of it may have been driven: its cells must be read before anything is written to them. */
  UNKNOWN
}
