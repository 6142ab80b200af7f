package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.signal.Volts;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One switch setting, one amplitude a driven array, and the cells that can then be measured: each
 * the only closed cell of its row in an array whose column voltage is known.
 *
 * @param setting the switches of every array
 * @param drives column voltages by array, for arrays with drivers; kept in order of arrays, so that
 *     one plan is always one program
 * @param cells what is measured
 */
record Shot(SwitchSetting setting, Map<Integer, Volts> drives, List<Cell> cells) {

  Shot {
    drives = Collections.unmodifiableMap(new TreeMap<>(drives));
    cells = List.copyOf(cells);
  }

  /**
   * The same with every amplitude moved to the nearest one that the drivers give exactly: what is
   * divided by is then what was driven.
   */
  Shot onSteps(List<Channels> channels) {
    Map<Integer, Volts> exact = new TreeMap<>();
    drives.forEach((array, volts) -> exact.put(array, channels.get(array).nearest(volts)));
    return new Shot(setting, exact, cells);
  }
}
