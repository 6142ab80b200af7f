package dev.fluxbar.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "runs",
    description = "Earlier runs: what was asked, how it ended, and what it left.",
    subcommands = {
      RunsListCommand.class,
      RunsShowCommand.class,
      RunsReplayCommand.class,
      RunsExportCommand.class,
      RunsReportCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {"  fluxbar runs list", "  fluxbar runs show last"})
final class RunsCommand implements Runnable {

  // Set by the command line before the command is called.
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
