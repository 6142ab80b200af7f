package dev.fluxbar.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "dynamics",
    description = "Memristive circuits and networks that evolve by themselves.",
    subcommands = {
      DynamicsNetworkCommand.class,
      DynamicsMemrcCommand.class,
      DynamicsHodgkinHuxleyCommand.class,
      DynamicsRecurrentCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {"  fluxbar dynamics network", "  fluxbar dynamics memrc --help"})
final class DynamicsCommand implements Runnable {

  // Set by the command line before the command is called.
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
