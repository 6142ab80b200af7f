package dev.fluxbar.cli;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.MatrixFiles;
import dev.fluxbar.app.operation.Infer;
import dev.fluxbar.array.Matrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "infer",
    description = "Evaluate inputs with block signals and certify that no memductance moved.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar infer --input=-1,1",
      "  fluxbar infer --input=-1,1 --input=0.5,0.25 --json",
      "  fluxbar infer --inputs inputs.csv --out outputs.npy"
    })
final class InferCommand extends BenchCommand {

  @Option(
      names = "--input",
      paramLabel = "V,V,...",
      description = "One input in volts, one number a column; may be repeated.")
  List<String> input = new ArrayList<>();

  @Option(
      names = "--inputs",
      paramLabel = "FILE",
      description = "Inputs in volts, one a row (.csv, .npy or .json).")
  @Nullable Path inputs;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Also write the outputs to FILE (.csv, .npy or .json), one input a row.")
  @Nullable Path out;

  @Option(
      names = "--line-cost",
      description = {
        "Read the memductances first, and say what the resistance of the lines costs.",
        "Needs lines in the bench file, and arrays that each have drivers."
      })
  boolean lineCost;

  @Override
  Work work(Terminal terminal) {
    return onNamedBench(
        new Infer(matrix(), Optional.ofNullable(out), lineCost, terminal), terminal);
  }

  private Matrix matrix() {
    if (input.isEmpty() == (inputs == null)) {
      throw new BadInput("infer: give either --input V,V,... or --inputs FILE");
    }
    if (inputs != null) {
      return MatrixFiles.read(inputs);
    }
    double[][] rows = new double[input.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = numbers(i, input.get(i));
    }
    return Matrix.of(rows);
  }

  private static double[] numbers(int index, String text) {
    String[] parts = text.split(",", -1);
    double[] numbers = new double[parts.length];
    for (int j = 0; j < parts.length; j++) {
      try {
        numbers[j] = Double.parseDouble(parts[j].strip());
      } catch (NumberFormatException e) {
        throw new BadInput(
            "infer: input=%d, number=%d, text=%s; write numbers separated by commas"
                .formatted(index + 1, j + 1, parts[j]),
            e);
      }
    }
    return numbers;
  }
}
