package dev.fluxbar.physics;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import java.util.List;

/** What every circuit refuses, in one wording. */
final class CircuitChecks {

  private CircuitChecks() {}

  static void states(NetworkShape shape, List<Matrix> states) {
    boolean same = states.size() == shape.layers();
    for (int l = 0; same && l < states.size(); l++) {
      same =
          states.get(l).rows() == shape.array(l).rows()
              && states.get(l).columns() == shape.array(l).columns();
    }
    if (!same) {
      throw new IllegalArgumentException(
          "circuit: initial-fluxes=%s, arrays=%s; the shapes must be equal"
              .formatted(states.stream().map(m -> m.rows() + " x " + m.columns()).toList(), shape));
    }
  }

  static void switches(NetworkShape shape, SwitchSetting setting) {
    if (!setting.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "switches: given=%s, circuit=%s; the shapes must be equal"
              .formatted(setting.shape(), shape));
    }
  }

  static void drive(NetworkShape shape, Topology topology, int array, double[] volts) {
    int columns = shape.array(array(shape, array)).columns();
    if (array > 0 && topology == Topology.CASCADE) {
      throw new IllegalArgumentException(
          "drive: array=%d, topology=%s; in a cascade only the first array has drivers"
              .formatted(array + 1, topology));
    }
    if (volts.length != columns) {
      throw new IllegalArgumentException(
          "drive: array=%d, columns=%d, volts=%d; one voltage a column is needed"
              .formatted(array + 1, columns, volts.length));
    }
    for (int j = 0; j < volts.length; j++) {
      if (!Double.isFinite(volts[j])) {
        throw new IllegalArgumentException(
            "drive: array=%d, column=%d, volts=%s; it must be a finite number"
                .formatted(array + 1, j + 1, volts[j]));
      }
    }
  }

  static void seconds(double seconds) {
    if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "advance: seconds=%s; it must be finite and not negative".formatted(seconds));
    }
  }

  static void points(int points) {
    if (points < 1) {
      throw new IllegalArgumentException(
          "observe: points=%d; at least one point an advance is needed".formatted(points));
    }
  }

  static void cell(NetworkShape shape, Cell cell) {
    if (!shape.contains(cell)) {
      throw new IllegalArgumentException("circuit: cell=%s; arrays=%s".formatted(cell, shape));
    }
  }

  static int array(NetworkShape shape, int array) {
    if (array < 0 || array >= shape.layers()) {
      throw new IllegalArgumentException(
          "circuit: array=%d; it has %d arrays".formatted(array + 1, shape.layers()));
    }
    return array;
  }
}
