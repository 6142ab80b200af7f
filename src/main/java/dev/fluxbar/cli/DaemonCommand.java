package dev.fluxbar.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "daemon",
    description = "The lab daemon.",
    subcommands = {DaemonTokenCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {"  fluxbar daemon token --name alice --role operator"})
final class DaemonCommand implements Runnable {

  // Set by the command line before the command is called.
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
