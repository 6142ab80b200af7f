package dev.fluxbar.app.config;

import dev.fluxbar.array.Matrix;
import java.util.List;

/**
 * The state in which an emulated board's memristors wake up.
 *
 * @param quantity what the numbers are
 * @param arrays one matrix an array, {@code [rows][columns]}
 */
public record InitialState(Quantity quantity, List<Matrix> arrays) {

  /** What the numbers are. */
  public enum Quantity {
    SIEMENS,
    FLUX_VOLT_SECONDS
  }

  public InitialState {
    arrays = List.copyOf(arrays);
  }
}
