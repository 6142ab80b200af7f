package dev.fluxbar.cli;

import dev.fluxbar.app.config.CircuitFile;
import dev.fluxbar.app.dynamics.MemrcRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "memrc",
    description =
        "A capacitor with memristive one-ports and batteries beside it, under pulses of current:"
            + " integrated, iterated as Forni's Example 4 does, and audited for its energy.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar dynamics memrc",
      "  fluxbar dynamics memrc --circuit circuit.yaml --out-dir figures --json"
    })
final class DynamicsMemrcCommand implements Callable<Integer> {

  @Option(
      names = "--circuit",
      paramLabel = "FILE",
      description = "The circuit (.yaml). Default: a built-in synapse that grows tired.")
  @Nullable Path circuit;

  @Mixin final MemrcOptions options = new MemrcOptions();

  @Override
  public Integer call() {
    return options.run(
        circuit == null ? CircuitFile.example() : CircuitFile.read(circuit),
        circuit == null ? "A volatile synapse" : String.valueOf(circuit.getFileName()),
        MemrcRun::values);
  }
}
