package dev.fluxbar.app.sequence;

import java.util.List;

/**
 * What shall be done on a bench, one step after the other, and everything that it takes: the same
 * text with the same inputs is the same sequence again.
 *
 * @param name what its author calls it
 * @param yaml the text that it was read from
 * @param goesOn whether it goes on where the physics said no
 * @param steps at least one
 * @param inputs every file that it named
 */
public record Sequence(
    String name, String yaml, boolean goesOn, List<Step> steps, SequenceInputs inputs) {

  public Sequence {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("sequence: steps=0; give at least one");
    }
  }
}
