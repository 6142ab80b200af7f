package dev.fluxbar.cli;

import dev.fluxbar.algorithm.ReadSchedule;
import dev.fluxbar.app.operation.Read;
import dev.fluxbar.app.operation.ReadOver;
import dev.fluxbar.array.Cell;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "read",
    description = "Read all memductances, or one, with block signals that change none.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar read",
      "  fluxbar read --cell 2,1,3",
      "  fluxbar read --bench tcp://localhost:5000 --out memductances.npz"
    })
final class ReadCommand extends BenchCommand {

  /** How people name the schedules. */
  enum Schedule {
    COLUMN(ReadSchedule.COLUMN_PARALLEL),
    CELL(ReadSchedule.CELL_BY_CELL),
    SATURATED(ReadSchedule.SATURATED),
    HADAMARD(ReadSchedule.HADAMARD);

    private final ReadSchedule schedule;

    Schedule(ReadSchedule schedule) {
      this.schedule = schedule;
    }

    /** As people write it: {@code column}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--cell",
      paramLabel = "LAYER,ROW,COLUMN",
      converter = CellConverter.class,
      description = "Only this cell, counted from 1.")
  @Nullable Cell cell;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      defaultValue = "column",
      description = {
        "column: one column of every layer at a time (default).",
        "cell: one cell at a time.",
        "saturated: layer by layer behind neurons that give their full voltage; more accurate.",
        "hadamard: all driven columns at once in coded patterns; less noise."
      })
  Schedule schedule = Schedule.COLUMN;

  @Option(
      names = "--read-volts",
      paramLabel = "V",
      description = "Amplitude of the block signal. Default: the bench file's.")
  @Nullable Double readVolts;

  @Option(
      names = "--averages",
      paramLabel = "N",
      defaultValue = "1",
      description = "Conversions a sample. Default: ${DEFAULT-VALUE}.")
  int averages = 1;

  @Option(
      names = "--no-line-correction",
      description = "Give what was measured, also where the bench file says that lines resist.")
  boolean noLineCorrection;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Also write the memductances to FILE (.npz or .json).")
  @Nullable Path out;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = {
        "Memductances that are expected (.npz or .json): say by how much the reading differs.",
        "Not with --cell."
      })
  @Nullable Path compare;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = {
        "Read the cell N times, Q and -Q in turn, and tell whether it moved.",
        "Needs --cell."
      })
  @Nullable Long repeat;

  @Option(
      names = "--no-balance",
      description = "Do not take back what the drivers' offsets leave on cells; only keep books.")
  boolean unbalanced;

  @Override
  Work work(Terminal terminal) {
    if (repeat != null) {
      if (cell == null) {
        throw new IllegalArgumentException(
            "read: repeat=%d, cell=none; name the cell with --cell".formatted(repeat));
      }
      double volts = readVolts == null ? 0 : readVolts;
      return onNamedBench(
          new ReadOver(cell, repeat, !unbalanced, volts, averages, terminal), terminal);
    }
    return onNamedBench(
        new Read(
            new Read.Wanted(
                Optional.ofNullable(cell),
                schedule.schedule,
                readVolts == null ? OptionalDouble.empty() : OptionalDouble.of(readVolts),
                Optional.ofNullable(out),
                averages,
                !noLineCorrection,
                !unbalanced,
                Optional.ofNullable(compare)),
            terminal),
        terminal);
  }
}
