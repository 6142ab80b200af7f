package dev.fluxbar.dynamics.loop;

import dev.fluxbar.algorithm.InferenceOutcome;

/** Row inputs saturated: what the neurons get is not known, and the network cannot go on. */
public final class CurrentsUnknown extends RuntimeException {
  private static final long serialVersionUID = 1;

  CurrentsUnknown(InferenceOutcome.Saturated saturated) {
    super(saturated.message());
  }
}
