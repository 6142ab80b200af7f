package dev.fluxbar.cli;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.app.operation.Calibrate;
import dev.fluxbar.array.Cell;
import dev.fluxbar.calibration.CalibrationSettings;
import dev.fluxbar.calibration.DeviceSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "calibrate",
    description = {
      "Measure the board: offsets, gains and noise of its channels, its lines and its bad cells.",
      "Writes a profile that other commands apply."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar calibrate --bench bench.yaml",
      "  fluxbar calibrate --bench bench.yaml --averages 1024 --out board.json",
      "  fluxbar calibrate --bench bench.yaml --device --cells 8",
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

  @Option(
      names = "--device",
      description = {
        "Also find the device model: drive some cells through their range, up, down and back to",
        "where they were, and fit the curve of each. Moves these cells."
      })
  boolean device;

  @Option(
      names = "--cells",
      paramLabel = "N",
      description =
          "With --device: how many cells of each array, chosen far apart. Default: ${DEFAULT-VALUE}.")
  int cells = DeviceSettings.USUAL_COUNT;

  @Option(
      names = "--cell",
      paramLabel = "LAYER,ROW,COLUMN",
      converter = CellConverter.class,
      description =
          "With --device: this cell of the board, each counted from 1; instead of --cells, as often"
              + " as there are cells.")
  List<Cell> named = new ArrayList<>();

  @Override
  Work work(Terminal terminal) {
    // What is measured is the board as it is: a profile that is there already stays out of it.
    global.calibration = "none";
    if (!device && !named.isEmpty()) {
      throw new BadInput(
          "calibrate: device=false, cell=%s; cells are driven with --device alone"
              .formatted(named.get(0)));
    }
    Optional<Calibrate.WantedDevices> devices =
        device ? Optional.of(new Calibrate.WantedDevices(named, cells)) : Optional.empty();
    return onNamedBench(
        new Calibrate(
            new Calibrate.Wanted(Optional.ofNullable(out), averages, lifeDays, devices), terminal),
        terminal);
  }
}
