package dev.fluxbar.bench;

import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.util.Optional;

/**
 * A bench in front of another one, which it owns: whatever it does not say itself is what that one
 * says and does. Whoever adds a question to {@link Bench} adds it here, and none of them forgets to
 * pass it on.
 */
public abstract class ForwardingBench implements Bench {

  /** The bench behind; may be another one from one call to the next. */
  protected abstract Bench inner();

  @Override
  public BenchDescription description() {
    return inner().description();
  }

  @Override
  public Limits limits() {
    return inner().limits();
  }

  @Override
  public boolean streamsTables() {
    return inner().streamsTables();
  }

  @Override
  public boolean opensWhileReading() {
    return inner().opensWhileReading();
  }

  @Override
  public boolean samplesPulses() {
    return inner().samplesPulses();
  }

  @Override
  public Optional<Conversion> conversion() {
    return inner().conversion();
  }

  @Override
  public Recording run(Program program) {
    return inner().run(program);
  }

  @Override
  public void abort() {
    inner().abort();
  }

  @Override
  public void close() {
    inner().close();
  }
}
