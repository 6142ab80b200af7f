package dev.fluxbar.algorithm;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of a cell that is written by Heidema Algorithm 3 on a bench that is not ideal. Its last
 * pulses are small, alpha epsilon volts, and W = J / P at their end is off by what stands beside P:
 * offsets that are not known exactly, drivers that bend, noise. Once a pulse says that the cell is
 * done, block signals say where it is, at read volts and free of offsets; from then on they follow
 * every pulse. Not for use by several threads.
 */
final class Closing {

  /** How often a cell of an array is read to know its noise. Chosen. */
  private static final int LISTENED = 16;

  private final double epsilonSiemens;
  private final Map<Integer, Double> noiseAmperes;
  private final Supplier<CellMeasurement> block;
  private final SteeredCell cell;
  private boolean begun;

  /**
   * @param cell to be told here of every pulse, not elsewhere
   * @param noiseAmperes of each array whose noise is known; added to
   * @param block measures the cell by one block signal
   */
  Closing(
      SteeredCell cell,
      double epsilonSiemens,
      Map<Integer, Double> noiseAmperes,
      Supplier<CellMeasurement> block) {
    this.cell = cell;
    this.epsilonSiemens = epsilonSiemens;
    this.noiseAmperes = noiseAmperes;
    this.block = block;
  }

  /** Whether block signals follow every pulse from now on. */
  boolean begun() {
    return begun;
  }

  /** The cell was moved: what was read before says no more where it is. */
  void pulsed(double voltSeconds) {
    cell.moved(voltSeconds);
  }

  /** Whether its readings say that it is within epsilon, with all that they leave in doubt. */
  boolean within() {
    return begun && cell.within(epsilonSiemens);
  }

  /** Whether noise leaves no way to say so. */
  @Nullable GivenUp hopeless() {
    return begun ? cell.hopeless(epsilonSiemens) : null;
  }

  /** Reads the cell where it stands until the noise of its array is known. */
  void listen() {
    int array = cell.task().cell().array();
    if (!noiseAmperes.containsKey(array)) {
      Scatter scatter = new Scatter();
      for (int n = 0; n < LISTENED && !scatter.silent(); n++) {
        if (block.get() instanceof CellMeasurement.Measured measured) {
          scatter.add(measured);
        }
      }
      noiseAmperes.put(array, scatter.rmsAmperes());
    }
    cell.noise(noiseAmperes.getOrDefault(array, 0.0));
  }

  /** The mean of as many readings as leave a quarter of epsilon to noise, or why there is none. */
  CellMeasurement read() {
    begun = true;
    int wanted = 1;
    for (int n = 0; n < wanted; n++) {
      CellMeasurement one = block.get();
      if (!(one instanceof CellMeasurement.Measured measured)) {
        return one;
      }
      cell.measured(measured);
      wanted = cell.readings(epsilonSiemens);
    }
    CellMeasurement.Measured mean = cell.last();
    if (mean == null) {
      throw new IllegalStateException("write: %s; it was not read".formatted(cell.task().cell()));
    }
    return mean;
  }

  /** What noise leaves in doubt of a measurement, clearly more than chance. */
  double doubtSiemens(CellMeasurement.Measured measured) {
    double noise = noiseAmperes.getOrDefault(measured.cell().array(), 0.0);
    double one = SteeredCell.CLEARLY * noise / Math.abs(measured.columnVolts());
    // Means are of as many readings as leave half of that: SteeredCell.readings.
    return begun ? Math.min(one, epsilonSiemens / 2) : one;
  }

  /** Whether a pulse leaves more in doubt than is allowed: it says nothing that could steer. */
  boolean drowns(CellMeasurement measurement) {
    return measurement instanceof CellMeasurement.Measured measured
        && doubtSiemens(measured) > epsilonSiemens;
  }
}
