package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells of a cascade that a drive of the first array passes on its way to the columns of a
 * later one.
 *
 * @param array the later array, from 1
 * @param passed closed cells, one list an array before it
 */
record Feed(int array, List<List<Cell>> passed) {

  Feed {
    passed = passed.stream().map(List::copyOf).toList();
  }

  /** Along a path: one cell an array. */
  static Feed along(List<Cell> path) {
    int array = path.size() - 1;
    return new Feed(array, path.subList(0, array).stream().map(List::of).toList());
  }

  /**
   * Through every cell of the rows that are plus rows, in the first {@code columns} columns of each
   * array: the minus row of a pair would only take away from what the plus row gives.
   */
  static Feed wide(NetworkShape shape, int array, int[] columns) {
    List<List<Cell>> passed = new ArrayList<>();
    for (int l = 0; l < array; l++) {
      List<Cell> cells = new ArrayList<>();
      for (int k = 0; k < shape.array(l).neurons(); k++) {
        for (int j = 0; j < columns[l]; j++) {
          cells.add(new Cell(l, k, j));
        }
      }
      passed.add(cells);
    }
    return new Feed(array, passed);
  }

  /** All columns of every array before. */
  static Feed whole(NetworkShape shape, int array) {
    return wide(shape, array, shape.arrays().stream().mapToInt(ArrayShape::columns).toArray());
  }

  /** The switches of the passed cells closed, all others open. */
  SwitchSetting setting(NetworkShape shape) {
    SwitchSetting setting = SwitchSetting.open(shape);
    for (int l = 0; l < passed.size(); l++) {
      setting = setting.with(l, ArraySwitches.of(shape.array(l), passed.get(l)));
    }
    return setting;
  }
}
