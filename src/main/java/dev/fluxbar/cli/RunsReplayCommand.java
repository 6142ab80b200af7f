package dev.fluxbar.cli;

import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.operation.Replay;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "replay",
    description = {
      "Compute the result of a run again from the counts that the board sent, and compare.",
      "Opens no bench. Exit code 1 when anything differs, 2 when the run has no result to compare with."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  fluxbar runs replay last", "  fluxbar runs replay 20261122-210140-read --json"})
final class RunsReplayCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "RUN",
      description = "A name from the list, the folder of a run, or last.")
  String run = "";

  @Mixin final RunsOptions earlier = new RunsOptions();

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    Terminal terminal = output.terminal();
    Path folder = earlier.runs(terminal).find(run);
    Terminal silent = new Terminal(System.err, true, false);
    OperationResult result = new Replay(folder, new ReplayDoor(silent), terminal).run();
    output.print(result.values());
    if (!result.message().isEmpty()) {
      terminal.complain(result.message());
    }
    return result.reached() ? ExitCode.DONE : ExitCode.PHYSICS_SAID_NO;
  }
}
