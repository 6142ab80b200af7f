package dev.fluxbar.bench.gpio;

import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import java.util.List;

/** Refuses what a machine cannot hold, with what was measured of it. */
final class TimeCheck {

  private TimeCheck() {}

  static void check(Program program, MachineTimes times) {
    check(program.steps(), times);
  }

  private static void check(List<Step> steps, MachineTimes times) {
    for (Step step : steps) {
      if (step instanceof Step.Block block) {
        check("block", "tau-seconds", block.tauSeconds(), times);
      } else if (step instanceof Step.Pulse pulse) {
        check("pulse", "width-seconds", pulse.widthSeconds(), times);
        if (!pulse.gates().isEmpty()) {
          throw new ProgramRefused(
              "gate: cell=%s, capability=gates; a host that writes switches cannot time them, write the cells one after the other"
                  .formatted(pulse.gates().get(0).cell()));
        }
      } else if (step instanceof Step.Repeat repeat) {
        check(repeat.body(), times);
      }
    }
  }

  private static void check(String subject, String name, double seconds, MachineTimes times) {
    if (!(seconds >= times.shortestSeconds())) {
      throw new ProgramRefused(
          "%s: %s=%s, shortest-seconds=%.6g, jitter=%s, preparation=%s; lengthen it, or quiet this machine and open the bench again"
              .formatted(
                  subject,
                  name,
                  seconds,
                  times.shortestSeconds(),
                  times.jitter(),
                  times.preparation()));
    }
  }
}
