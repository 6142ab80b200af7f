package dev.fluxbar.cli;

import dev.fluxbar.app.operation.Demo;
import dev.fluxbar.app.operation.Operation;
import picocli.CommandLine.Command;

@Command(
    name = "demo",
    description = "The paper's academic example from end to end, on an emulated board or on yours.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar demo",
      "  fluxbar demo --json --transport memory",
      "  fluxbar demo --bench serial:/dev/ttyACM0"
    })
final class DemoCommand extends BenchCommand {

  @Override
  Operation operation(Terminal terminal) {
    return new Demo(terminal);
  }
}
