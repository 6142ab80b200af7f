package dev.fluxbar.array;

/** How the arrays of a bench hang together. */
public enum Topology {
  /**
   * Only the first array has column drivers; analog neurons drive the later ones (Heidema Fig. 3).
   */
  CASCADE,
  /** Every array has column drivers of its own; the host computes the neurons. */
  INDEPENDENT
}
