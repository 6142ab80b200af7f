package dev.fluxbar.cli;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.RecurrentFile;
import dev.fluxbar.app.config.RecurrentSetup;
import dev.fluxbar.app.dynamics.SimulateRecurrent;
import dev.fluxbar.app.dynamics.SimulationFolder;
import dev.fluxbar.dynamics.recurrent.Mode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "recurrent",
    description =
        "Let neurons that feed each other through memristors evolve: activations, weights or both."
            + " Conditions of convergence, equilibria, their stability and their basins. Without"
            + " options: two groups of neurons that inhibit each other. No bench is opened.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar dynamics recurrent",
      "  fluxbar dynamics recurrent --example memory",
      "  fluxbar dynamics recurrent --file network.yaml --mode both --starts 10000 --json"
    })
final class DynamicsRecurrentCommand implements Callable<Integer> {

  @Option(
      names = "--file",
      paramLabel = "NETWORK.yaml",
      description = "The network. Default: a built-in example.")
  @Nullable Path file;

  @Option(
      names = "--example",
      paramLabel = "NAME",
      description = "A built-in network: groups or memory. Default: groups.")
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
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the starts. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

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

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    if (file != null && example != null) {
      throw new BadInput(
          "dynamics recurrent: file=%s, example=%s; give one of them".formatted(file, example));
    }
    RecurrentSetup setup =
        file != null
            ? RecurrentFile.read(file)
            : RecurrentFile.example(example == null ? "groups" : example);
    SimulateRecurrent.Wanted wanted =
        new SimulateRecurrent.Wanted(
            setup,
            Optional.ofNullable(mode),
            starts,
            seed,
            Optional.ofNullable(endSeconds),
            tolerance);
    SimulationFolder folder =
        new SimulationFolder(Optional.ofNullable(outDir), "dynamics-recurrent");
    Map<String, Object> values = SimulateRecurrent.run(wanted, folder, output.terminal());
    folder.end(values, output.terminal());
    output.print(values);
    return ExitCode.DONE;
  }
}
