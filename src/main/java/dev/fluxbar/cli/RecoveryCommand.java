package dev.fluxbar.cli;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.operation.RecoveryCampaign;
import dev.fluxbar.app.recovery.RecoverySettings;
import dev.fluxbar.calibration.CalibrationSettings;
import dev.fluxbar.calibration.DeviceSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "calibration",
    description =
        "Draw emulated boards, calibrate each, and hold every number that was found against what"
            + " the board hides: are the standard deviations honest?",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar bench calibration --reads",
      "  fluxbar bench calibration --bench emulator:noisy --repeats 100 --seed 1000 --json"
    })
final class RecoveryCommand implements Callable<Integer> {

  @Option(
      names = "--bench",
      paramLabel = "FILE|URI",
      defaultValue = "emulator:lab",
      description = "An emulated bench. Default: ${DEFAULT-VALUE}.")
  String bench = "emulator:lab";

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many boards. Default: ${DEFAULT-VALUE}.")
  int repeats = 10;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the first board; the others follow it. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(
      names = "--averages",
      paramLabel = "N",
      description = "Conversions a result. Default: ${DEFAULT-VALUE}.")
  int averages = CalibrationSettings.USUAL_AVERAGES;

  @Option(
      names = "--reads",
      description = "Also read every board, before and after: by how much does its error fall?")
  boolean reads;

  @Option(
      names = "--device",
      description =
          "Also find the devices of some cells of every array, as calibrate --device does.")
  boolean device;

  @Option(
      names = "--cells",
      paramLabel = "N",
      description = "With --device: how many cells an array. Default: ${DEFAULT-VALUE}.")
  int cells = DeviceSettings.USUAL_COUNT;

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    Terminal terminal = output.terminal();
    OperationResult result =
        new RecoveryCampaign(
                new RecoverySettings(repeats, seed, averages, reads, device ? cells : 0), terminal)
            .run(BenchFile.named(bench));
    output.print(result.values());
    if (!result.message().isEmpty()) {
      terminal.complain(result.message());
    }
    return result.reached() ? ExitCode.DONE : ExitCode.PHYSICS_SAID_NO;
  }
}
