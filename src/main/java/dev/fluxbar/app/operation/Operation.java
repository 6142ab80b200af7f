package dev.fluxbar.app.operation;

import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import java.time.Duration;

/** One thing that a person asks of a bench. */
public interface Operation {

  /**
   * Refuses what cannot be done, before a run is begun; drives nothing and says nothing.
   *
   * @throws IllegalArgumentException if the bench cannot or may not do it, or a result would have
   *     no place
   */
  void check(OpenBench bench);

  /** How long it waits for a board that is lost on the way; zero: it ends with the fault. */
  default Duration patience() {
    return Duration.ZERO;
  }

  /** The run is to stop: what waits for time to pass waits no longer. Any thread may call. */
  default void interrupted() {}

  /** Whether it looks into an emulated array itself, beside what the bench says of it. */
  default boolean seesTruth() {
    return false;
  }

  /**
   * What it would drive; drives nothing.
   *
   * @throws IllegalArgumentException if the bench cannot or may not do it
   */
  OperationResult plan(OpenBench bench);

  /**
   * Does it.
   *
   * @param folder takes progress, figures and reports
   * @throws IllegalArgumentException if the bench cannot or may not do it; nothing was driven
   * @throws dev.fluxbar.fault.BenchFault if the bench broke or was aborted
   */
  OperationResult run(OpenBench bench, RunFolder folder);
}
