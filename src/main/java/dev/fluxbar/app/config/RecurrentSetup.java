package dev.fluxbar.app.config;

import dev.fluxbar.dynamics.recurrent.Mode;
import dev.fluxbar.dynamics.recurrent.RecurrentNetwork;
import java.util.List;
import java.util.Optional;

/**
 * What a file of a recurrent network says.
 *
 * @param name for people
 * @param startVolts half the edge of the box that activations start in
 * @param startFluxVoltSeconds half the edge of the box of fluxes around those of the weights
 * @param heldVolts activations where only weights evolve; may be empty
 * @param endSeconds what has not come to rest by then does not converge
 * @param pictures what the weights hold, if they were made of patterns
 */
public record RecurrentSetup(
    String name,
    RecurrentNetwork network,
    Mode mode,
    double startVolts,
    double startFluxVoltSeconds,
    List<Double> heldVolts,
    double endSeconds,
    Optional<PatternPictures> pictures) {
  public RecurrentSetup {
    heldVolts = List.copyOf(heldVolts);
  }
}
