package dev.fluxbar.emulator;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.SwitchSetting;
import java.util.List;

/**
 * What really is on an emulated board at one instant: what no host can see. For tests and figures,
 * never for an algorithm.
 *
 * @param benchSeconds bench time since the circuit was made
 * @param memductances of every memristor
 * @param fluxesVoltSeconds one matrix an array, {@code [rows][columns]}
 * @param switches which are closed
 * @param driveVolts the drivers of each array's columns; 0 where an array has none
 * @param running whether a job runs
 */
public record BoardTruth(
    double benchSeconds,
    Memductances memductances,
    List<Matrix> fluxesVoltSeconds,
    SwitchSetting switches,
    List<List<Double>> driveVolts,
    boolean running) {

  public BoardTruth {
    fluxesVoltSeconds = List.copyOf(fluxesVoltSeconds);
    driveVolts = List.copyOf(driveVolts);
  }

  /** The largest difference of a flux to what it was at {@code other}, in volt-seconds. */
  public double largestFluxDifference(BoardTruth other) {
    double largest = 0;
    for (int l = 0; l < fluxesVoltSeconds.size(); l++) {
      largest =
          Math.max(
              largest, fluxesVoltSeconds.get(l).largestDifference(other.fluxesVoltSeconds.get(l)));
    }
    return largest;
  }

  /** Whether every driver stands at 0 V and every switch is open. */
  public boolean safe() {
    return driveVolts.stream().flatMap(List::stream).allMatch(volts -> volts == 0)
        && switches.arrays().stream().allMatch(array -> array.closedCount() == 0);
  }
}
