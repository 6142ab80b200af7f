package dev.fluxbar.cli;

import dev.fluxbar.app.operation.Demo;
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
  Work work(Terminal terminal) {
    return onNamedBench(new Demo(terminal), terminal);
  }
}
