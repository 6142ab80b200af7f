package dev.fluxbar.physics.lines;

import java.util.Arrays;

/**
 * A crossbar whose columns and rows resist, cut into layers: the crosspoints along one line of the
 * kind that runs across. The lines along lead from layer to layer.
 *
 * <p>With the line across eliminated (a {@link Ladder}), a layer is a conductance matrix {@code S}
 * between the lines along, and the crossbar is block tridiagonal. In units of a segment along, from
 * the layer that is last to see a terminal to the first, {@code P[s] = inverse(d I + r S[s] - P[s -
 * 1])}: every P is symmetric, its entries are not negative and its rows sum to 1 at most, so errors
 * do not grow from layer to layer and nothing can diverge. A factorization takes {@code layers *
 * width^3} operations, a solve {@code layers * width^2} where only one end has terminals and
 * nothing drives the lines across.
 */
final class Layers implements LineSolver {
  /** Sources solved together in {@link #transfer}. */
  private static final int TOGETHER = 64;

  /**
   * Of one array of inverses. Few large arrays: a collector of garbage leaves them where they are,
   * and would carry many small ones about, for longer than the factorization takes.
   */
  private static final int MOST_ENTRIES = 1 << 26;

  private final boolean alongColumns;
  private final int layers;
  private final int width;
  private final int padded;

  /** From a layer to the next, and from a place in a layer to the next, in row-major arrays. */
  private final int layerStride;

  private final int placeStride;
  private final double alongOhms;
  private final double acrossOhms;
  private final Ends alongEnds;
  private final Ladder across;
  private final LayerMatrix matrix;

  private double[] siemens = {};

  /** Of the lines across, {@code [layer][place]}. */
  private final double[] links;

  /** What 1 V on a line along sends through a line across held at 0 V, {@code [layer][place]}. */
  private final double[][] throughSiemens;

  /** {@code [layer][place][place]}, so many layers an array. */
  private final double[][] inverses;

  private final int layersAnArray;

  /** Of the lines along, {@code [layer][place]}: scratch of a solve. */
  private final double[][] along;

  private final double[] source;
  private final double[][] copied;
  private final double[] sums;
  private final double[] still;

  /**
   * @param alongColumns whether layers are rows, so that the lines along are the driven columns
   */
  Layers(int rows, int columns, LineResistances lines, boolean alongColumns) {
    this.alongColumns = alongColumns;
    this.layers = alongColumns ? rows : columns;
    this.width = alongColumns ? columns : rows;
    this.layerStride = alongColumns ? columns : 1;
    this.placeStride = alongColumns ? 1 : columns;
    this.alongOhms = alongColumns ? lines.columnSegmentOhms() : lines.rowSegmentOhms();
    this.acrossOhms = alongColumns ? lines.rowSegmentOhms() : lines.columnSegmentOhms();
    this.alongEnds = alongColumns ? lines.driven() : lines.sensed();
    this.across = new Ladder(width, acrossOhms, alongColumns ? lines.sensed() : lines.driven());
    this.padded = SymmetricInverse.padded(width);
    this.matrix = new LayerMatrix(width, across, alongOhms, acrossOhms);
    this.links = new double[layers * width];
    this.throughSiemens = new double[layers][padded];
    this.layersAnArray = Math.max(1, Math.min(layers, MOST_ENTRIES / (padded * padded)));
    this.inverses = new double[(layers + layersAnArray - 1) / layersAnArray][];
    for (int i = 0; i < inverses.length; i++) {
      int held = Math.min(layersAnArray, layers - i * layersAnArray);
      inverses[i] = new double[held * padded * padded];
    }
    this.along = new double[layers][padded];
    this.source = new double[padded];
    this.copied = new double[SymmetricInverse.PIVOTS][padded];
    this.sums = new double[width];
    this.still = new double[alongColumns ? layers : width];
  }

  @Override
  public void factor(double[] siemens) {
    this.siemens = siemens;
    double[] before = null;
    int taken = 0;
    for (int step = 0; step < layers; step++) {
      int layer = layer(step);
      int first = layer * layerStride;
      int at = layer * width;
      across.factor(siemens, first, placeStride, links, at);
      matrix.load(siemens, first, placeStride, links, at, throughSiemens[layer]);
      matrix.invert(neighbours(step), before, taken, inverse(layer), place(layer));
      before = inverse(layer);
      taken = place(layer);
    }
  }

  private double[] inverse(int layer) {
    return inverses[layer / layersAnArray];
  }

  /** Where the inverse of a layer begins in its array. */
  private int place(int layer) {
    return layer % layersAnArray * padded * padded;
  }

  /** Layers are taken from the end without terminals to the one that has them. */
  private int layer(int step) {
    return alongEnds.atNear() ? layers - 1 - step : step;
  }

