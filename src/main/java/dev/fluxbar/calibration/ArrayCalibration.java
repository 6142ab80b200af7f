package dev.fluxbar.calibration;

import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.analog.DriverTransfer;
import dev.fluxbar.analog.InputTransfer;
import dev.fluxbar.analog.References;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The procedures of one array, in their order, and what they found together. */
final class ArrayCalibration {

  /** How often gains and lines are found from each other: lines change gains by less than 1e-3. */
  private static final int ROUNDS = 3;

  private final Board board;
  private final boolean separable;
  private final InputOffsets offsets;
  private final @Nullable References references;
  private final List<Look> looks = new ArrayList<>();
  private final int scanFrom;
  private final int gainsFrom;
  private final int driversFrom;

  /** Why a gain cannot be found, {@code [row][range]}, and a driver, by column; else empty. */
  private final String[][] inputFaults;

  private final String[] driverFaults;

  /**
   * @param separable whether a driver can be measured without the offsets of all others
   */
  ArrayCalibration(Board board, boolean separable) {
    this.separable = separable;
    this.board = board;
    this.references = board.settings().references();
    this.offsets = new InputOffsets(board);
    this.inputFaults = new String[board.rows()][board.ranges()];
    this.driverFaults = new String[board.columns()];
    Arrays.fill(driverFaults, "");
    for (String[] row : inputFaults) {
      Arrays.fill(row, "");
    }
    looks.addAll(offsets.looks());
    scanFrom = looks.size();
    if (board.channels().driven()) {
      looks.addAll(new ArrayScan(board).looks());
    }
    gainsFrom = looks.size();
    if (references != null) {
      looks.addAll(new InputGains(board, references).looks());
    }
    driversFrom = looks.size();
    if (references != null) {
      looks.addAll(new DriverLines(board, references).looks());
    }
  }

  Board board() {
    return board;
  }

  List<Look> looks() {
    return List.copyOf(looks);
  }

  /** What was found of one array. */
  static final class Found {
    final List<Parameter> parameters = new ArrayList<>();
    final List<BadCell> badCells = new ArrayList<>();
    final List<String> notFound = new ArrayList<>();
    Residuals residuals = Residuals.NONE;
    double bendVolts;
    AnalogProfile.ArrayTransfers transfers;

    private Found(AnalogProfile.ArrayTransfers ideal) {
      transfers = ideal;
    }
  }

  /** From what the looks saw, in their order. */
  Found found(List<Seen> seen) {
    boolean driven = board.channels().driven();
    Found found =
        new Found(
            AnalogProfile.ArrayTransfers.ideal(
                driven ? board.columns() : 0, board.rows(), board.ranges()));
    InputOffsets.Found inputs = offsets.found(seen.subList(0, scanFrom));
    Estimate[][] gains = new Estimate[board.rows()][board.ranges()];
    Estimate[] driverOffsets = new Estimate[driven ? board.columns() : 0];
    Estimate[] driverGains = new Estimate[driverOffsets.length];
    for (Estimate[] row : gains) {
      Arrays.fill(row, Estimate.exact(1));
    }
    Arrays.fill(driverOffsets, Estimate.exact(0));
    Arrays.fill(driverGains, Estimate.exact(1));
    SeriesOhms series = SeriesOhms.none(0);
    LineFit.@Nullable Found lines = null;
    for (int round = 0; round < (driven ? ROUNDS : 0); round++) {
      if (references != null) {
        InputGains.Found in =
            new InputGains(board, references)
                .found(seen.subList(gainsFrom, driversFrom), inputs, series);
        DriverLines.Found out =
            new DriverLines(board, references)
                .found(seen.subList(driversFrom, looks.size()), inputs, in, series);
        for (int k = 0; k < inputFaults.length; k++) {
          inputFaults[k] = in.faults()[k].clone();
        }
        System.arraycopy(out.faults(), 0, driverFaults, 0, driverFaults.length);
        gains = in.gains();
        driverOffsets = out.offsets();
        driverGains = out.gains();
        found.residuals = in.residuals();
        found.bendVolts = out.straightnessVolts();
      }
      ArrayScan scan = new ArrayScan(board);
      ArrayScan.Found scanned = scan.found(seen.subList(scanFrom, gainsFrom), inputs, gains);
      double[] volts =
          Arrays.stream(driverGains).mapToDouble(g -> g.value() * board.readVolts()).toArray();
      CellMap map = new CellMap(board, volts, scanned, saturation(scan.range()));
      found.badCells.clear();
      found.badCells.addAll(map.bad());
      LineFit fit = new LineFit(board, 0, volts, scanned, map.usable());
      if (fit.possible() && trusted(scan.range())) {
        lines = fit.found();
        series = new SeriesOhms(lines.column(), lines.row(), 0);
      }
    }
    put(found, inputs, gains, driverOffsets, driverGains, lines);
    return found;
  }

