package dev.fluxbar.physics;

import dev.fluxbar.array.Matrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one array that currents reach, gathered for the stages of a step, and the lines
 * between them.
 */
final class RealArray {
  /** Share of its age by which a device may age within a stretch without that its drift is seen. */
  private static final double SAME_AGE = 1e-6;

  final RealCells cells;

  private final Imperfections imperfections;
  private final boolean resistiveLines;
  private final LineVolts lines;
  private final @Nullable FloatingLines floating;
  private final Conductances conductances;

  /** The gathered cells. */
  private final int[] cell;

  private final int[] column;
  private final double[] cycleFactor;
  private final double[] seriesOhms;
  private final double[] youngShare;
  private final double[] agedSeconds;
  private final boolean[] driven;
  private int count;
  private boolean anyDriven;
  private boolean stale = true;
  private double gatheredSeconds;

  /** Over the whole array: what conducts at each crosspoint, and the last voltages found there. */
  private final double[] gridSiemens;

  private final double[] gridVolts;
  private final double[] gridDrive;

  RealArray(RealCells cells, Imperfections imperfections) {
    int rows = cells.shape.rows();
    int columns = cells.shape.columns();
    int size = cells.shape.cells();
    this.cells = cells;
    this.imperfections = imperfections;
    this.resistiveLines = !imperfections.lines().resistNothing();
    this.lines = new LineVolts(rows, columns, imperfections.lines());
    this.floating =
        imperfections.selector() == Selector.NONE_FLOATING ? new FloatingLines(cells.shape) : null;
    this.conductances = cells.conductances();
    this.cell = new int[size];
    this.column = new int[size];
    this.cycleFactor = new double[size];
    this.seriesOhms = new double[size];
    this.youngShare = new double[size];
    this.agedSeconds = new double[size];
    this.driven = new boolean[columns];
    this.gridSiemens = new double[size];
    this.gridVolts = new double[size];
    this.gridDrive = new double[columns];
  }

  /** Switches have moved. */
  void markStale() {
    stale = true;
  }

  int count() {
    return count;
  }

  /** Whether no gathered device's voltage depends on any device. */
  boolean uncoupled() {
    return !resistiveLines
        && floating == null
        && imperfections.switchOhms() == 0
        && imperfections.leakageSiemens() == 0;
  }

  /**
   * Gathers the cells that a drive reaches, as they are now.
   *
   * @param begin its states are written
   */
  void gather(ColumnDrive drive, double now, Stage begin) {
    boolean changed = stale || drive.any() != anyDriven;
    for (int j = 0; j < driven.length; j++) {
      boolean on = drive.reaches(j);
      changed |= on != driven[j];
      driven[j] = on;
    }
    anyDriven = drive.any();
    if (changed) {
      list();
      stale = false;
    }
    gatheredSeconds = now;
    for (int a = 0; a < count; a++) {
      begin.state[a] = cells.state(cell[a], now);
      cycleFactor[a] = cells.cycleFactor(cell[a]);
    }
    if (imperfections.drift().exponent() > 0) {
      gatherDrift(drive, now);
    }
  }

  private void list() {
    count = 0;
    Arrays.fill(gridSiemens, 0);
    boolean everywhere = resistiveLines || floating != null;
    if (floating != null) {
      floating.connect(cells);
    }
    for (int i = 0; anyDriven && i < cell.length; i++) {
      int j = i % driven.length;
      if ((everywhere || driven[j]) && cells.conducts(i)) {
        cell[count] = i;
        column[count] = j;
        seriesOhms[count++] = cells.seriesOhms(i);
      }
    }
  }

  private void gatherDrift(ColumnDrive drive, double now) {
    for (int a = 0; a < count; a++) {
      boolean young = resets(a, drive) || !cells.isMemristor(cell[a]);
      agedSeconds[a] = young ? Double.POSITIVE_INFINITY : cells.ageSeconds(cell[a], now);
      youngShare[a] = young ? 1 : cells.driftShare(cell[a], now);
    }
  }

  private boolean resets(int a, ColumnDrive drive) {
    return cells.isClosed(cell[a])
        && Math.abs(drive.volts(column[a])) > imperfections.drift().resetVolts();
  }

