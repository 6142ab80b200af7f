package dev.fluxbar.app.operation;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.recovery.ReadErrors;
import dev.fluxbar.app.recovery.Recovered;
import dev.fluxbar.app.recovery.Recovery;
import dev.fluxbar.app.recovery.RecoveryResult;
import dev.fluxbar.app.recovery.RecoverySettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts the deviations that a calibration states to the test, on boards that know the truth. */
public final class RecoveryCampaign {

  /** What must be within three standard deviations, of every quantity. */
  public static final double SHARE = 0.99;

  /** Fewer boards are a sample too small to judge a hundredth by. */
  private static final int JUDGED = 100;

  private final RecoverySettings settings;
  private final Audience audience;

  public RecoveryCampaign(RecoverySettings settings, Audience audience) {
    this.settings = settings;
    this.audience = audience;
  }

  /**
   * @throws BadInput if the bench is no emulated board of this process
   */
  public OperationResult run(BenchFile bench) {
    if (!(bench.bench() instanceof BenchUri.Emulator)) {
      throw new BadInput(
          "calibration: bench=%s; only an emulated board can tell the truth, name emulator:NAME-OR-FILE"
              .formatted(bench.bench()));
    }
    RecoveryResult result = new Recovery(bench, settings).run(audience);
    tell(bench, result);
    Map<String, Object> values = values(bench, result);
    return settings.repeats() < JUDGED || result.reaches(SHARE)
        ? OperationResult.done(values)
        : OperationResult.notReached(values, sentence(result));
  }

  private static String sentence(RecoveryResult result) {
    Recovered worst =
        result.quantities().stream()
            .min((a, b) -> Double.compare(a.shareWithin(), b.shareWithin()))
            .orElseThrow();
    return "calibration: quantity=%s, share-within=%s, wanted=%s; its deviations are too small"
        .formatted(worst.quantity().word(), Tables.brief(worst.shareWithin()), SHARE);
  }

  private void tell(BenchFile bench, RecoveryResult result) {
    audience.say(
        "%s of %s calibrated, seeds from %d"
            .formatted(Tables.count(settings.repeats(), "board"), bench.bench(), settings.seed()));
    audience.say(
        row("quantity", "found", "not found", "mean square", "largest", "within 3", "s.d."));
    for (Recovered one : result.quantities()) {
      audience.say(
          row(
              one.quantity().word(),
              String.valueOf(one.found()),
              String.valueOf(one.untestable()),
              Tables.number(one.meanSquare(), 2),
              Tables.number(one.largest(), 1),
              Tables.number(100 * one.shareWithin(), 2) + " %",
              Tables.brief(one.typicalDeviation()) + " " + one.quantity().unit()));
    }
    for (int l = 0; l < result.reads().size(); l++) {
      ReadErrors.Found read = result.reads().get(l);
      audience.say(
          "Reads of array %d: relative error %s before, %s after, %s times smaller (%d of %d boards)"
              .formatted(
                  l + 1,
                  Tables.brief(read.before()),
                  Tables.brief(read.after()),
                  Tables.number(read.before() / read.after(), 1),
                  read.boards(),
                  settings.repeats()));
    }
    result
        .notFound()
        .forEach((reason, boards) -> audience.say("Not found on %d: %s".formatted(boards, reason)));
  }

  private static String row(String... cells) {
    return String.format(Locale.ROOT, "  %-16s %8s %9s %12s %9s %10s  %s", (Object[]) cells);
  }

  private Map<String, Object> values(BenchFile bench, RecoveryResult result) {
    List<Map<String, Object>> quantities = new ArrayList<>();
    for (Recovered one : result.quantities()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("name", one.quantity().word());
      values.put("found", one.found());
      values.put("not-found", one.untestable());
      values.put("within", one.within());
      values.put("share-within", one.shareWithin());
      values.put("mean-square", one.meanSquare());
      values.put("largest", one.largest());
      values.put("typical-standard-deviation", one.typicalDeviation());
      values.put("unit", one.quantity().unit());
      quantities.add(values);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("board", bench.bench().toString());
    values.put("repeats", settings.repeats());
    values.put("seed", settings.seed());
    values.put("averages", settings.averages());
    values.put("quantities", quantities);
    values.put("redrawn", result.redrawn());
    values.put("residual-rms", result.residualRms());
    values.put("not-found", result.notFound());
    List<Map<String, Object>> reads = new ArrayList<>();
    for (ReadErrors.Found read : result.reads()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("boards", read.boards());
      one.put("relative-error-before", read.before());
      one.put("relative-error-after", read.after());
      reads.add(one);
    }
    values.put("reads", reads);
    return values;
  }
}
