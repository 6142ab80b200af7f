package dev.fluxbar.app.operation;

import dev.fluxbar.app.report.HeatMap;
import dev.fluxbar.app.report.Histogram;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Pictures of whole arrays for the page of a run. */
final class Pictures {

  /** Fewer values are read faster in the heat map. */
  private static final int FEWEST = 20;

  private Pictures() {}

  /** A heat map of every layer and how its memductances are spread. */
  static void memductances(RunReport page, Memductances memductances) {
    memductances(page, memductances, Set.of());
  }

  /**
   * @param crossed cells that do not count: marked in the heat maps, left out of histograms
   */
  static void memductances(RunReport page, Memductances memductances, Set<Cell> crossed) {
    for (int l = 0; l < memductances.arrays().size(); l++) {
      int layer = l + 1;
      Matrix siemens = memductances.array(l);
      page.figure(
          "memductances-layer-%d.png".formatted(layer),
          HeatMap.memductance("Layer %d".formatted(layer), siemens, marks(crossed, l)),
          "Measured memductance of every cell of layer %d.".formatted(layer));
      histogram(
          page,
          "memductances-histogram-layer-%d.png".formatted(layer),
          "Layer %d".formatted(layer),
          "memductance",
          counted(siemens, marks(crossed, l)),
          "How many cells of layer %d have which memductance.".formatted(layer));
    }
  }

  /** Measured minus target. */
  static void errors(
      RunReport page, Memductances measured, Memductances target, Set<Cell> crossed) {
    for (int l = 0; l < measured.arrays().size(); l++) {
      int layer = l + 1;
      Matrix error = difference(measured.array(l), target.array(l));
      String title = "Layer %d, measured minus target".formatted(layer);
      page.figure(
          "error-layer-%d.png".formatted(layer),
          HeatMap.error(title, error, marks(crossed, l)),
          "By how much every cell of layer %d misses its target; white is none, orange is too"
                  .formatted(layer)
              + " much, purple too little.");
      histogram(
          page,
          "error-histogram-layer-%d.png".formatted(layer),
          title,
          "error",
          counted(error, marks(crossed, l)),
          "How many cells of layer %d miss their targets by how much.".formatted(layer));
    }
  }

  private static Matrix difference(Matrix is, Matrix wanted) {
    return Matrix.fill(is.rows(), is.columns(), (k, j) -> is.at(k, j) - wanted.at(k, j));
  }

  /** Measured minus expected. */
  static void deviations(RunReport page, Memductances measured, Memductances expected) {
    for (int l = 0; l < measured.arrays().size(); l++) {
      int layer = l + 1;
      page.figure(
          "deviation-layer-%d.png".formatted(layer),
          HeatMap.error(
              "Layer %d, measured minus expected".formatted(layer),
              difference(measured.array(l), expected.array(l))),
          "By how much the reading of every cell of layer %d differs from what was expected; white"
                  .formatted(layer)
              + " is nothing, orange is too much, purple too little.");
    }
  }

  /** What the books say that reads have left on cells, where they say anything. */
  static void ledger(RunReport page, OpenBench open) {
    List<Matrix> ledger = open.booked().ledger().voltSeconds();
    if (open.booked().ledger().largestVoltSeconds() == 0) {
      return;
    }
    for (int l = 0; l < ledger.size(); l++) {
      int array = l + 1;
      page.figure(
          "ledger-array-%d.png".formatted(array),
          HeatMap.flux("Array %d, flux ledger".formatted(array), ledger.get(l)),
          "Net volt-seconds that reads and inferences have left on every cell of array %d, all bars,"
                  .formatted(array)
              + " since it was last written.");
    }
  }

  private static HeatMap.Marks marks(Set<Cell> crossed, int array) {
    return (k, j) -> crossed.contains(new Cell(array, k, j));
  }

  private static double[] counted(Matrix matrix, HeatMap.Marks crossed) {
    return IntStream.range(0, matrix.rows())
        .boxed()
        .flatMapToDouble(
            k ->
                IntStream.range(0, matrix.columns())
                    .filter(j -> !crossed.at(k, j))
                    .mapToDouble(j -> matrix.at(k, j)))
        .toArray();
  }

  private static void histogram(
      RunReport page, String file, String title, String quantity, double[] values, String caption) {
    if (values.length >= FEWEST) {
      page.figure(file, Histogram.draw(title, quantity, "S", values), caption);
    }
  }
}
