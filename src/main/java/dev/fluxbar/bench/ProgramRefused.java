package dev.fluxbar.bench;

/** A program that a bench cannot carry out or that its limits forbid; nothing was driven. */
public final class ProgramRefused extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public ProgramRefused(String message) {
    super(message);
  }
}