  private double driftShare(int a, double now) {
    double more = (now - gatheredSeconds) / (imperfections.drift().onsetSeconds() + agedSeconds[a]);
    return more < SAME_AGE ? youngShare[a] : cells.driftShare(cell[a], now);
  }

  /** Draws for the cells whose drive leaves 0. */
  void beginExcursions(ColumnDrive drive) {
    cells.beginExcursions(drive);
  }

  /** From the states of a stage to its memductances, voltages and row currents. */
  void evaluate(Stage stage, double[] columnVolts, double now) {
    conductances.at(cell, stage.state, stage.siemens, count);
    if (imperfections.drift().exponent() > 0) {
      for (int a = 0; a < count; a++) {
        stage.siemens[a] *= driftShare(a, now);
      }
    }
    if (resistiveLines) {
      solveLines(stage, columnVolts);
    } else if (floating != null) {
      solveFloating(floating, stage, columnVolts);
    }
    boolean grid = resistiveLines || floating != null;
    Arrays.fill(stage.rowAmperes, 0);
    for (int a = 0; a < count; a++) {
      double volts = grid ? gridVolts[cell[a]] : columnVolts[column[a]];
      stage.volts[a] = volts / (1 + stage.siemens[a] * seriesOhms[a]);
      if (floating == null || !floating.rowFloats(cell[a] / driven.length)) {
        stage.rowAmperes[cell[a] / driven.length] += stage.siemens[a] * stage.volts[a];
      }
    }
  }

  private void solveFloating(FloatingLines all, Stage stage, double[] columnVolts) {
    for (int a = 0; a < count; a++) {
      gridSiemens[cell[a]] = stage.siemens[a];
    }
    all.solve(columnVolts, gridSiemens, gridVolts);
  }

  private void solveLines(Stage stage, double[] columnVolts) {
    for (int a = 0; a < count; a++) {
      gridSiemens[cell[a]] = stage.siemens[a] / (1 + stage.siemens[a] * seriesOhms[a]);
    }
    guess(columnVolts);
    lines.solve(columnVolts, gridSiemens, gridVolts);
    System.arraycopy(columnVolts, 0, gridDrive, 0, gridDrive.length);
  }

  /** The voltages found last, or their opposite; else those without lines. */
  private void guess(double[] columnVolts) {
    boolean same = true;
    boolean opposite = true;
    for (int j = 0; j < columnVolts.length; j++) {
      same &= columnVolts[j] == gridDrive[j];
      opposite &= columnVolts[j] == -gridDrive[j];
    }
    if (same) {
      return;
    }
    for (int i = 0; i < gridVolts.length; i++) {
      gridVolts[i] = opposite ? -gridVolts[i] : columnVolts[i % columnVolts.length];
    }
  }

  /** The state of a gathered device after a mean voltage. */
  double after(int a, double state, double meanVolts, double seconds) {
    return cells.port(cell[a]).after(state, cycleFactor[a] * meanVolts, seconds);
  }

  /** Moves all states by constant column voltages. */
  void moveUncoupled(Stage begin, double[] columnVolts, double seconds, double now) {
    for (int a = 0; a < count; a++) {
      double moved = after(a, begin.state[a], columnVolts[column[a]], seconds);
      cells.setState(cell[a], moved, now);
    }
  }

  /** The states of a stage are those of the cells from now on. */
  void keep(Stage stage, double now) {
    for (int a = 0; a < count; a++) {
      cells.setState(cell[a], stage.state[a], now);
    }
  }

  /** The stretch ends: conductances of cells that were driven hard are young. */
  void endStretch(ColumnDrive drive, double now) {
    if (imperfections.drift().exponent() > 0) {
      for (int a = 0; a < count; a++) {
        if (resets(a, drive)) {
          cells.rejuvenate(cell[a], now);
        }
      }
    }
  }

  Matrix states(double now) {
    int columns = cells.shape.columns();
    return Matrix.fill(cells.shape.rows(), columns, (k, j) -> cells.state(k * columns + j, now));
  }

  Matrix siemens(double now) {
    int columns = cells.shape.columns();
    return Matrix.fill(cells.shape.rows(), columns, (k, j) -> cells.siemens(k * columns + j, now));
  }
}
