package dev.fluxbar.cli;

import dev.fluxbar.app.operation.Check;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "check",
    description = {
      "Check the board for broken, touching and swapped lines, bad channels and bad cells.",
      "Also for amplifiers that saturate and a wrong reference. Exit code 1 when something was",
      "found."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar check --bench bench.yaml",
      "  fluxbar check --bench bench.yaml --pulses",
      "  fluxbar check --bench emulator:broken --pulses --json"
    })
final class CheckCommand extends BenchCommand {

  @Option(
      names = "--pulses",
      description = {
        "Also move every cell by a small pulse that is taken back, to find stuck ones.",
        "Without it nothing above read volts is driven."
      })
  boolean pulses;

  @Override
  Work work(Terminal terminal) {
    // What is checked is the board as it is: a profile could make good what is wrong.
    global.calibration = "none";
    return onNamedBench(new Check(pulses, terminal), terminal);
  }
}
