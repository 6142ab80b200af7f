package dev.fluxbar.cli;

import dev.fluxbar.app.files.MatrixFiles;
import dev.fluxbar.app.operation.SolveArray;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "solve",
    description =
        "Solve a crossbar of resistors whose lines resist: the currents of all cells and bit lines,"
            + " from one nodal analysis of the whole array. Word lines are driven, bit lines are"
            + " grounded. No bench is opened.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar array solve --resistances R.csv --voltages V.csv --word-line-ohms 1"
          + " --bit-line-ohms 2",
      "  fluxbar array solve --resistances R.npy --voltages V.npy --word-line-ohms 0.5"
          + " --bit-line-ohms 0.5 --drive-ends both --out currents.csv --json"
    })
final class ArraySolveCommand implements Callable<Integer> {

  @Option(
      names = "--resistances",
      paramLabel = "FILE",
      required = true,
      description = "Ohms of the cells, one word line a row (.csv, .npy, .json); inf: open.")
  Path resistances = Path.of("");

  @Option(
      names = "--voltages",
      paramLabel = "FILE",
      required = true,
      description = "Volts, one word line a row; several columns are several inputs.")
  Path voltages = Path.of("");

  @Option(
      names = "--word-line-ohms",
      paramLabel = "X",
      required = true,
      description = "Ohms of a word line between neighbouring cells, 0 or more.")
  double wordLineOhms;

  @Option(
      names = "--bit-line-ohms",
      paramLabel = "Y",
      required = true,
      description = "Ohms of a bit line between neighbouring cells, 0 or more.")
  double bitLineOhms;

  @Option(
      names = "--drive-ends",
      paramLabel = "ENDS",
      defaultValue = "left",
      description = "Where word lines have drivers: left, right, both. Default: ${DEFAULT-VALUE}.")
  SolveArray.DriveEnds driveEnds = SolveArray.DriveEnds.LEFT;

  @Option(
      names = "--ground-ends",
      paramLabel = "ENDS",
      defaultValue = "bottom",
      description = "Where bit lines are grounded: top, bottom, both. Default: ${DEFAULT-VALUE}.")
  SolveArray.GroundEnds groundEnds = SolveArray.GroundEnds.BOTTOM;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Also write the currents of the bit lines to FILE, one input a row.")
  @Nullable Path out;

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    if (out != null) {
      MatrixFiles.checkTarget(out);
    }
    SolveArray.Solved solved =
        SolveArray.run(
            new SolveArray.Wanted(
                MatrixFiles.readResistances(resistances),
                MatrixFiles.read(voltages),
                wordLineOhms,
                bitLineOhms,
                driveEnds,
                groundEnds),
            output.terminal());
    if (out != null) {
      MatrixFiles.write(out, solved.outputAmperes(), "bit line amperes, one input a row");
    }
    output.print(solved.values());
    return ExitCode.DONE;
  }
}
