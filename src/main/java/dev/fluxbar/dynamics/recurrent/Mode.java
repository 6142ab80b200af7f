package dev.fluxbar.dynamics.recurrent;

/** What of a network evolves. */
public enum Mode {
  /** The activations, while every flux stays where it is. */
  ACTIVATION,
  /** The fluxes, while every activation is held. */
  WEIGHTS,
  /** Both. */
  BOTH
}
