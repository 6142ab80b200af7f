package dev.fluxbar.journal;

import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.util.List;

/**
 * A bench that drives nothing: it answers each program with what the journal says came of it, so
 * that an algorithm computes its result again. A program that is not the one that was sent then is
 * a fault.
 */
public final class ReplayBench implements Bench {
  private final BenchDescription description;
  private final Limits limits;
  private final boolean streams;
  private final List<RunHistory.Sent> programs;
  private int next;

  /**
   * @param streams as {@link Bench#streamsTables} was
   */
  public ReplayBench(
      BenchDescription description, Limits limits, boolean streams, RunHistory history) {
    this.description = description;
    this.limits = limits;
    this.streams = streams;
    this.programs = history.programs();
  }

  @Override
  public Recording run(Program program) {
    if (next == programs.size()) {
      throw new JournalFault(
          "replay: program=%d, journaled=%d; the algorithm asks for more than was sent then"
              .formatted(next, programs.size()));
    }
    RunHistory.Sent sent = programs.get(next);
    if (!sent.program().equals(program)) {
      throw new JournalFault(
          "replay: program=%d; it is not the one that was sent then, replay with the version and"
                  .formatted(next)
              + " the files of the run");
    }
    next++;
    return sent.recording()
        .orElseThrow(
            () ->
                new BenchFault(
                    "replay: program=%d, fate=%s; it brought no results then: %s"
                        .formatted(next - 1, sent.fate(), sent.why())));
  }

  /** How many programs were asked for again. */
  public int replayed() {
    return next;
  }

  @Override
  public BenchDescription description() {
    return description;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public boolean streamsTables() {
    return streams;
  }

  @Override
  public void abort() {}

  @Override
  public void close() {}
}
