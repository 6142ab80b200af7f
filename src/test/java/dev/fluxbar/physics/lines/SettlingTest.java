package dev.fluxbar.physics.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settling of lines, against closed forms and against whole arrays written down node by node. */
class SettlingTest {
  private static final double SHARE = 1e-4;

  @Test
  void oneColumnSegmentIsOneExponential() {
    LineResistances ohms = LineResistances.of(50, 0);
    LineCapacitances farads = new LineCapacitances(2e-12, 7e-12, 0);
    double siemens = 1e-3;

    // From -1 to 1: a deviation of 2, and a time constant of C beside 50 ohm and the cell.
    double tau = 2e-12 / (1 / 50.0 + siemens);
    assertThat(Settling.seconds(ohms, farads, 1, 1, siemens, SHARE))
        .isCloseTo(tau * Math.log(2 / SHARE), within(1e-9 * tau));
  }

  @Test
  void whatHoldsOrResistsNothingIsThereAtOnce() {
    LineCapacitances some = new LineCapacitances(1e-15, 1e-15, 1e-16);

    assertThat(Settling.seconds(LineResistances.NONE, some, 8, 8, 1e-4, SHARE)).isZero();
    assertThat(Settling.seconds(LineResistances.of(1, 1), LineCapacitances.NONE, 8, 8, 1e-4, SHARE))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1e-12, 1e-12, 0",
    "1, 1, 1e-12, 0, 0",
    "1, 1, 0, 0, 1e-12",
    "1, 1, 1e-12, 3e-12, 1e-12",
    "20, 0, 1e-12, 0, 1e-12",
    "0, 20, 1e-12, 2e-12, 1e-12",
    "100, 3, 5e-13, 2e-12, 1e-13"
  })
  void anArrayOfEqualCellsSettlesAsItsNodesDo(
      double columnOhms, double rowOhms, double columnFarads, double rowFarads, double cellFarads) {
    LineResistances ohms = LineResistances.of(columnOhms, rowOhms);
    LineCapacitances farads = new LineCapacitances(columnFarads, rowFarads, cellFarads);
    double[][] cells = cells(4, 3, 1e-3, 1e-3, 1);

    double seconds = Settling.seconds(ohms, farads, 4, 3, 1e-3, SHARE);

    Nodes nodes = new Nodes(ohms, farads, cells);
    // The nodes know no segment of 0 ohm: 1e-7 ohm stand for it, a shift of some 1e-6.
    assertThat(nodes.deviation(seconds * 1.0001)).isLessThan(SHARE);
    assertThat(nodes.deviation(seconds * 0.9999)).isGreaterThan(SHARE);
  }

  @Test
  void cellsOfMoreSiemensSettleNoLater() {
    LineResistances ohms = LineResistances.of(30, 10);
    LineCapacitances farads = new LineCapacitances(1e-12, 2e-12, 1e-13);
    double seconds = Settling.seconds(ohms, farads, 5, 4, 1e-4, SHARE);
    for (int seed = 1; seed <= 20; seed++) {
      Nodes nodes = new Nodes(ohms, farads, cells(5, 4, 1e-4, 1e-2, seed));

      assertThat(nodes.deviation(seconds)).as("seed %d", seed).isLessThan(1.0001 * SHARE);
    }
  }

  @Test
  void refusesWhatIsNoCapacitanceOrNoCell() {
    assertThatThrownBy(() -> new LineCapacitances(0, Double.NaN, 0))
        .hasMessageContaining("row-segment-farads=NaN");
    assertThatThrownBy(() -> new LineCapacitances(-1e-15, 0, 0))
        .hasMessageContaining("column-segment-farads=-1.0E-15");
    assertThatThrownBy(
            () -> Settling.seconds(LineResistances.of(1, 1), LineCapacitances.NONE, 1, 1, 0, SHARE))
        .hasMessageContaining("siemens=0.0");
  }

  private static double[][] cells(int rows, int columns, double least, double most, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] cells = new double[rows][columns];
    for (double[] row : cells) {
      for (int j = 0; j < columns; j++) {
        row[j] = least * Math.pow(most / least, random.nextDouble());
      }
    }
    return cells;
  }

  /** Every node of an array: columns first; the last row and the first column are watched. */
  private static final class Nodes {
    private static final double NOTHING_OHMS = 1e-7;

    private final int rows;
    private final int columns;
    private final RealMatrix conductance;
    private final RealMatrix capacitance;
    private final RealVector settled;
    private final EigenDecomposition decay;
    private final RealMatrix root;
    private final double rowOhms;

    Nodes(LineResistances ohms, LineCapacitances farads, double[][] cells) {
      rows = cells.length;
      columns = cells[0].length;
      int size = 2 * rows * columns;
      conductance = new Array2DRowRealMatrix(size, size);
      capacitance = new Array2DRowRealMatrix(size, size);
      double columnOhms = Math.max(NOTHING_OHMS, ohms.columnSegmentOhms());
      rowOhms = Math.max(NOTHING_OHMS, ohms.rowSegmentOhms());
      RealVector source = new ArrayRealVector(size);
      source.setEntry(column(0, 0), 1 / columnOhms);
      for (int k = 0; k < rows; k++) {
        for (int j = 0; j < columns; j++) {
          join(conductance, column(k, j), k == 0 ? -1 : column(k - 1, j), 1 / columnOhms);
          join(conductance, row(k, j), j == columns - 1 ? -1 : row(k, j + 1), 1 / rowOhms);
          join(conductance, column(k, j), row(k, j), cells[k][j]);
          // A node that holds nothing would be no state: it gets a billionth.
          double least = 1e-9 * (farads.columnSegmentFarads() + farads.rowSegmentFarads());
          least += 1e-9 * farads.cellFarads();
          join(capacitance, column(k, j), -1, Math.max(least, farads.columnSegmentFarads()));
          join(capacitance, row(k, j), -1, Math.max(least, farads.rowSegmentFarads()));
          join(capacitance, column(k, j), row(k, j), farads.cellFarads());
        }
      }
      settled = new LUDecomposition(conductance).getSolver().solve(source);
      EigenDecomposition held = new EigenDecomposition(capacitance);
      root = new LUDecomposition(held.getSquareRoot()).getSolver().getInverse();
      RealMatrix rates = root.multiply(conductance).multiply(root);
      decay = new EigenDecomposition(rates.add(rates.transpose()).scalarMultiply(0.5));
    }

    private int column(int k, int j) {
      return k * columns + j;
    }

    private int row(int k, int j) {
      return rows * columns + k * columns + j;
    }

    private static void join(RealMatrix matrix, int a, int b, double value) {
      matrix.addToEntry(a, a, value);
      if (b >= 0) {
        matrix.addToEntry(b, b, value);
        matrix.addToEntry(a, b, -value);
        matrix.addToEntry(b, a, -value);
      }
    }

    /** Of the last row's current, relative, after its first column went from -1 V to 1 V. */
    double deviation(double seconds) {
      RealVector first = new LUDecomposition(root).getSolver().solve(settled.mapMultiply(-2));
      RealVector modes = decay.getVT().operate(first);
      for (int i = 0; i < modes.getDimension(); i++) {
        modes.setEntry(i, modes.getEntry(i) * Math.exp(-decay.getRealEigenvalue(i) * seconds));
      }
      RealVector volts = root.operate(decay.getV().operate(modes));
      int watched = row(rows - 1, columns - 1);
      return Math.abs(volts.getEntry(watched) / settled.getEntry(watched));
    }
  }
}
