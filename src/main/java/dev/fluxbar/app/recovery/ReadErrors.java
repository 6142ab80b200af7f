package dev.fluxbar.app.recovery;

import dev.fluxbar.algorithm.LineCorrection;
import dev.fluxbar.algorithm.ReadOutcome;
import dev.fluxbar.algorithm.ReadSchedule;
import dev.fluxbar.algorithm.ReadSettings;
import dev.fluxbar.algorithm.Reading;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.runs.SoftwareVersion;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.calibration.CalibrationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * By how much readings are off, of all cells of a network, with and without what a calibration
 * found: the same board twice, read as it is and with the profile that was written of it.
 */
public final class ReadErrors {
  private final BenchFile bench;
  private final RecoverySettings settings;
  private final List<Sums> arrays = new ArrayList<>();

  /**
   * Of one array.
   *
   * @param boards whose every cell could be read, both times
   * @param before rms of relative errors without a profile
   * @param after with one
   */
  public record Found(int boards, double before, double after) {}

  private static final class Sums {
    int boards;
    double before;
    double after;
  }

  ReadErrors(BenchFile bench, RecoverySettings settings) {
    this.bench = bench;
    this.settings = settings;
  }

  /** Mean squares of relative errors of one array of one board. */
  record OfBoard(double before, double after) {}

  /**
   * Reads a board as it is, then anew with the profile: one entry an array, none of a board that
   * cannot be read.
   *
   * @param open without a profile
   */
  List<OfBoard> of(OpenBench open, CalibrationResult result, long seed) {
    List<Double> before = squares(open);
    List<Double> after;
    Path profile = written(open, result);
    try (OpenBench again =
        OpenBench.open(
            bench.withCalibration(Optional.of(profile)), Line.MEMORY, OptionalLong.of(seed))) {
      after = squares(again);
    } finally {
      delete(profile);
    }
    List<OfBoard> both = new ArrayList<>();
    for (int l = 0; l < Math.min(before.size(), after.size()); l++) {
      both.add(new OfBoard(before.get(l), after.get(l)));
    }
    return both;
  }

  void add(List<OfBoard> board) {
    for (int l = 0; l < board.size(); l++) {
      if (arrays.size() <= l) {
        arrays.add(new Sums());
      }
      arrays.get(l).boards++;
      arrays.get(l).before += board.get(l).before();
      arrays.get(l).after += board.get(l).after();
    }
  }

  private Path written(OpenBench open, CalibrationResult result) {
    try {
      Path file = Files.createTempFile("fluxbar-profile", ".json");
      ProfileFile.Origin origin =
          new ProfileFile.Origin(
              Instant.now(), 1, SoftwareVersion.current(), open.file().signal().readVolts());
      WholeFile.write(file, ProfileFile.bytes(open.board().description(), result, origin));
      return file;
    } catch (IOException e) {
      throw new BadInput("calibration: file=profile; it cannot be written for a while", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new BadInput("calibration: file=%s; it cannot be deleted".formatted(file), e);
    }
  }

  /**
   * The mean square of relative errors, one entry an array; nothing of a board that cannot be read.
   */
  private List<Double> squares(OpenBench open) {
    ReadSettings how =
        ReadSettings.of(open.file().signal().tauSeconds())
            .withReadVolts(open.file().signal().readVolts())
            .withAverages(settings.averages())
            .asCertified();
    ReadOutcome outcome =
        new Reading(open.bench(), open.device(), how).run(ReadSchedule.COLUMN_PARALLEL);
    if (!(outcome instanceof ReadOutcome.ReadResult read)) {
      return List.of();
    }
    List<Matrix> arrays = corrected(open, read);
    Memductances truth = open.trueMemductances().orElseThrow();
    List<Double> squares = new ArrayList<>();
    for (int l = 0; l < arrays.size(); l++) {
      double sum = 0;
      Matrix real = truth.array(l);
      for (int k = 0; k < real.rows(); k++) {
        for (int j = 0; j < real.columns(); j++) {
          sum += Math.pow(arrays.get(l).at(k, j) / real.at(k, j) - 1, 2);
        }
      }
      squares.add(sum / (real.rows() * (double) real.columns()));
    }
    return squares;
  }

  private static List<Matrix> corrected(OpenBench open, ReadOutcome.ReadResult read) {
    if (!open.linesResist()) {
      return read.memductances().arrays();
    }
    LineCorrection.Outcome outcome =
        LineCorrection.of(open.bench().description(), open.lines(), ReadSchedule.COLUMN_PARALLEL)
            .all(read);
    return outcome instanceof LineCorrection.Corrected corrected ? corrected.arrays() : List.of();
  }

  /** One entry an array that was read. */
  List<Found> found() {
    return arrays.stream()
        .map(
            sums ->
                new Found(
                    sums.boards,
                    Math.sqrt(sums.before / sums.boards),
                    Math.sqrt(sums.after / sums.boards)))
        .toList();
  }
}
