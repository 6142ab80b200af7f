package dev.fluxbar.app.crash;

import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;

/** The bench below the log: its host may die before it is asked and after it has answered. */
final class MortalBench implements Bench {
  private final Bench inner;
  private final Mortality mortality;

  MortalBench(Bench inner, Mortality mortality) {
    this.inner = inner;
    this.mortality = mortality;
  }

  @Override
  public Recording run(Program program) {
    mortality.pass(Moment.INTENDED);
    Recording recording = inner.run(program);
    mortality.pass(Moment.ANSWERED);
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
  public void abort() {
    inner.abort();
  }

  @Override
  public void close() {
    inner.close();
  }
}
