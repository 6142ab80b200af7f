package dev.fluxbar.cli;

import dev.fluxbar.app.operation.FolderReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "report",
    description =
        "Say where the page of a run is; make one of what its folder holds if its command left none.",
    footerHeading = "%nExamples:%n",
    footer = {"  fluxbar runs report last"})
final class RunsReportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "RUN",
      description = "A name from the list, the folder of a run, or last.")
  String run = "";

  @Mixin final RunsOptions earlier = new RunsOptions();

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    Terminal terminal = output.terminal();
    Path page = FolderReport.of(earlier.runs(terminal).find(run));
    terminal.say("Report: " + page);
    output.print(Map.of("report", page.toString()));
    return ExitCode.DONE;
  }
}
