package dev.fluxbar.app.wiring;

import dev.fluxbar.transport.PseudoTerminal;

/** What carries the bytes between this process and an emulated board inside it. */
public enum Line {
  /** A pseudo-terminal, opened by the serial library like any board. */
  PTY,
  /** TCP on the loopback address. */
  TCP,
  /** Memory. */
  MEMORY;

  /** The most real one that this system has. */
  public static Line mostReal() {
    return PseudoTerminal.supported() ? PTY : TCP;
  }
}
