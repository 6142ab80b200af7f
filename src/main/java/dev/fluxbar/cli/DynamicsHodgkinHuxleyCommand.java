package dev.fluxbar.cli;

import dev.fluxbar.app.dynamics.MemrcRun;
import dev.fluxbar.dynamics.memrc.HodgkinHuxley;
import dev.fluxbar.dynamics.memrc.SuppliedCurrent;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "hodgkin-huxley",
    description =
        "The spike of a neuron, one square centimetre of membrane (Forni Example 4): integrated,"
            + " iterated, and audited for its energy.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar dynamics hodgkin-huxley",
      "  fluxbar dynamics hodgkin-huxley --amperes 2e-6 --out-dir figures --json"
    })
final class DynamicsHodgkinHuxleyCommand implements Callable<Integer> {

  @Option(
      names = "--amperes",
      paramLabel = "A",
      defaultValue = "1e-5",
      description = "Of the pulse into a square centimetre. Default: ${DEFAULT-VALUE}.")
  double amperes = 1e-5;

  @Option(
      names = "--from-seconds",
      paramLabel = "S",
      defaultValue = "0.020",
      description = "When the pulse begins. Default: ${DEFAULT-VALUE}.")
  double fromSeconds = 0.020;

  @Option(
      names = "--to-seconds",
      paramLabel = "S",
      defaultValue = "0.022",
      description = "When it ends. Default: ${DEFAULT-VALUE}.")
  double toSeconds = 0.022;

  @Option(
      names = "--end-seconds",
      paramLabel = "S",
      defaultValue = "0.050",
      description = "The end of the course. Default: ${DEFAULT-VALUE}.")
  double endSeconds = 0.050;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "500",
      description = "Samples, the first at 0 and the last at the end. Default: ${DEFAULT-VALUE}.")
  int samples = 500;

  @Mixin final MemrcOptions options = new MemrcOptions();

  @Override
  public Integer call() {
    SuppliedCurrent.Pulse pulse = new SuppliedCurrent.Pulse(fromSeconds, toSeconds, amperes);
    return options.run(
        HodgkinHuxley.course(pulse, endSeconds, samples),
        "A spike of Hodgkin and Huxley",
        MemrcRun::milliValues);
  }
}
