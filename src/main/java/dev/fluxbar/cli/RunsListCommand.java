package dev.fluxbar.cli;

import dev.fluxbar.app.operation.EarlierRuns;
import dev.fluxbar.app.runs.DataFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description =
        "List the runs in the data folder, the newest first. A run that was running when its process"
            + " ended without a word has died.",
    footerHeading = "%nExamples:%n",
    footer = {"  fluxbar runs list", "  fluxbar runs list --most 100 --json"})
final class RunsListCommand implements Callable<Integer> {

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  int most = 20;

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    output.print(new EarlierRuns(DataFolder.current(), output.terminal()).list(most));
    return ExitCode.DONE;
  }
}
