package dev.fluxbar.cli;

import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.app.operation.Calibrate;
import dev.fluxbar.calibration.CalibrationSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "calibrate",
    description = {
      "Measure the board: offsets, gains and noise of its channels, the resistance of its",
      "lines, bad cells. Writes a profile that other commands apply."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar calibrate --bench bench.yaml",
      "  fluxbar calibrate --bench bench.yaml --averages 1024 --out board.json",
      "  fluxbar read --bench bench.yaml --calibration board.json"
    })
final class CalibrateCommand extends BenchCommand {

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The profile. Default: one by the board's id in the user's data folder.")
  @Nullable Path out;

  @Option(
      names = "--averages",
      paramLabel = "N",
      description = "Conversions a result. Default: ${DEFAULT-VALUE}.")
  int averages = CalibrationSettings.USUAL_AVERAGES;

  @Option(
      names = "--life-days",
      paramLabel = "DAYS",
      description = "How long the profile may be used. Default: ${DEFAULT-VALUE}.")
  int lifeDays = ProfileFile.USUAL_LIFE_DAYS;

  @Override
  Work work(Terminal terminal) {
    // What is measured is the board as it is: a profile that is there already stays out of it.
    global.calibration = "none";
    return onNamedBench(
        new Calibrate(new Calibrate.Wanted(Optional.ofNullable(out), averages, lifeDays), terminal),
        terminal);
  }
}
