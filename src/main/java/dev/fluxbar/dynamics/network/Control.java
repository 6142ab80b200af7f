package dev.fluxbar.dynamics.network;

/** What moves the internal memory of a memristor. */
public enum Control {
  /** Its current: Caravelli (2) and (4). */
  CURRENT,
  /** The voltage over it: Caravelli (61). */
  VOLTAGE
}
