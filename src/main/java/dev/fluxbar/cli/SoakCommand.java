package dev.fluxbar.cli;

import dev.fluxbar.app.endurance.ScratchFolder;
import dev.fluxbar.app.endurance.SoakCampaign;
import dev.fluxbar.app.operation.OperationResult;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "soak",
    description =
        "Run a lab of two emulated benches at full rate for minutes, hours or days, and look"
            + " whether what it holds grows.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar bench soak --minutes 30 --run-dir soak",
      "  fluxbar bench soak --minutes 4320 --run-dir soak      (72 hours)"
    })
final class SoakCommand implements Callable<Integer> {

  /** Four weeks. */
  private static final double MOST_MINUTES = 40_320;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long. Default: ${DEFAULT-VALUE}.")
  double minutes = 30;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of what is ordered. Default: random; it is printed.")
  @Nullable Long seed;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = {
        "The lab's folder, new or empty; soak.csv and soak.png are written there.",
        "Default: one that is removed at the end."
      })
  @Nullable Path runDir;

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
      throw new IllegalArgumentException(
          "soak: minutes=%s; give more than 0 and at most %.0f".formatted(minutes, MOST_MINUTES));
    }
    Terminal terminal = output.terminal();
    long chosen = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
    Duration duration = Duration.ofMillis(Math.round(60_000 * minutes));
    OperationResult result =
        ScratchFolder.with(
            Optional.ofNullable(runDir),
            folder -> new SoakCampaign(duration, chosen, folder, terminal).run());
    output.print(result.values());
    if (!result.message().isEmpty()) {
      terminal.complain(result.message());
    }
    return result.reached() ? ExitCode.DONE : ExitCode.PHYSICS_SAID_NO;
  }
}
