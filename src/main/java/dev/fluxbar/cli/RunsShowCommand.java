package dev.fluxbar.cli;

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

  @Mixin final RunsOptions earlier = new RunsOptions();

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    output.print(earlier.runs(output.terminal()).show(run));
    return ExitCode.DONE;
  }
}
