package dev.fluxbar.app.wiring;

import dev.fluxbar.fault.BenchFault;

/** Another owner has this bench. */
public final class PortTaken extends BenchFault {
  private static final long serialVersionUID = 1L;

  PortTaken(String message) {
    super(message);
  }
}
