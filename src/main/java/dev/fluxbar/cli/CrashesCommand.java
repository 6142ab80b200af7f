package dev.fluxbar.cli;

import dev.fluxbar.app.crash.CrashProof;
import dev.fluxbar.app.crash.CrashSettings;
import dev.fluxbar.app.operation.OperationResult;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "crashes",
    description =
        "Let hosts die at drawn moments of writes, inferences and readings, by a kill, a loss of"
            + " power or a full disk, and prove that every program is accounted for, none ran twice"
            + " and no result was lost.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar bench crashes",
      "  fluxbar bench crashes --points 10000 --seed 7 --json",
      "  fluxbar bench crashes --points 0 --kills 50"
    })
final class CrashesCommand implements Callable<Integer> {

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many hosts die in this process. Default: ${DEFAULT-VALUE}.")
  long points = 1000;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "0",
      description = "How often a lab in a process of its own is killed. Default: ${DEFAULT-VALUE}.")
  int kills;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of everything that is drawn. Default: random; it is printed.")
  @Nullable Long seed;

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    Terminal terminal = output.terminal();
    long chosen = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
    OperationResult result =
        new CrashProof(new CrashSettings(points, kills, chosen), terminal).run();
    output.print(result.values());
    if (!result.message().isEmpty()) {
      terminal.complain(result.message());
    }
    return result.reached() ? ExitCode.DONE : ExitCode.PHYSICS_SAID_NO;
  }
}
