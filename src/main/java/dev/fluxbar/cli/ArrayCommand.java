package dev.fluxbar.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "array",
    description = "Crossbars as circuits, without a bench.",
    subcommands = ArraySolveCommand.class,
    footerHeading = "%nExamples:%n",
    footer = {"  fluxbar help array", "  fluxbar array solve --help"})
final class ArrayCommand implements Runnable {

  // Set by the command line before the command is called.
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
