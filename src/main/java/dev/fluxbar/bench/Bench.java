package dev.fluxbar.bench;

import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.util.Optional;

/**
 * Arrays that can be driven and measured. One thread owns a bench and calls {@link #run}; {@link
 * #abort} may come from any thread.
 */
public interface Bench extends AutoCloseable {

  /** What the bench is. */
  BenchDescription description();

  /** What no program may exceed. */
  Limits limits();

  /**
   * Whether a program may have many more tables than a board holds at a time, where each turn of a
   * repeat takes another one.
   */
  default boolean streamsTables() {
    return false;
  }

  /**
   * Whether a switch that a program leaves open is open while currents are sampled. Where it is not
   * its column is held at virtual ground instead, so that the offset of its driver is in every
   * current of its rows.
   */
  default boolean opensWhileReading() {
    return true;
  }

  /** Whether currents can be sampled while a pulse is on; where not, block signals tell them. */
  default boolean samplesPulses() {
    return true;
  }

  /**
   * How amperes are made of counts, where each is made of the one raw sum beside it; empty where
   * more goes into it than a sum.
   */
  default Optional<Conversion> conversion() {
    return Optional.empty();
  }

  /**
   * Carries out a program from the safe state to the safe state and waits for its end.
   *
   * @throws ProgramRefused if the bench cannot or may not do it; nothing was driven
   * @throws BenchFault if it broke; the bench is safe, and whether the program ran is in the fault
   */
  Recording run(Program program);

  /** Goes to the safe state now; a program that runs ends with a {@link BenchFault}. */
  void abort();

  /** Drivers to 0 V, switches open, then lets go of the board. Twice is harmless. */
  @Override
  void close();
}
