package dev.fluxbar.bench;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.InputTransfer;
import dev.fluxbar.analog.RowInputs;
import java.util.ArrayList;
import java.util.List;

/**
 * How a bench makes amperes of the counts of its inputs: enough to make them again, bit for bit, of
 * the raw sums of a {@link dev.fluxbar.signal.Sample}.
 *
 * @param inputs {@code [arrays][rows][ranges]}
 */
public record Conversion(List<List<List<Input>>> inputs) {

  /**
   * One row's input in one range.
   *
   * @param adc the ideal converter
   * @param transfer what a profile knows of it, else ideal
   */
  public record Input(Adc adc, InputTransfer transfer) {}

  public Conversion {
    inputs = inputs.stream().map(rows -> rows.stream().map(List::copyOf).toList()).toList();
  }

  /**
   * Of inputs that are alike in each array.
   *
   * @param arrays one an array of {@code bench}
   */
  public static Conversion of(BenchDescription bench, List<RowInputs> arrays) {
    List<List<List<Input>>> inputs = new ArrayList<>();
    for (int l = 0; l < arrays.size(); l++) {
      RowInputs array = arrays.get(l);
      List<List<Input>> rows = new ArrayList<>();
      for (int k = 0; k < bench.shape().array(l).rows(); k++) {
        List<Input> ranges = new ArrayList<>();
        for (int r = 0; r < array.ranges().size(); r++) {
          ranges.add(new Input(array.ranges().get(r), array.transfer(k, r)));
        }
        rows.add(ranges);
      }
      inputs.add(rows);
    }
    return new Conversion(inputs);
  }

  /**
   * The mean real current of {@code averages} conversions whose counts add up to {@code sum}.
   *
   * @throws IllegalArgumentException if there is no such input
   */
  public double amperes(int array, int row, int range, long sum, int averages) {
    if (array >= inputs.size()
        || row >= inputs.get(array).size()
        || range >= inputs.get(array).get(row).size()) {
      throw new IllegalArgumentException(
          "conversion: array=%d, row=%d, range=%d; there is no such input"
              .formatted(array + 1, row + 1, range));
    }
    Input input = inputs.get(array).get(row).get(range);
    return input.transfer().amperes(input.adc().amperes(sum, averages));
  }
}
