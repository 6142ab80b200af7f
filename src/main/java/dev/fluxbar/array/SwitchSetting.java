package dev.fluxbar.array;

import java.util.List;

/**
 * The switches of every array of a bench.
 *
 * @param arrays one entry an array, in order
 */
public record SwitchSetting(List<ArraySwitches> arrays) {

  public SwitchSetting {
    arrays = List.copyOf(arrays);
    new NetworkShape(arrays.stream().map(ArraySwitches::shape).toList());
  }

  /** Every switch of every array open: the safe state. */
  public static SwitchSetting open(NetworkShape shape) {
    return new SwitchSetting(shape.arrays().stream().map(ArraySwitches::open).toList());
  }

  /** Every switch closed: the setting of inference (Heidema Problem 1). */
  public static SwitchSetting closed(NetworkShape shape) {
    return new SwitchSetting(shape.arrays().stream().map(ArraySwitches::closed).toList());
  }

  /**
   * The switches of a path (Heidema Definition 2): one closed in each array up to the target's, all
   * later arrays open.
   */
  public static SwitchSetting along(NetworkShape shape, Path path) {
    path.checkIn(shape);
    SwitchSetting setting = open(shape);
    for (Cell cell : path.cells()) {
      setting =
          setting.with(
              cell.array(),
              ArraySwitches.only(shape.array(cell.array()), cell.row(), cell.column()));
    }
    return setting;
  }

  /** A copy with the switches of one array replaced. */
  public SwitchSetting with(int array, ArraySwitches switches) {
    if (!arrays.get(array).shape().equals(switches.shape())) {
      throw new IllegalArgumentException(
          "switch setting: array=%d, its shape=%s, given=%s; they must be the same"
              .formatted(array + 1, arrays.get(array).shape(), switches.shape()));
    }
    List<ArraySwitches> copy = new java.util.ArrayList<>(arrays);
    copy.set(array, switches);
    return new SwitchSetting(copy);
  }

  public ArraySwitches array(int index) {
    return arrays.get(index);
  }

  public NetworkShape shape() {
    return new NetworkShape(arrays.stream().map(ArraySwitches::shape).toList());
  }

  /** Whether every array's setting is the outer product of a row set and a column set. */
  public boolean isOuterProduct() {
    return arrays.stream().allMatch(ArraySwitches::isOuterProduct);
  }
}
