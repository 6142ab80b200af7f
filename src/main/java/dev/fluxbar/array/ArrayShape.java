package dev.fluxbar.array;

/**
 * The shape of one crossbar: row bars by column bars (Heidema Section II-C).
 *
 * <p>A differential array carries signed weights on pairs of row bars (Heidema Remark 4): with
 * {@code n} neurons, rows {@code 0..n-1} are the plus rows and rows {@code n..2n-1} the minus rows,
 * and the weight of neuron {@code k} from column {@code j} is {@code W[k][j] - W[n+k][j]}.
 *
 * @param rows physical row bars, 1 to {@value #LARGEST}; even when {@code differential}
 * @param columns column bars, 1 to {@value #LARGEST}
 * @param differential whether two row bars make one neuron
 */
public record ArrayShape(int rows, int columns, boolean differential) {

  /** Largest number of rows or columns of one array; an index fits the wire's 16 bits with room. */
  public static final int LARGEST = 4096;

  public ArrayShape {
    if (rows < 1 || rows > LARGEST || columns < 1 || columns > LARGEST) {
      throw new IllegalArgumentException(
          "array shape: rows=%d, columns=%d; each must be 1 to %d"
              .formatted(rows, columns, LARGEST));
    }
    if (differential && rows % 2 != 0) {
      throw new IllegalArgumentException(
          "array shape: rows=%d; a differential array needs an even number of rows"
              .formatted(rows));
    }
  }

  /** An array whose every row bar is a neuron. */
  public static ArrayShape single(int rows, int columns) {
    return new ArrayShape(rows, columns, false);
  }

  /** An array of {@code neurons} pairs of row bars. */
  public static ArrayShape pairs(int neurons, int columns) {
    return new ArrayShape(2 * neurons, columns, true);
  }

  /** Number of neurons that the rows feed: the rows, or half of them when differential. */
  public int neurons() {
    return differential ? rows / 2 : rows;
  }

  /** Number of memristors. */
  public int cells() {
    return rows * columns;
  }

  /** The neuron that physical row {@code row} feeds, zero-based. */
  public int neuronOf(int row) {
    return differential && row >= neurons() ? row - neurons() : row;
  }

  /** {@code "3 x 2"}, or {@code "20 x 784 (10 pairs)"} when differential. */
  @Override
  public String toString() {
    return rows + " x " + columns + (differential ? " (" + neurons() + " pairs)" : "");
  }
}
