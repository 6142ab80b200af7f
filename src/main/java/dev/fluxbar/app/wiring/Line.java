package dev.fluxbar.app.wiring;

import dev.fluxbar.transport.PseudoTerminal;
import java.util.Locale;

/** What carries the bytes between this process and an emulated board inside it. */
public enum Line {
  /** A pseudo-terminal, opened by the serial library like any board. */
  PTY,
  /** TCP on the loopback address. */
  TCP,
  /** Memory. */
  MEMORY;

  /** As people write it: {@code pty}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The most real one that this system has. */
  public static Line mostReal() {
    return PseudoTerminal.supported() ? PTY : TCP;
  }
}
