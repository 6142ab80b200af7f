package dev.fluxbar.array;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The arrays of a bench in the order in which a signal passes them.
 *
 * @param arrays at least one shape
 */
public record NetworkShape(List<ArrayShape> arrays) {

  public NetworkShape {
    arrays = List.copyOf(arrays);
    if (arrays.isEmpty()) {
      throw new IllegalArgumentException("network shape: arrays=0; at least one array is needed");
    }
  }

  /**
   * Refuses arrays through which no signal passes: in a network the neurons of each are the columns
   * of the next (Heidema Section II-D). Arrays with drivers of their own may be of any shapes.
   *
   * @return this
   */
  public NetworkShape chained() {
    for (int i = 1; i < arrays.size(); i++) {
      if (arrays.get(i).columns() != arrays.get(i - 1).neurons()) {
        throw new IllegalArgumentException(
            "network shape: array %d has %d columns, array %d has %d neurons; they must be equal"
                .formatted(i + 1, arrays.get(i).columns(), i, arrays.get(i - 1).neurons()));
      }
    }
    return this;
  }

  public static NetworkShape of(ArrayShape... arrays) {
    return new NetworkShape(List.of(arrays));
  }

  /** A network of single rows by its layer sizes, inputs first: {@code sizes(2, 3, 2)}. */
  public static NetworkShape sizes(int... sizes) {
    if (sizes.length < 2) {
      throw new IllegalArgumentException(
          "network sizes: count=%d; inputs and at least one layer are needed"
              .formatted(sizes.length));
    }
    ArrayShape[] arrays = new ArrayShape[sizes.length - 1];
    for (int l = 1; l < sizes.length; l++) {
      arrays[l - 1] = ArrayShape.single(sizes[l], sizes[l - 1]);
    }
    return of(arrays);
  }

  /** Number of arrays, L in Heidema. */
  public int layers() {
    return arrays.size();
  }

  /** The shape of array {@code index}, zero-based. */
  public ArrayShape array(int index) {
    return arrays.get(index);
  }

  /** Number of inputs, n_0. */
  public int inputs() {
    return arrays.get(0).columns();
  }

  /** Number of outputs, n_L. */
  public int outputs() {
    return arrays.get(arrays.size() - 1).neurons();
  }

  /** Number of memristors in all arrays. */
  public int cells() {
    return arrays.stream().mapToInt(ArrayShape::cells).sum();
  }

  /** Whether {@code cell} lies in these arrays. */
  public boolean contains(Cell cell) {
    return cell.array() < layers()
        && cell.row() < array(cell.array()).rows()
        && cell.column() < array(cell.array()).columns();
  }

  /** {@code "3 x 2, 2 x 3"}. */
  @Override
  public String toString() {
    return arrays.stream().map(ArrayShape::toString).collect(Collectors.joining(", "));
  }
}