  /** Whether every channel is, so that what is missing is missing because of lines. */
  private boolean trusted(int range) {
    return Arrays.stream(driverFaults).allMatch(String::isEmpty)
        && Arrays.stream(inputFaults).allMatch(row -> row[range].isEmpty());
  }

  /** Where an input is taken as saturated: a little before its end. */
  private double saturation(int range) {
    return 0.98 * board.channels().ranges().get(range).largestAmperes();
  }

  private void put(
      Found found,
      InputOffsets.Found inputs,
      Estimate[][] gains,
      Estimate[] driverOffsets,
      Estimate[] driverGains,
      LineFit.@Nullable Found lines) {
    boolean referenced = references != null;
    List<DriverTransfer> drivers = new ArrayList<>();
    for (int j = 0; j < driverOffsets.length; j++) {
      Estimate offset = separable ? driverOffsets[j] : Estimate.exact(0);
      Estimate gain = driverGains[j];
      drivers.add(
          new DriverTransfer(offset.value(), gain.value(), offset.deviation(), gain.deviation()));
      if (referenced && driverFaults[j].isEmpty()) {
        if (separable) {
          add(found, Quantity.DRIVER_OFFSET, j, Parameter.NONE, offset);
        }
        add(found, Quantity.DRIVER_GAIN, j, Parameter.NONE, gain);
      }
    }
    List<List<InputTransfer>> rows = new ArrayList<>();
    for (int k = 0; k < board.rows(); k++) {
      List<InputTransfer> ranges = new ArrayList<>();
      for (int r = 0; r < board.ranges(); r++) {
        Estimate offset = inputs.offsets()[k][r];
        Estimate gain = gains[k][r];
        ranges.add(
            new InputTransfer(offset.value(), gain.value(), offset.deviation(), gain.deviation()));
        add(found, Quantity.INPUT_OFFSET, k, r, offset);
        if (referenced && inputFaults[k][r].isEmpty()) {
          add(found, Quantity.INPUT_GAIN, k, r, gain);
        }
      }
      rows.add(ranges);
      add(found, Quantity.INPUT_NOISE, k, Parameter.NONE, inputs.noise()[k][0].ofOne());
    }
    found.transfers = new AnalogProfile.ArrayTransfers(drivers, rows);
    if (lines != null) {
      add(found, Quantity.COLUMN_SEGMENT, Parameter.NONE, Parameter.NONE, lines.column());
      add(found, Quantity.ROW_SEGMENT, Parameter.NONE, Parameter.NONE, lines.row());
      found.residuals = found.residuals.and(lines.residuals());
    }
    notFound(found, lines != null);
  }

  private void notFound(Found found, boolean lines) {
    int layer = board.array() + 1;
    if (!board.channels().driven()) {
      found.notFound.add(
          "array %d: driver-offset, driver-gain, input-gain, column-segment, row-segment, bad cells;"
                  .formatted(layer)
              + " its columns have no drivers, only offsets and noise of its inputs can be found");
      return;
    }
    if (references == null) {
      found.notFound.add(
          "array %d: driver-offset, driver-gain, input-gain; the board has no reference cells"
              .formatted(layer));
    }
    if (references != null && !separable) {
      found.notFound.add(
          "array %d: driver-offset; this board closes every switch to read, so that the offsets of all drivers are in what an input shows of no current"
              .formatted(layer));
    }
    for (int j = 0; j < driverFaults.length; j++) {
      if (!driverFaults[j].isEmpty()) {
        found.notFound.add(
            "array %d, column %d: driver-offset, driver-gain; %s"
                .formatted(layer, j + 1, driverFaults[j]));
      }
    }
    for (int k = 0; k < inputFaults.length; k++) {
      for (int r = 0; r < board.ranges(); r++) {
        if (!inputFaults[k][r].isEmpty()) {
          found.notFound.add(
              "array %d, row %d, range %d: input-gain; %s"
                  .formatted(layer, k + 1, r + 1, inputFaults[k][r]));
        }
      }
    }
    if (!lines) {
      found.notFound.add(
          "array %d: column-segment, row-segment; it needs three rows without bad cells, two"
                  .formatted(layer)
              + " columns, and every channel sound");
    }
  }

  private void add(Found found, Quantity quantity, int line, int range, Estimate estimate) {
    found.parameters.add(new Parameter(quantity, board.array(), line, range, estimate));
  }
}
