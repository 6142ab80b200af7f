package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.ArrayLines;
import dev.fluxbar.algorithm.LineCorrection;
import dev.fluxbar.algorithm.LineCost;
import dev.fluxbar.algorithm.ReadOutcome;
import dev.fluxbar.algorithm.ReadSchedule;
import dev.fluxbar.algorithm.ReadSettings;
import dev.fluxbar.algorithm.Reading;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.bench.BenchDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the lines of a bench cost its inferences, from memductances that are read for the purpose.
 *
 * @param arrays the memductances, corrected for the lines; empty if they could not be read
 * @param benchSeconds that reading took
 * @param reason why they could not be read; else empty
 */
record LineBill(
    BenchDescription bench,
    List<ArrayLines> lines,
    List<Matrix> arrays,
    double benchSeconds,
    String reason) {

  LineBill {
    lines = List.copyOf(lines);
    arrays = List.copyOf(arrays);
  }

  /** Refuses a bench of which no cost can be told; drives nothing. */
  static void check(OpenBench open) {
    if (!open.linesResist()) {
      throw new BadInput(
          "infer: column-segment-ohms=0, row-segment-ohms=0; lines that resist nothing cost"
              + " nothing, set lines in the bench file or leave out --line-cost");
    }
    correction(open);
    reading(open).plan(ReadSchedule.COLUMN_PARALLEL);
  }

  private static LineCorrection correction(OpenBench open) {
    return LineCorrection.of(
        open.bench().description(), open.lines(), ReadSchedule.COLUMN_PARALLEL);
  }

  private static Reading reading(OpenBench open) {
    ReadSettings settings =
        ReadSettings.of(open.file().signal().tauSeconds())
            .withReadVolts(open.file().signal().readVolts());
    return new Reading(open.bench(), open.device(), settings);
  }

  /** Reads every cell, column by column. */
  static LineBill read(OpenBench open) {
    BenchDescription bench = open.bench().description();
    List<ArrayLines> lines = open.lines();
    ReadOutcome outcome = reading(open).run(ReadSchedule.COLUMN_PARALLEL);
    double seconds = outcome.benchSeconds();
    if (!(outcome instanceof ReadOutcome.ReadResult result)) {
      return new LineBill(bench, lines, List.of(), seconds, "read: " + Read.unreadable(outcome));
    }
    LineCorrection.Outcome corrected = correction(open).all(result);
    if (!(corrected instanceof LineCorrection.Corrected found)) {
      return new LineBill(bench, lines, List.of(), seconds, "read: " + corrected.message());
    }
    return new LineBill(bench, lines, found.arrays(), seconds, "");
  }

  /** The cost of each array, for {@code --json}; also told to people. */
  List<Map<String, Object>> told(Matrix inputsVolts, Audience audience) {
    List<Map<String, Object>> told = new ArrayList<>();
    List<LineCost> costs =
        LineCost.of(bench, lines, new Memductances(arrays), List.of(inputsVolts.toArrays()));
    for (LineCost cost : costs) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("largest-relative-deviation", cost.largestRelativeDeviation());
      one.put("mean-attenuation", cost.meanAttenuation());
      told.add(one);
      audience.say(
          "layer %d: the lines put its row currents off by up to %s of the largest; a cell loses"
                  .formatted(told.size(), Tables.brief(cost.largestRelativeDeviation()))
              + " %s of its share on average".formatted(Tables.brief(cost.meanAttenuation())));
    }
    return told;
  }
}
