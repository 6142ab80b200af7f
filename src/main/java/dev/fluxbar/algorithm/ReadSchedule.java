package dev.fluxbar.algorithm;

/** In which order, and how many at a time, the cells of a bench are read. T is 4 tau. */
public enum ReadSchedule {
  /**
   * Heidema Algorithm 2: one cell at a time along its path, in T times the number of cells
   * (Corollary 1).
   */
  CELL_BY_CELL,

  /**
   * Heidema Remark 6: one column of every array at a time, in T times the largest number of
   * columns.
   *
   * <p>In a cascade with differential arrays a pair that feeds a later array closes only its plus
   * row, since a pair of equal cells carries no difference. The minus cells left out are read along
   * paths of minus rows afterwards, in at most T times the largest number of columns among the
   * differential arrays that feed another one.
   */
  COLUMN_PARALLEL,

  /**
   * For a cascade only: array after array, one column at a time, in T times the sum of columns. All
   * arrays before the one that is read are closed (plus rows only) and driven on every column, so
   * that the neurons give nearly their full voltage: more of it, and less sensitive to the steps of
   * the current inputs. Lemma 1 holds for every constant switch setting.
   */
  SATURATED,

  /**
   * Every array with drivers all at once: each block signal drives every column with plus or minus
   * the amplitude, in the signs of one row of a Hadamard matrix, and the memductances are decoded
   * from all of them. In T times the order of the matrix, which is the number of columns or little
   * more; the variance of the inputs' noise in a memductance is lower by that order. The later
   * arrays of a cascade are read as by {@link #SATURATED}.
   */
  HADAMARD
}
