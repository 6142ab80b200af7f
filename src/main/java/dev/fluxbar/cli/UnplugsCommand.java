package dev.fluxbar.cli;

import dev.fluxbar.app.endurance.ScratchFolder;
import dev.fluxbar.app.endurance.UnplugCampaign;
import dev.fluxbar.app.operation.OperationResult;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "unplugs",
    description =
        "Pull the cable of a lab's bench and put it back, again and again, and prove that the lab"
            + " goes on, that no pulse fired twice and that another board is not driven.",
    footerHeading = "%nExamples:%n",
    footer = {"  fluxbar bench unplugs", "  fluxbar bench unplugs --cycles 1000 --seed 1 --json"})
final class UnplugsCommand implements Callable<Integer> {

  @Option(
      names = "--cycles",
      paramLabel = "N",
      defaultValue = "100",
      description = "How often the cable is pulled. Default: ${DEFAULT-VALUE}.")
  int cycles = 100;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of runs and pulls. Default: random; it is printed.")
  @Nullable Long seed;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "The lab's folder, new or empty. Default: one that is removed at the end.")
  @Nullable Path runDir;

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    Terminal terminal = output.terminal();
    long chosen = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
    OperationResult result =
        ScratchFolder.with(
            Optional.ofNullable(runDir),
            folder -> new UnplugCampaign(cycles, chosen, folder, terminal).run());
    output.print(result.values());
    if (!result.message().isEmpty()) {
      terminal.complain(result.message());
    }
    return result.reached() ? ExitCode.DONE : ExitCode.PHYSICS_SAID_NO;
  }
}
