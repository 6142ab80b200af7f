package dev.fluxbar.cli;

import dev.fluxbar.app.operation.Errand;
import dev.fluxbar.app.operation.Info;
import dev.fluxbar.app.operation.Operation;
import dev.fluxbar.app.operation.OperationResult;
import picocli.CommandLine.Command;

@Command(
    name = "info",
    description = "Connect, identify, and say what the bench has and may do. Drives nothing.",
    footerHeading = "%nExamples:%n",
    footer = {"  fluxbar info", "  fluxbar info --bench serial:/dev/ttyACM0 --json"})
final class InfoCommand extends BenchCommand {

  @Override
  Work work(Terminal terminal) {
    return onNamedBench(new Info(terminal), terminal);
  }

  @Override
  OperationResult run(Errand errand, Operation operation) {
    return errand.look(operation);
  }
}
