package dev.fluxbar.cli;

import dev.fluxbar.app.runs.SoftwareVersion;
import dev.fluxbar.fault.BenchFault;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of Fluxbar. */
@Command(
    name = "fluxbar",
    description =
        "Hardware-in-the-loop controller for memristor crossbars: inference and reading that leave"
            + " the array unchanged, and closed-loop writing with a convergence guarantee.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      InfoCommand.class,
      CalibrateCommand.class,
      CheckCommand.class,
      ReadCommand.class,
      WriteCommand.class,
      InferCommand.class,
      RunCommand.class,
      MnistCommand.class,
      EmulateCommand.class,
      ArrayCommand.class,
      DynamicsCommand.class,
      RunsCommand.class,
      DaemonCommand.class,
      BenchmarkCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar demo",
      "  fluxbar help write",
      "  source <(fluxbar generate-completion)      (completion in bash and zsh)",
      "",
      "Exit codes: 0 done, 1 the physics said no, 2 bad input, 3 bench or link fault,",
      "130 interrupted (safe state first)."
    })
public final class Main implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Main.class);

  // Set by the command line before anything is called.
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  /** {@code fluxbar 0.1.0}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"fluxbar " + SoftwareVersion.current()};
    }
  }

  /** Runs one command and ends with its exit code. */
  public static void main(String[] arguments) {
    // During an interruption this waits until the bench is safe; the system then ends with 130.
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
    line.setParameterExceptionHandler(Main::misused);
    line.getSubcommands().values().forEach(Main::complete);
    return line;
  }

  private static void complete(CommandLine command) {
    command.getSubcommands().values().forEach(Main::complete);
    if (command.getCommandSpec().findOption("--help") == null) {
      command.getCommandSpec().mixinStandardHelpOptions(true);
    }
    command.setUsageHelpAutoWidth(true);
  }

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  private static int failed(Exception e, CommandLine command) {
    PrintWriter err = command.getErr();
    if (e instanceof IllegalArgumentException) {
      err.println("fluxbar: " + e.getMessage());
      return ExitCode.BAD_INPUT;
    }
    if (e instanceof BenchFault) {
      err.println("fluxbar: " + e.getMessage());
      return ExitCode.BENCH_FAULT;
    }
    err.println(
        "fluxbar: internal error, please report it with the lines below: " + e.getMessage());
    log.error("Internal error", e);
    return ExitCode.BENCH_FAULT;
  }

  private static int misused(ParameterException e, String[] arguments) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("fluxbar: " + Misuse.message(e));
    return ExitCode.BAD_INPUT;
  }
}
