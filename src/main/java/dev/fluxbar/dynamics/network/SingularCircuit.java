package dev.fluxbar.dynamics.network;

/** Passive and active elements cancel each other, and nothing determines a node's potential. */
public final class SingularCircuit extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  SingularCircuit(String message) {
    super(message);
  }
}