  /** Segments along that meet in a crosspoint. */
  private int neighbours(int step) {
    return terminals(step) + (step > 0 ? 1 : 0) + (step < layers - 1 ? 1 : 0);
  }

  /** Terminals of a line along that are a segment away. */
  private int terminals(int step) {
    return (step == layers - 1 ? 1 : 0) + (step == 0 && alongEnds == Ends.BOTH ? 1 : 0);
  }

  @Override
  public void volts(double[] columnVolts, double[] cellVolts) {
    double[] alongVolts = alongColumns ? columnVolts : still;
    double[] acrossVolts = alongColumns ? still : columnVolts;
    int loud = forward(alongVolts, acrossVolts);
    for (int step = layers - 2; step >= 0; step--) {
      double[] at = along[layer(step)];
      if (step < loud) {
        Arrays.fill(at, 0);
      }
      addProduct(layer(step), along[layer(step + 1)], at);
    }
    for (int layer = 0; layer < layers; layer++) {
      int first = layer * layerStride;
      for (int p = 0; p < width; p++) {
        cellVolts[first + p * placeStride] = along[layer][p] - acrossVolts[layer];
      }
      across.volts(siemens, first, placeStride, links, layer * width, cellVolts, sums);
    }
    if (!alongColumns) {
      for (int i = 0; i < cellVolts.length; i++) {
        cellVolts[i] = -cellVolts[i];
      }
    }
  }

  /** Eliminates the sources; the first step that has any. */
  private int forward(double[] alongVolts, double[] acrossVolts) {
    int loud = layers - 1;
    for (int step = 0; step < layers; step++) {
      int layer = layer(step);
      int terminals = terminals(step);
      if (step <= loud && terminals == 0 && acrossVolts[layer] == 0) {
        continue;
      }
      for (int p = 0; p < width; p++) {
        source[p] =
            terminals * alongVolts[p]
                + (step > loud ? along[layer(step - 1)][p] : 0)
                + alongOhms * throughSiemens[layer][p] * acrossVolts[layer];
      }
      loud = Math.min(loud, step);
      Arrays.fill(along[layer], 0);
      addProduct(layer, source, along[layer]);
    }
    return loud;
  }

  private void addProduct(int layer, double[] vector, double[] sum) {
    FourRows.addProduct(inverse(layer), place(layer), padded, vector, sum, copied);
  }

  @Override
  public void transfer(double[] transfer) {
    for (int from = 0; from < width; from += TOGETHER) {
      int count = Math.min(TOGETHER, width - from);
      double[][] unit = new double[padded][count];
      for (int i = 0; i < count; i++) {
        unit[from + i][i] = 1;
      }
      boolean both = alongEnds == Ends.BOTH;
      double[][][] eliminated = both ? forward(unit, count) : new double[0][][];
      double[][] after = both ? sum(unit, eliminated, count) : unit;
      for (int step = layers - 1; step >= 0; step--) {
        double[][] next = step < eliminated.length ? eliminated[step] : new double[padded][count];
        multiply(layer(step), after, next, count);
        write(layer(step), from, count, next, transfer);
        after = next;
      }
    }
  }

  /** Eliminates unit sources at the first terminals, of all steps but the last. */
  private double[][][] forward(double[][] unit, int count) {
    double[][][] eliminated = new double[layers - 1][padded][count];
    double[][] before = unit;
    for (int step = 0; step < layers - 1; step++) {
      multiply(layer(step), before, eliminated[step], count);
      before = eliminated[step];
    }
    return eliminated;
  }

  /** Sources of the last step: its own terminals, and what the steps before hand on. */
  private double[][] sum(double[][] unit, double[][][] eliminated, int count) {
    double[][] handed = layers == 1 ? unit : eliminated[layers - 2];
    double[][] sum = new double[padded][count];
    for (int p = 0; p < padded; p++) {
      for (int i = 0; i < count; i++) {
        sum[p][i] = unit[p][i] + handed[p][i];
      }
    }
    return sum;
  }

  private void multiply(int layer, double[][] sources, double[][] sum, int count) {
    for (int p = 0; p < padded; p++) {
      addRows(sources, inverse(layer), place(layer) + p * padded, sum[p], count);
    }
  }

  private void addRows(double[][] rows, double[] factors, int at, double[] sum, int count) {
    for (int q = 0; q < padded; q += SymmetricInverse.PIVOTS) {
      FourRows.add(rows[q], rows[q + 1], rows[q + 2], rows[q + 3], factors, at + q, sum, count);
    }
  }

  /** What the lines across take in; by reciprocity the same where they are the driven ones. */
  private void write(int layer, int from, int count, double[][] volts, double[] transfer) {
    double[] amperes = new double[count];
    addRows(volts, throughSiemens[layer], 0, amperes, count);
    for (int i = 0; i < count; i++) {
      transfer[layer * layerStride + (from + i) * placeStride] = amperes[i];
    }
  }
}
