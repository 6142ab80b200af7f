package dev.fluxbar.app.crash;

import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.ForwardingBench;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;

/** The bench below the log: its host may die before it is asked and after it has answered. */
final class MortalBench extends ForwardingBench {
  private final Bench inner;
  private final Mortality mortality;

  MortalBench(Bench inner, Mortality mortality) {
    this.inner = inner;
    this.mortality = mortality;
  }

  @Override
  protected Bench inner() {
    return inner;
  }

  @Override
  public Recording run(Program program) {
    mortality.pass(Moment.INTENDED);
    Recording recording = inner.run(program);
    mortality.pass(Moment.ANSWERED);
    return recording;
  }
}
