package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.RunPlan;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.calibration.BoardCheck;
import dev.fluxbar.calibration.Calibration;
import dev.fluxbar.calibration.CheckResult;
import dev.fluxbar.calibration.CheckSettings;
import dev.fluxbar.calibration.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks for what is broken on a board, all of its bars. */
public final class Check implements Operation {
  private final boolean pulses;
  private final Audience audience;

  /**
   * @param pulses whether cells are moved by a pulse that is taken back
   */
  public Check(boolean pulses, Audience audience) {
    this.pulses = pulses;
    this.audience = audience;
  }

  @Override
  public void check(OpenBench open) {
    planned(open);
  }

  @Override
  public OperationResult plan(OpenBench open) {
    return Dry.of(planned(open), audience);
  }

  private RunPlan planned(OpenBench open) {
    BoardCheck check = check(open, (done, all) -> {});
    return RunPlan.of(check.programs(), false, open.board().description(), open.board().limits());
  }

  private BoardCheck check(OpenBench open, Calibration.Progress progress) {
    return new BoardCheck(
        open.booked(),
        new CheckSettings(
            open.file().signal().tauSeconds(),
            open.file().signal().readVolts(),
            0,
            open.device(),
            open.file().references().orElse(null),
            pulses),
        progress);
  }

  @Override
  public OperationResult run(OpenBench open, RunFolder folder) {
    CheckResult result;
    int expected = planned(open).programs().size();
    try (Audience.Meter meter = audience.meter("check", expected)) {
      result =
          check(open, (done, all) -> meter.at(Math.min(done, expected), "%d".formatted(done)))
              .run();
    }
    tell(result);
    new CheckReport(result, open, folder).write();
    Map<String, Object> values = values(result, open);
    int count = result.findings().size();
    return count == 0
        ? OperationResult.done(values)
        : OperationResult.notReached(
            values,
            "check: findings=%d; mend what is wrong, or keep it out of networks".formatted(count));
  }

  private void tell(CheckResult result) {
    audience.say(
        "Checked in %s s of bench time with %s: %s"
            .formatted(
                Tables.seconds(result.benchSeconds()),
                Tables.count(result.programs(), "program"),
                result.findings().isEmpty()
                    ? "nothing found"
                    : Tables.count(result.findings().size(), "finding")));
    for (Finding finding : result.findings()) {
      audience.say("  %s: %s".formatted(finding.kind().word(), finding.place()));
      audience.say("    " + finding.evidence());
      audience.say("    " + finding.kind().advice());
    }
    result.notTested().forEach(what -> audience.say("Not tested: " + what));
  }

  private static Map<String, Object> values(CheckResult result, OpenBench open) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("board", open.board().description().boardId());
    values.put("findings", result.findings().stream().map(Check::values).toList());
    values.put("not-tested", result.notTested());
    values.put("bench-seconds", result.benchSeconds());
    values.put("programs", result.programs());
    return values;
  }

  private static Map<String, Object> values(Finding finding) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("kind", finding.kind().word());
    one.put("severity", finding.kind().severity());
    one.put("array", finding.array() + 1);
    one.put("rows", counted(finding.rows()));
    one.put("columns", counted(finding.columns()));
    one.put("measured", finding.measured());
    one.put("expected", finding.expected());
    one.put("unit", finding.unit());
    one.put("evidence", finding.evidence());
    one.put("advice", finding.kind().advice());
    return one;
  }

  private static List<Integer> counted(List<Integer> bars) {
    List<Integer> counted = new ArrayList<>();
    bars.forEach(bar -> counted.add(bar + 1));
    return counted;
  }
}
