package dev.fluxbar.cli;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.dynamics.SimulateNetwork;
import dev.fluxbar.app.dynamics.SimulationFolder;
import dev.fluxbar.dynamics.network.Control;
import dev.fluxbar.dynamics.network.Evolution;
import dev.fluxbar.dynamics.network.MemristorLaw;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "network",
    description =
        "Let a circuit of memristors and sources evolve: internal memories, currents, effective"
            + " memory, conservation laws. Without options: a passive 4 x 4 crossbar whose first"
            + " cell is written through its sneak paths. No bench is opened.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar dynamics network",
      "  fluxbar dynamics network --edges circuit.csv --ron-ohms 100 --roff-ohms 1600 --json",
      "  fluxbar dynamics network --circuit random:500x2000 --seed 1 --t-end 0.5"
    })
final class DynamicsNetworkCommand implements Callable<Integer> {

  @Option(
      names = "--edges",
      paramLabel = "FILE.csv",
      description = "The circuit: from,to,source-volts,w0 and more columns, one edge a line.")
  @Nullable Path edges;

  @Option(
      names = "--circuit",
      paramLabel = "NAME",
      description = {
        "A generated one: series:N, complete:N, grid:RxC,",
        "random:NODESxEDGES, crossbar:RxC. Default: crossbar:4x4."
      })
  @Nullable String circuit;

  @Option(
      names = "--ron-ohms",
      paramLabel = "X",
      defaultValue = "100",
      description = "Resistance at w = 0. Default: ${DEFAULT-VALUE}.")
  double onOhms = 100;

  @Option(
      names = "--roff-ohms",
      paramLabel = "X",
      defaultValue = "16000",
      description = "Resistance at w = 1. Default: ${DEFAULT-VALUE}.")
  double offOhms = 16_000;

  @Option(
      names = "--alpha",
      paramLabel = "X",
      defaultValue = "0",
      description = "Decay per second; positive towards Roff. Default: ${DEFAULT-VALUE}.")
  double alphaPerSecond;

  @Option(
      names = "--beta",
      paramLabel = "X",
      defaultValue = "0.01",
      description = "Volt-seconds that carry w from 0 to 1 at Ron. Default: ${DEFAULT-VALUE}.")
  double betaVoltSeconds = 0.01;

  @Option(
      names = "--control",
      paramLabel = "WHAT",
      defaultValue = "current",
      description = "What moves w: current or voltage. Default: ${DEFAULT-VALUE}.")
  Control control = Control.CURRENT;

  @Option(
      names = "--t-end",
      paramLabel = "X",
      defaultValue = "1",
      description = "Seconds to simulate. Default: ${DEFAULT-VALUE}.")
  double endSeconds = 1;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      defaultValue = "1e-8",
      description = "Estimated error of a step, as a change of w. Default: ${DEFAULT-VALUE}.")
  double tolerance = 1e-8;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "200",
      description = "Intervals between the lines of the CSV file. Default: ${DEFAULT-VALUE}.")
  int samples = 200;

  @Option(
      names = "--source-volts",
      paramLabel = "X",
      defaultValue = "1",
      description = {
        "Of a generated crossbar's driver; other circuits draw",
        "sources from -X to X. Default: ${DEFAULT-VALUE}."
      })
  double sourceVolts = 1;

  @Option(
      names = "--source-hertz",
      paramLabel = "X",
      defaultValue = "0",
      description = "Frequency of generated sources; 0: constant. Default: ${DEFAULT-VALUE}.")
  double sourceHertz;

  @Option(
      names = "--w-start",
      paramLabel = "X",
      defaultValue = "0.5",
      description = "Memory of generated memristors at the start. Default: ${DEFAULT-VALUE}.")
  double w0 = 0.5;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of generated circuits. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(
      names = "--out-dir",
      paramLabel = "DIR",
      description = "Folder for CSV, PNG and JSON. Default: a new one in the user's data folder.")
  @Nullable Path outDir;

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    if (edges != null && circuit != null) {
      throw new BadInput(
          "dynamics network: edges=%s, circuit=%s; give one of them".formatted(edges, circuit));
    }
    SimulateNetwork.Wanted wanted =
        new SimulateNetwork.Wanted(
            Optional.ofNullable(edges),
            circuit == null ? "crossbar:4x4" : circuit,
            sourceVolts,
            sourceHertz,
            w0,
            seed,
            new MemristorLaw(onOhms, offOhms, alphaPerSecond, betaVoltSeconds, control),
            new Evolution.Wanted(endSeconds, tolerance, samples));
    SimulationFolder folder = new SimulationFolder(Optional.ofNullable(outDir), "dynamics-network");
    Map<String, Object> values = SimulateNetwork.run(wanted, folder, output.terminal());
    folder.end(values, output.terminal());
    output.print(values);
    return ExitCode.DONE;
  }
}
