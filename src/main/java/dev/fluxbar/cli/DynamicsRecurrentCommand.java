package dev.fluxbar.cli;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.RecurrentFile;
import dev.fluxbar.app.config.RecurrentSetup;
import dev.fluxbar.app.dynamics.SimulateRecurrent;
import dev.fluxbar.app.dynamics.SimulationFolder;
import dev.fluxbar.app.operation.RecurrentLoop;
import dev.fluxbar.dynamics.recurrent.Mode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "recurrent",
    description =
        "Let neurons that feed each other through memristors evolve: activations, weights or both."
            + " Conditions of convergence, equilibria, their stability and their basins. Without"
            + " options: two groups of neurons that inhibit each other. With --bench its weights are"
            + " those of a bench, and it is told how far the bench is from its simulation.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar dynamics recurrent",
      "  fluxbar dynamics recurrent --example memory",
      "  fluxbar dynamics recurrent --file network.yaml --mode both --starts 10000 --json",
      "  fluxbar dynamics recurrent --bench emulator:calibration/emulators/recurrent.yaml"
    })
final class DynamicsRecurrentCommand extends BenchCommand {
  private static final int USUAL_STEPS = 100;

  @Option(
      names = "--file",
      paramLabel = "NETWORK.yaml",
      description = "The network. Default: a built-in example.")
  @Nullable Path file;

  @Option(
      names = "--example",
      paramLabel = "NAME",
      description =
          "A built-in network: groups, memory or pairs. Default: groups; with --bench pairs.")
  @Nullable String example;

  @Option(
      names = "--mode",
      paramLabel = "WHAT",
      description = "What evolves: activation, weights or both. Default: what the file says.")
  @Nullable Mode mode;

  @Option(
      names = "--starts",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Solutions to follow. Default: ${DEFAULT-VALUE}.")
  int starts = 1000;

  @Option(
      names = "--t-end",
      paramLabel = "X",
      description =
          "Seconds within which a solution must come to rest. Default: what the file says.")
  @Nullable Double endSeconds;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      defaultValue = "1e-8",
      description = "Estimated error of a step. Default: ${DEFAULT-VALUE}.")
  double tolerance = 1e-8;

  @Option(
      names = "--out-dir",
      paramLabel = "DIR",
      description = "Folder for CSV, PNG and JSON. Default: a new one in the user's data folder.")
  @Nullable Path outDir;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps in the loop; only with --bench. Default: 100.")
  @Nullable Integer steps;

  @Option(
      names = "--step-seconds",
      paramLabel = "X",
      description =
          "One of them in the network's time; only with --bench. Default: a twentieth of the"
              + " shortest R C.")
  @Nullable Double stepSeconds;

  @Option(
      names = "--tolerance-volts",
      paramLabel = "X",
      description =
          "By how much the bench may differ from its simulation; only with --bench. Default: what"
              + " the steps of its converters come to.")
  @Nullable Double toleranceVolts;

  @Override
  public Integer call() {
    return global.bench == null ? simulate() : super.call();
  }

  private int simulate() {
    refuse(
        "only with --bench",
        "--steps",
        "--step-seconds",
        "--tolerance-volts",
        "--calibration",
        "--dry-run",
        "--run-dir",
        "--transport");
    SimulateRecurrent.Wanted wanted =
        new SimulateRecurrent.Wanted(
            setup("groups"),
            Optional.ofNullable(mode),
            starts,
            seed(),
            Optional.ofNullable(endSeconds),
            tolerance);
    SimulationFolder folder =
        new SimulationFolder(Optional.ofNullable(outDir), "dynamics-recurrent");
    Terminal terminal = global.terminal();
    Map<String, Object> values = SimulateRecurrent.run(wanted, folder, terminal);
    folder.end(values, terminal);
    global.output.print(values);
    return ExitCode.DONE;
  }

  @Override
  Work work(Terminal terminal) {
    refuse("not with --bench", "--starts", "--t-end", "--tolerance", "--out-dir");
    RecurrentLoop.Wanted wanted =
        new RecurrentLoop.Wanted(
            setup("pairs"),
            Optional.ofNullable(mode),
            steps == null ? USUAL_STEPS : steps,
            optional(stepSeconds),
            seed(),
            optional(toleranceVolts));
    return onNamedBench(new RecurrentLoop(wanted, terminal), terminal);
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private long seed() {
    return global.seed == null ? 1 : global.seed;
  }

  private RecurrentSetup setup(String usual) {
    if (file != null && example != null) {
      throw new BadInput(
          "dynamics recurrent: file=%s, example=%s; give one of them".formatted(file, example));
    }
    return file != null
        ? RecurrentFile.read(file)
        : RecurrentFile.example(example == null ? usual : example);
  }

  /** An option that would have no effect is refused, not passed over. */
  private void refuse(String why, String... options) {
    for (String option : options) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new BadInput("dynamics recurrent: option=%s; %s".formatted(option, why));
      }
    }
  }
}
