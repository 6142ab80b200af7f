package dev.fluxbar.app.sequence;

import dev.fluxbar.algorithm.ReadSchedule;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.app.config.Section;
import dev.fluxbar.app.files.MatrixFiles;
import dev.fluxbar.app.operation.Calibrate;
import dev.fluxbar.app.operation.Check;
import dev.fluxbar.app.operation.Infer;
import dev.fluxbar.app.operation.Operation;
import dev.fluxbar.app.operation.Read;
import dev.fluxbar.app.operation.ReadOver;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.calibration.CalibrationSettings;
import dev.fluxbar.calibration.DeviceSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The operations but write, from the keys of a step: those of the command line's options, without
 * the ones that name a file for the result, which goes into the step's folder.
 */
final class OperationKeys {
  static final String[] READ = {
    "cell", "schedule", "read-volts", "averages", "line-correction", "balance", "repeat"
  };
  static final String[] INFER = {"inputs", "inputs-volts", "line-cost"};
  static final String[] CALIBRATE = {"averages", "life-days", "device", "cells", "cell"};
  static final String[] CHECK = {"pulses"};

  private static final Map<String, ReadSchedule> SCHEDULES =
      Map.of(
          "column", ReadSchedule.COLUMN_PARALLEL,
          "cell", ReadSchedule.CELL_BY_CELL,
          "saturated", ReadSchedule.SATURATED,
          "hadamard", ReadSchedule.HADAMARD);

  private OperationKeys() {}

  static Function<Audience, Operation> read(Section section) {
    StepKeys keys = new StepKeys(section);
    Optional<Cell> cell = keys.cell("cell");
    keys.only("schedule", cell.isEmpty(), "without cell");
    keys.only("repeat", cell.isPresent(), "with cell");
    ReadSchedule schedule = section.choice("schedule", SCHEDULES, ReadSchedule.COLUMN_PARALLEL);
    OptionalDouble volts = keys.positive("read-volts");
    int averages = keys.averages(1);
    boolean corrected = section.truth("line-correction", true);
    boolean balanced = section.truth("balance", true);
    if (cell.isPresent() && keys.has("repeat")) {
      keys.only("line-correction", false, "without repeat");
      long repeat = section.whole("repeat", 2, 2, 1_000_000_000);
      return audience ->
          new ReadOver(cell.get(), repeat, balanced, volts.orElse(0), averages, audience);
    }
    Read.Wanted wanted =
        new Read.Wanted(cell, schedule, volts, Optional.empty(), averages, corrected, balanced);
    return audience -> new Read(wanted, audience);
  }

  static Function<Audience, Operation> infer(Section section, SequenceFiles files) {
    StepKeys keys = new StepKeys(section);
    Matrix inputs;
    if (keys.oneOf("inputs", "inputs-volts").equals("inputs")) {
      String name = section.requiredText("inputs");
      inputs = MatrixFiles.decode(name, files.read(name));
    } else {
      inputs = keys.matrix("inputs-volts");
    }
    boolean lineCost = section.truth("line-cost", false);
    return audience -> new Infer(inputs, Optional.empty(), lineCost, audience);
  }

  static Function<Audience, Operation> calibrate(Section section) {
    StepKeys keys = new StepKeys(section);
    boolean device = section.truth("device", false);
    keys.only("cells", device, "with device: true");
    keys.only("cell", device, "with device: true");
    List<Cell> cells = keys.cells("cell");
    int count = section.integer("cells", DeviceSettings.USUAL_COUNT, 1, 1_000_000);
    Calibrate.Wanted wanted =
        new Calibrate.Wanted(
            Optional.empty(),
            keys.averages(CalibrationSettings.USUAL_AVERAGES),
            section.integer("life-days", ProfileFile.USUAL_LIFE_DAYS, 1, 3650),
            device ? Optional.of(new Calibrate.WantedDevices(cells, count)) : Optional.empty());
    return audience -> new Calibrate(wanted, audience);
  }

  static Function<Audience, Operation> check(Section section) {
    boolean pulses = section.truth("pulses", false);
    return audience -> new Check(pulses, audience);
  }
}
