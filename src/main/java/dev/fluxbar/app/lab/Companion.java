package dev.fluxbar.app.lab;

import dev.fluxbar.bench.Attendant;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import java.util.List;

/** Goes with a run through its bench: holds it where it shall wait, and counts what it drives. */
final class Companion implements Attendant {
  private final LabRun run;
  private final BenchCounts counts;
  private final LabAudience audience;

  Companion(LabRun run, BenchCounts counts, LabAudience audience) {
    this.run = run;
    this.counts = counts;
    this.audience = audience;
  }

  @Override
  public void before(Program program) {
    run.control().pass();
  }

  @Override
  public void after(Program program, Recording recording) {
    long pulses = pulses(program.steps());
    run.drove(pulses, recording.benchSeconds());
    counts.drove(pulses, recording.benchSeconds());
    audience.tell(false);
  }

  @Override
  public void failed(Program program, RuntimeException why) {
    counts.failed(why instanceof ProgramRefused);
  }

  private static long pulses(List<Step> steps) {
    long pulses = 0;
    for (Step step : steps) {
      if (step instanceof Step.Pulse) {
        pulses++;
      } else if (step instanceof Step.Repeat repeat) {
        pulses += repeat.times() * pulses(repeat.body());
      }
    }
    return pulses;
  }
}
