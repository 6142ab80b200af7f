package dev.fluxbar.bench.openmena;

import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.signal.Step;

/** What this board cannot do although a bench can: refused before anything is driven. */
final class MenaCheck implements ProgramWalk.Hands {

  /** Plateaus of one command; the board's memory holds that many vectors. Chosen. */
  static final int MOST_PLATEAU_VECTORS = 16;

  private static final double ROUNDING = 1e-9;

  /** How many vectors make one plateau. */
  static int plateauVectors(double tauSeconds) {
    double vectors = tauSeconds / Sketch.PLATEAU_SECONDS;
    long whole = Math.round(vectors);
    if (!(whole >= 1 && whole <= MOST_PLATEAU_VECTORS)
        || !(Math.abs(vectors - whole) <= ROUNDING * whole)) {
      throw new ProgramRefused(
          "block: tau-seconds=%s, plateau-seconds=%s; an OpenMENA board holds a vector so long, use it or a multiple up to %d"
              .formatted(tauSeconds, Sketch.PLATEAU_SECONDS, MOST_PLATEAU_VECTORS));
    }
    return (int) whole;
  }

  @Override
  public void block(Step.Block block, ProgramWalk.State state) {
    plateauVectors(block.tauSeconds());
  }

  @Override
  public void pulse(Step.Pulse pulse, ProgramWalk.State state) {
    if (!pulse.gates().isEmpty()) {
      throw new ProgramRefused(
          "pulse: gates=%d; an OpenMENA board cannot open a switch within a pulse, use the row or the proportional method"
              .formatted(pulse.gates().size()));
    }
    if (pulse.sampled()) {
      throw new ProgramRefused(
          "pulse: sampled=true; an OpenMENA board measures nothing within a pulse, read with a block signal after it");
    }
  }

  @Override
  public void settle(double seconds, ProgramWalk.State state) {
    // any time is possible
  }

  @Override
  public void sample(ProgramWalk.State state) {
    // always possible
  }
}
