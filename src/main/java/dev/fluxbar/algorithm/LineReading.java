package dev.fluxbar.algorithm;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.bench.BarMap;
import dev.fluxbar.physics.lines.CrossbarLines;
import dev.fluxbar.physics.lines.FactoredLines;
import dev.fluxbar.physics.lines.LineResistances;

/**
 * What a reading shows of an array whose lines resist: for each cell the current of its row over
 * the voltage of its column's driver, from true memductances. Row-major {@code [rows][columns]}.
 */
sealed interface LineReading {

  /**
   * @param siemens the true memductances
   * @param shown written
   */
  void show(double[] siemens, double[] shown);

  /** How an array is seen by a schedule. */
  static LineReading of(ReadSchedule schedule, LineResistances lines, int rows, int columns) {
    switch (schedule) {
      case CELL_BY_CELL:
        return new Alone(lines, rows, columns);
      case HADAMARD:
        return new Together(
            CrossbarLines.of(rows, columns, lines).factor(new double[rows * columns]));
      default:
        return new Columns(lines, rows, columns);
    }
  }

  /** One cell closed: both lines stand in series with it. */
  record Alone(LineResistances lines, int rows, int columns) implements LineReading {
    @Override
    public void show(double[] siemens, double[] shown) {
      for (int i = 0; i < siemens.length; i++) {
        double column = lines.driven().segments(i / columns, rows) * lines.columnSegmentOhms();
        double row = lines.sensed().segments(i % columns, columns) * lines.rowSegmentOhms();
        shown[i] = siemens[i] / (1 + siemens[i] * (column + row));
      }
    }
  }

  /** One column closed in all its rows: each row stands in series with its one cell. */
  record Columns(LineResistances lines, int rows, int columns) implements LineReading {
    @Override
    public void show(double[] siemens, double[] shown) {
      LineResistances column =
          new LineResistances(lines.columnSegmentOhms(), 0, lines.driven(), lines.sensed());
      double[] cells = new double[rows];
      double[] amperes = new double[rows];
      double[] volts = new double[rows];
      double[] one = {1};
      FactoredLines factored = CrossbarLines.of(rows, 1, column).factor(cells);
      for (int j = 0; j < columns; j++) {
        double row = lines.sensed().segments(j, columns) * lines.rowSegmentOhms();
        for (int k = 0; k < rows; k++) {
          cells[k] = siemens[k * columns + j] / (1 + siemens[k * columns + j] * row);
        }
        factored.refactor(cells);
        factored.solve(one, amperes, volts);
        for (int k = 0; k < rows; k++) {
          shown[k * columns + j] = amperes[k];
        }
      }
    }
  }

  /** All cells closed, and columns told apart by codes: the transfer matrix. */
  record Together(FactoredLines factored) implements LineReading {
    @Override
    public void show(double[] siemens, double[] shown) {
      factored.refactor(siemens);
      double[] transfer = LineCorrection.rowMajor(factored.transfer());
      System.arraycopy(transfer, 0, shown, 0, shown.length);
    }
  }

  /** Of a network on some bars of an array; the others are open. */
  record OnBars(LineReading array, BarMap map) implements LineReading {
    @Override
    public void show(double[] siemens, double[] shown) {
      int columns = map.logical().columns();
      Matrix network =
          Matrix.fill(map.logical().rows(), columns, (k, j) -> siemens[k * columns + j]);
      double[] all = LineCorrection.rowMajor(map.onBars(network));
      double[] allShown = new double[all.length];
      array.show(all, allShown);
      int wide = map.physical().columns();
      Matrix bars = Matrix.fill(map.physical().rows(), wide, (k, j) -> allShown[k * wide + j]);
      double[] seen = LineCorrection.rowMajor(map.logical(bars));
      System.arraycopy(seen, 0, shown, 0, shown.length);
    }
  }
}
