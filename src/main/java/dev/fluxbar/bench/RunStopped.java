package dev.fluxbar.bench;

import dev.fluxbar.fault.BenchFault;

/** A run that was told to stop and did so before its next program; the bench is safe and whole. */
public final class RunStopped extends BenchFault {
  private static final long serialVersionUID = 1L;

  public RunStopped(String message) {
    super(message);
  }
}
