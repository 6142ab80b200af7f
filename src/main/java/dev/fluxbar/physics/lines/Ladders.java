package dev.fluxbar.physics.lines;

import java.util.Arrays;

/**
 * A crossbar where at most one kind of line resists: the other kind holds its voltage everywhere,
 * so that each resistive line is a ladder by itself.
 */
final class Ladders implements LineSolver {
  private final int rows;
  private final int columns;
  private final boolean ofColumns;
  private final boolean none;
  private final Ladder ladder;
  private final double[] links;
  private final double[] sums;
  private double[] siemens = {};

  Ladders(int rows, int columns, LineResistances lines) {
    this.rows = rows;
    this.columns = columns;
    this.none = lines.resistNothing();
    this.ofColumns = lines.columnSegmentOhms() > 0;
    this.ladder =
        ofColumns
            ? new Ladder(rows, lines.columnSegmentOhms(), lines.driven())
            : new Ladder(columns, lines.rowSegmentOhms(), lines.sensed());
    this.links = new double[none ? 0 : rows * columns];
    this.sums = new double[ofColumns ? rows : columns];
  }

  @Override
  public void factor(double[] siemens) {
    this.siemens = siemens;
    if (none) {
      return;
    }
    if (ofColumns) {
      for (int j = 0; j < columns; j++) {
        ladder.factor(siemens, j, columns, links, j * rows);
      }
    } else {
      for (int k = 0; k < rows; k++) {
        ladder.factor(siemens, k * columns, 1, links, k * columns);
      }
    }
  }

  @Override
  public void volts(double[] columnVolts, double[] cellVolts) {
    for (int k = 0; k < rows; k++) {
      System.arraycopy(columnVolts, 0, cellVolts, k * columns, columns);
    }
    if (none) {
      return;
    }
    if (ofColumns) {
      // The voltage across a cell falls as the line's does: the same equations with the sign
      // turned.
      for (int j = 0; j < columns; j++) {
        ladder.volts(siemens, j, columns, links, j * rows, cellVolts, sums);
      }
    } else {
      for (int k = 0; k < rows; k++) {
        ladder.volts(siemens, k * columns, 1, links, k * columns, cellVolts, sums);
      }
    }
  }

  @Override
  public void transfer(double[] transfer) {
    // Columns, or rows, do not feel each other: all driven at once, each cell shows its own share.
    double[] ones = new double[columns];
    Arrays.fill(ones, 1);
    if (ofColumns || none) {
      volts(ones, transfer);
      for (int i = 0; i < transfer.length; i++) {
        transfer[i] *= siemens[i];
      }
      return;
    }
    double[] reach = new double[columns];
    for (int k = 0; k < rows; k++) {
      ladder.reach(links, k * columns, reach);
      for (int j = 0; j < columns; j++) {
        transfer[k * columns + j] = siemens[k * columns + j] * reach[j];
      }
    }
  }
}
