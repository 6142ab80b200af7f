package dev.fluxbar.array;

/** What the switch matrix of a bench can set. */
public enum SwitchKind {
  /** A switch at every crosspoint: any setting. */
  CROSSPOINT,
  /** Whole rows and whole columns, as in 1T1R arrays: only outer products. */
  LINE
}
