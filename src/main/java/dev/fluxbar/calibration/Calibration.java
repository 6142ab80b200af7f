package dev.fluxbar.calibration;

import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures a board: offsets, gains and noise of its inputs, offsets and gains of its drivers, the
 * resistance of its lines, and which cells are bad. Block signals and quiet samples only: no cell
 * is meant to move.
 */
public final class Calibration {
  private final Bench bench;
  private final CalibrationSettings settings;
  private final List<ArrayCalibration> arrays = new ArrayList<>();

  /** Hears how far a calibration is. */
  public interface Progress {
    /** So many of all switch settings were measured. */
    void measured(int done, int all);
  }

  /**
   * @param bench without a profile; not owned
   * @throws IllegalArgumentException if references are named and an array has no drivers or too few
   *     bars for them
   */
  public Calibration(Bench bench, CalibrationSettings settings) {
    this.bench = bench;
    this.settings = settings;
    BenchDescription description = bench.description();
    for (int l = 0; l < description.shape().layers(); l++) {
      Board board = new Board(l, description, bench.limits(), settings);
      checkReferences(board);
      arrays.add(new ArrayCalibration(board, bench.opensWhileReading()));
    }
  }

  private void checkReferences(Board board) {
    if (settings.references() != null
        && (!board.channels().driven() || board.rows() < 2 || board.columns() < 2)) {
      throw new IllegalArgumentException(
          ("calibrate: array=%d, rows=%d, columns=%d, driven=%s; reference cells are the last row"
                  + " and column of an array with drivers, take references out of the bench file")
              .formatted(
                  board.array() + 1, board.rows(), board.columns(), board.channels().driven()));
    }
  }

  /**
   * Every program that {@link #run} runs, in order; drives nothing.
   *
   * @throws ProgramRefused if the bench cannot or may not run one of them
   */
  public List<Program> programs() {
    List<Program> programs = new ArrayList<>();
    for (ArrayCalibration array : arrays) {
      for (Look look : array.looks()) {
        programs.addAll(programs(look));
      }
    }
    return programs;
  }

  private List<Program> programs(Look look) {
    return look.programs(bench, settings.tauSeconds(), settings.settleSeconds());
  }

  /** Measures everything. */
  public CalibrationResult run(Progress progress) {
    int all = arrays.stream().mapToInt(array -> array.looks().size()).sum();
    int done = 0;
    int programs = 0;
    double seconds = 0;
    List<ArrayCalibration.Found> found = new ArrayList<>();
    for (ArrayCalibration array : arrays) {
      List<Seen> seen = new ArrayList<>();
      for (Look look : array.looks()) {
        List<Recording> recordings = new ArrayList<>();
        for (Program program : programs(look)) {
          Recording recording = bench.run(program);
          recordings.add(recording);
          seconds += recording.benchSeconds();
          programs++;
        }
        seen.add(
            new Seen(look, look.shares(bench.description(), settings.tauSeconds()), recordings));
        progress.measured(++done, all);
      }
      found.add(array.found(seen));
    }
    return result(found, seconds, programs);
  }

  private static CalibrationResult result(
      List<ArrayCalibration.Found> found, double seconds, int programs) {
    List<Parameter> parameters = new ArrayList<>();
    List<BadCell> badCells = new ArrayList<>();
    List<String> notFound = new ArrayList<>();
    Residuals residuals = Residuals.NONE;
    double bend = 0;
    for (ArrayCalibration.Found one : found) {
      parameters.addAll(one.parameters);
      badCells.addAll(one.badCells);
      notFound.addAll(one.notFound);
      residuals = residuals.and(one.residuals);
      bend = Math.max(bend, one.bendVolts);
    }
    return new CalibrationResult(
        new AnalogProfile(found.stream().map(one -> one.transfers).toList()),
        parameters,
        residuals,
        bend,
        badCells,
        notFound,
        seconds,
        programs);
  }
}
