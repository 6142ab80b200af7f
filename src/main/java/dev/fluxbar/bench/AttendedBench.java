package dev.fluxbar.bench;

import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.util.Optional;

/** A bench with an {@link Attendant} beside it. One thread owns it. */
public final class AttendedBench implements Bench {
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

  @Override
  public BenchDescription description() {
    return inner.description();
  }

  @Override
  public Limits limits() {
    return inner.limits();
  }

  @Override
  public boolean streamsTables() {
    return inner.streamsTables();
  }

  @Override
  public boolean samplesPulses() {
    return inner.samplesPulses();
  }

  @Override
  public boolean opensWhileReading() {
    return inner.opensWhileReading();
  }

  @Override
  public Optional<Conversion> conversion() {
    return inner.conversion();
  }

  @Override
  public void abort() {
    inner.abort();
  }

  @Override
  public void close() {
    inner.close();
  }
}
