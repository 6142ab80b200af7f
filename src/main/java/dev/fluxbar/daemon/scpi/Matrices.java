package dev.fluxbar.daemon.scpi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.lab.BenchView;
import dev.fluxbar.array.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Matrices as rows of numbers, one array behind the other, and back. */
final class Matrices {
  private Matrices() {}

  /** Rows and columns of each array of a bench. */
  static List<int[]> shapes(BenchView bench) {
    List<int[]> shapes = new ArrayList<>();
    BenchView.About about =
        bench
            .about()
            .orElseThrow(
                () ->
                    new ScpiRefusal(
                        ScpiError.STALE, "bench=%s; it has not answered".formatted(bench.name())));
    for (Map<String, Object> array : about.arrays()) {
      shapes.add(new int[] {(Integer) array.get("rows"), (Integer) array.get("columns")});
    }
    return shapes;
  }

  /**
   * Numbers as matrices of the given shapes.
   *
   * @throws ScpiRefusal if there are more or less
   */
  static List<Matrix> shaped(double[] numbers, List<int[]> shapes) {
    long needed = shapes.stream().mapToLong(shape -> (long) shape[0] * shape[1]).sum();
    if (needed != numbers.length) {
      throw new ScpiRefusal(
          numbers.length > needed ? ScpiError.TOO_MUCH_DATA : ScpiError.MISSING_PARAMETER,
          "numbers=%d, cells=%d; give as many".formatted(numbers.length, needed));
    }
    List<Matrix> matrices = new ArrayList<>();
    int from = 0;
    for (int[] shape : shapes) {
      int begin = from;
      int columns = shape[1];
      matrices.add(Matrix.fill(shape[0], columns, (k, j) -> numbers[begin + k * columns + j]));
      from += shape[0] * columns;
    }
    return matrices;
  }

  /** All numbers of some matrices, or of one of them counted from 1, or one cell. */
  static double[] chosen(List<Matrix> matrices, List<Integer> place) {
    if (place.isEmpty()) {
      int cells = matrices.stream().mapToInt(one -> one.rows() * one.columns()).sum();
      double[] all = new double[cells];
      int at = 0;
      for (Matrix matrix : matrices) {
        double[] one = numbers(matrix);
        System.arraycopy(one, 0, all, at, one.length);
        at += one.length;
      }
      return all;
    }
    Matrix layer = matrices.get(index(place.get(0), matrices.size(), "layer"));
    if (place.size() == 1) {
      return numbers(layer);
    }
    int row = index(place.get(1), layer.rows(), "row");
    return new double[] {layer.at(row, index(place.get(2), layer.columns(), "column"))};
  }

  /**
   * Nothing, a layer, or layer, row and column.
   *
   * @throws ScpiRefusal if it is something else
   */
  static List<Integer> place(Arguments arguments) {
    List<Integer> place = arguments.expect(0, 3).place();
    if (place.size() == 2 || place.size() > 3) {
      throw new ScpiRefusal(
          place.size() == 2 ? ScpiError.MISSING_PARAMETER : ScpiError.PARAMETER_NOT_ALLOWED,
          "write nothing, a layer, or layer, row and column");
    }
    return place;
  }

  private static int index(int from1, int most, String what) {
    if (from1 < 1 || from1 > most) {
      throw new ScpiRefusal(
          ScpiError.OUT_OF_RANGE, "%s=%d; there are %d".formatted(what, from1, most));
    }
    return from1 - 1;
  }

  private static double[] numbers(Matrix matrix) {
    return Arrays.stream(matrix.toArrays()).flatMapToDouble(Arrays::stream).toArray();
  }

  /** All numbers within a JSON list of lists. */
  static double[] numbers(JsonNode json) {
    List<Double> numbers = new ArrayList<>();
    gather(json, numbers);
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void gather(JsonNode json, List<Double> numbers) {
    if (json.isArray()) {
      json.forEach(one -> gather(one, numbers));
    } else {
      numbers.add(json.isNumber() ? json.asDouble() : Double.NaN);
    }
  }
}
