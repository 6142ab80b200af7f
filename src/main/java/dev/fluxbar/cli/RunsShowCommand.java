package dev.fluxbar.cli;

import dev.fluxbar.app.operation.EarlierRuns;
import dev.fluxbar.app.runs.DataFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description =
        "Show one run: what was asked of which bench, how it ended, its files, and by its journal"
            + " how many programs were sent and what became of them.",
    footerHeading = "%nExamples:%n",
    footer = {"  fluxbar runs show last", "  fluxbar runs show 20261122-210140-calibrate --json"})
final class RunsShowCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "RUN",
      description = "A name from the list, the folder of a run, or last.")
  String run = "";

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    output.print(new EarlierRuns(DataFolder.current(), output.terminal()).show(run));
    return ExitCode.DONE;
  }
}
