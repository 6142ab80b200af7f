package dev.fluxbar.calibration;

import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.signal.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds the devices of a board: drives some cells through their range, up, down and back, and fits
 * the curve of each. After a {@link Calibration}, whose channels and lines stand between a cell and
 * its codes. The only procedure that moves cells.
 */
public final class DeviceCalibration {
  private final Bench bench;
  private final CalibrationSettings settings;
  private final DeviceSettings devices;

  /**
   * @param bench without a profile; not owned
   * @throws IllegalArgumentException if a cell is not on the board, is a reference, or stands in a
   *     column without a driver
   */
  public DeviceCalibration(Bench bench, CalibrationSettings settings, DeviceSettings devices) {
    this.bench = bench;
    this.settings = settings;
    this.devices = devices;
    devices.cells().forEach(this::check);
  }

  private void check(Cell cell) {
    BenchDescription description = bench.description();
    boolean there =
        cell.array() < description.shape().layers()
            && cell.row() < rows(cell.array())
            && cell.column() < columns(cell.array());
    if (!there || !description.channels().get(cell.array()).driven()) {
      throw new IllegalArgumentException(
          "calibrate: cell=%s; name cells of the board in columns with drivers, no references"
              .formatted(cell));
    }
  }

  /** Rows that carry devices. */
  private int rows(int array) {
    return board(array).rows() - (settings.references() == null ? 0 : 1);
  }

  private int columns(int array) {
    return board(array).columns() - (settings.references() == null ? 0 : 1);
  }

  private Board board(int array) {
    return new Board(array, bench.description(), bench.limits(), settings);
  }

  private DeviceRun on(Cell cell) {
    return new DeviceRun(bench, board(cell.array()), devices, cell);
  }

  /**
   * Programs as large as those that {@link #run} runs, for cells in their middle; which cells are
   * driven, and in what order, is known when the board was measured. Drives nothing.
   *
   * @throws ProgramRefused if the bench cannot or may not run one of them
   */
  public List<Program> programs() {
    List<Program> programs = new ArrayList<>();
    List<Cell> cells = devices.cells().isEmpty() ? spread(all()) : devices.cells();
    for (Cell cell : cells) {
      programs.addAll(on(cell).programs());
    }
    return programs;
  }

  private List<Cell> all() {
    List<Cell> all = new ArrayList<>();
    BenchDescription description = bench.description();
    for (int l = 0; l < description.shape().layers(); l++) {
      for (int k = 0; description.channels().get(l).driven() && k < rows(l); k++) {
        for (int j = 0; j < columns(l); j++) {
          all.add(new Cell(l, k, j));
        }
      }
    }
    return all;
  }

  private List<Cell> spread(List<Cell> sound) {
    List<Cell> chosen = new ArrayList<>();
    for (int l = 0; l < bench.description().shape().layers(); l++) {
      int array = l;
      List<Cell> own = sound.stream().filter(cell -> cell.array() == array).toList();
      if (!own.isEmpty()) {
        chosen.addAll(CellChoice.spread(own, rows(l), columns(l), devices.count()));
      }
    }
    return chosen;
  }

  /**
   * Drives the cells. What was driven comes back as near as it can be brought.
   *
   * @param board what a calibration of the same bench found
   */
  public DeviceResult run(CalibrationResult board, Calibration.Progress progress) {
    List<String> notFound = new ArrayList<>();
    List<Cell> cells = devices.cells().isEmpty() ? chosen(board, notFound) : devices.cells();
    List<DeviceCell> found = new ArrayList<>();
    double seconds = 0;
    int programs = 0;
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      String fault = fault(cell, board);
      if (fault.isEmpty()) {
        DeviceRun run = on(cell);
        DeviceCell one = run.run(CellChannels.of(cell, run.range(), board(cell.array()), board));
        found.add(one);
        fault = one.reason();
        seconds += run.benchSeconds();
        programs += run.programsRun();
      }
      if (!fault.isEmpty()) {
        notFound.add("%s: device; %s".formatted(cell, fault));
      }
      progress.measured(i + 1, cells.size());
    }
    return new DeviceResult(found, notFound, seconds, programs);
  }

  /** Sound cells; where there are none to choose from, why. */
  private List<Cell> chosen(CalibrationResult board, List<String> notFound) {
    List<Cell> sound = all().stream().filter(cell -> fault(cell, board).isEmpty()).toList();
    for (int l = 0; l < bench.description().shape().layers(); l++) {
      int array = l;
      if (!bench.description().channels().get(l).driven()) {
        notFound.add(
            "array %d: devices; its columns have no drivers, cells cannot be pulsed alone"
                .formatted(l + 1));
      } else if (sound.stream().noneMatch(cell -> cell.array() == array)) {
        notFound.add(
            "array %d: devices; no cell of it is sound, see the bad cells and channels not found"
                .formatted(l + 1));
      }
    }
    return spread(sound);
  }

  /** Why a cell is not driven; empty where it may be. */
  private String fault(Cell cell, CalibrationResult board) {
    for (BadCell bad : board.badCells()) {
      if (bad.cell().equals(cell)) {
        return "the cell is bad, " + bad.kind().name().toLowerCase(Locale.ROOT);
      }
    }
    if (settings.references() == null) {
      return "";
    }
    int range = on(cell).range();
    boolean driver =
        board.parameters().stream()
            .anyMatch(p -> at(p, Quantity.DRIVER_GAIN, cell.array(), cell.column()));
    boolean input =
        board.parameters().stream()
            .anyMatch(
                p -> at(p, Quantity.INPUT_GAIN, cell.array(), cell.row()) && p.range() == range);
    return driver && input ? "" : "its driver or its input cannot be trusted";
  }

  private static boolean at(Parameter found, Quantity quantity, int array, int line) {
    return found.quantity() == quantity && found.array() == array && found.line() == line;
  }
}
