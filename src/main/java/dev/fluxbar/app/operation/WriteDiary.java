package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.GivenUp;
import dev.fluxbar.algorithm.WriteProgress;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.ProgramLost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes down every pulse or round of a write as soon as it is measured, and moves the progress
 * bar.
 */
final class WriteDiary implements WriteProgress, AutoCloseable {
  private final RunFolder folder;
  private final Audience.Meter meter;

  WriteDiary(RunFolder folder, Audience audience, int cells) {
    this.folder = folder;
    this.meter = audience.meter("write", cells);
  }

  @Override
  public void measured(WriteStep step) {
    Cell cell = step.cell();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", "pulse");
    line.put("cell", List.of(cell.array() + 1, cell.row() + 1, cell.column() + 1));
    line.put("pulses", step.pulses());
    line.put("pulses-in-all", step.pulsesInAll());
    line.put("drive-volts", step.driveVolts());
    line.put("measured-siemens", step.measuredSiemens());
    line.put("target-siemens", step.targetSiemens());
    line.put("cells-done", step.cellsDone());
    line.put("cells", step.cells());
    folder.progress(line);
    meter.at(
        step.cellsDone(),
        "pulse %d, %s: %s of %s S"
            .formatted(
                step.pulsesInAll(),
                cell,
                Tables.number(step.measuredSiemens(), 3),
                Tables.number(step.targetSiemens(), 3)));
  }

  @Override
  public void measured(WriteRound round) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", "round");
    line.put("layer", round.array() + 1);
    line.put("round", round.round());
    line.put("pulses-in-all", round.pulsesInAll());
    line.put("block-signals", round.blockSignals());
    line.put("max-error-siemens", round.largestErrorSiemens());
    line.put("cells-done", round.cellsDone());
    line.put("cells", round.cells());
    folder.progress(line);
    meter.at(
        round.cellsDone(),
        "pulse %d, layer %d: largest error %s S"
            .formatted(
                round.pulsesInAll(),
                round.array() + 1,
                Tables.number(round.largestErrorSiemens(), 3)));
  }

  @Override
  public void gaveUp(GivenUp gone) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", "given-up");
    line.putAll(GivenUpCells.values(List.of(gone)).get(0));
    folder.progress(line);
  }

  @Override
  public void lost(ProgramLost program) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", "lost");
    line.put("everything-fired", program.everythingFired());
    line.put("cells-to-read", program.cells().size());
    folder.progress(line);
  }

  @Override
  public void close() {
    meter.close();
  }
}
