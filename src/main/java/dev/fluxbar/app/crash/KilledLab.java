package dev.fluxbar.app.crash;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.lab.AfterCrash;
import dev.fluxbar.app.lab.BenchSlot;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabSettings;
import dev.fluxbar.app.lab.RunOrder;
import dev.fluxbar.app.wiring.Line;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A lab in a process of its own, which is there to be killed: it never ends by itself. */
final class KilledLab {
  /** As the first argument: what was left is done, and nothing else is ordered. */
  static final String FINISH = "finish";

  /** As the first argument: whenever nothing waits or runs, another run is ordered. */
  static final String GO_ON = "go-on";

  static final String BENCH = "killed";

  private static final String SEQUENCE =
      """
      name: killed
      steps:
        - write:
            target-siemens: [[[2.3, 1.8], [2.1, 2.4], [1.7, 2.2]], [[2.2, 1.9, 2.1], [1.8, 2.3, 2]]]
            method: row
        - infer: {inputs-volts: [[0.5, -0.5], [-0.25, 1]]}
        - write: {cell: [1, 2, 1], siemens: 1.9}
        - read: {schedule: cell}
      """;

  private KilledLab() {}

  /**
   * @param arguments what to do, the bench file, the data folder
   */
  public static void main(String[] arguments) throws InterruptedException {
    BenchSlot slot =
        new BenchSlot(BENCH, BenchFile.named(arguments[1]), Line.TCP, OptionalLong.empty());
    LabSettings settings =
        new LabSettings(
            Path.of(arguments[2]), List.of(slot), Duration.ofSeconds(5), 0, Clock.systemUTC());
    try (Lab lab = Lab.open(settings)) {
      while (true) {
        boolean idle = lab.runs().stream().allMatch(run -> run.ended().isPresent());
        if (idle && arguments[0].equals(GO_ON)) {
          lab.submit(
              BENCH,
              new RunOrder(
                  lab.sequence(BENCH, SEQUENCE), 0, false, AfterCrash.CONTINUE, "campaign"));
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }
}
