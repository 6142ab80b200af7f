package dev.fluxbar.app.config;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
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

  /** Every flux 0. */
  public static InitialState atRest(NetworkShape shape) {
    return new InitialState(
        Quantity.FLUX_VOLT_SECONDS,
        shape.arrays().stream()
            .map(array -> Matrix.fill(array.rows(), array.columns(), (k, j) -> 0))
            .toList());
  }
}
