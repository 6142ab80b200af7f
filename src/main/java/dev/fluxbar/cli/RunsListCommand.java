package dev.fluxbar.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description =
        "List the runs in the data folder, the newest first. A run that was running when its process"
            + " ended without a word has died.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar runs list",
      "  fluxbar runs list --state failed",
      "  fluxbar runs list --most 100 --json"
    })
final class RunsListCommand implements Callable<Integer> {

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  int most = 20;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = {
        "Only runs in this state: running, done, physics-said-no, refused, failed, interrupted or",
        "died."
      })
  @Nullable String state;

  @Mixin final RunsOptions earlier = new RunsOptions();

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    output.print(earlier.runs(output.terminal()).list(Optional.ofNullable(state), most));
    return ExitCode.DONE;
  }
}
