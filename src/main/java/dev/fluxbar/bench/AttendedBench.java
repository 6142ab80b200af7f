package dev.fluxbar.bench;

import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;

/** A bench with an {@link Attendant} beside it. One thread owns it. */
public final class AttendedBench extends ForwardingBench {
  private final Bench inner;
  private Attendant attendant = Attendant.NOBODY;

  /**
   * @param inner owned from here on
   */
  public AttendedBench(Bench inner) {
    this.inner = inner;
  }

  /** From here on this one stands beside it, instead of the one before. */
  public void attend(Attendant next) {
    attendant = next;
  }

  @Override
  protected Bench inner() {
    return inner;
  }

  @Override
  public Recording run(Program program) {
    attendant.before(program);
    Recording recording;
    try {
      recording = inner.run(program);
    } catch (RuntimeException e) {
      attendant.failed(program, e);
      throw e;
    }
    attendant.after(program, recording);
    return recording;
  }
}
