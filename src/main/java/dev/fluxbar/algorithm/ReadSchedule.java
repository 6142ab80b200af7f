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
  SATURATED
}
