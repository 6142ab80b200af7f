package dev.fluxbar.algorithm;

import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.Ticks;

/**
 * How hard and how long the fast methods drive an array with drivers: at one amplitude, for as long
 * as it takes. The amplitude is what limits and drivers allow, or what the settings say; less where
 * a tick of it would move a cell noticeably.
 */
final class PulseDrive {

  /** A tick moves a cell by this part of epsilon at most. Chosen: rounding is half a tick. */
  private static final double TICK_PART = 0.1;

  /** Neurons are driven to sigma of this many of their scales: tanh(4) = 0.9993. Chosen. */
  static final double SATURATING_SCALES = 4;

  /** A quotient that rounding put just below a whole number is that number. */
  private static final double ROUNDING = 1e-6;

  /** A driver's error in its last steps should not count against its voltage. Chosen. */
  private static final int FEWEST_STEPS = 16;

  private final BenchDescription bench;
  private final Limits limits;
  private final WriteSettings settings;
  private final double siemensPerVoltSecond;

  PulseDrive(
      BenchDescription bench, Limits limits, WriteSettings settings, double siemensPerVoltSecond) {
    this.bench = bench;
    this.limits = limits;
    this.settings = settings;
    this.siemensPerVoltSecond = siemensPerVoltSecond;
  }

  /**
   * The amplitude for an array that has drivers.
   *
   * @throws IllegalArgumentException if the drivers cannot give so little
   */
  double volts(int array) {
    Channels channels = bench.channels().get(array);
    double step = channels.driveStepVolts();
    Double wanted = settings.driveVolts();
    double allowed = Math.min(limits.driveVolts(), channels.largestVolts());
    allowed = Math.min(allowed, new RowCurrents(limits.currents()).volts(1) - step);
    double volts = wanted == null ? allowed : wanted;
    double fine = tickVolts();
    if (fine < volts) {
      volts = fine;
    }
    double exact = step == 0 ? volts : Math.floor(volts / step + ROUNDING) * step;
    if (!(exact > 0)) {
      throw new IllegalArgumentException(
          ("write: method=%s, epsilon-siemens=%s, tick-seconds=%s, drive-step-volts=%s; a tick of"
                  + " the smallest voltage moves a cell too far, use a larger epsilon or a faster"
                  + " clock")
              .formatted(settings.method(), settings.epsilonSiemens(), bench.tickSeconds(), step));
    }
    return exact;
  }

  /** How many cells of one row may share a pulse of an array at its full amplitude. */
  int cellsARow(int array) {
    boolean fed = bench.cascade() && array > 0;
    double rounding = bench.channels().get(array).largestStepVolts();
    double column = fed ? bench.activation().amplitudeVolts() : volts(array) + rounding;
    return new RowCurrents(limits.currents()).cells(column);
  }

  /** The largest column voltage at which a tick does not matter. */
  double tickVolts() {
    return TICK_PART * settings.epsilonSiemens() / (siemensPerVoltSecond * bench.tickSeconds());
  }

  /**
   * The smallest voltage that saturates the neurons behind the first array: what lies on the way
   * moves no more than it must. Not above the amplitude.
   *
   * @param amperesPerVolt what a volt puts through the neuron that gets least
   */
  double feedVolts(double amperesPerVolt) {
    double step = bench.channels().get(0).driveStepVolts();
    int columns = bench.shape().inputs();
    double bearable = new RowCurrents(limits.currents()).volts(columns) - step;
    double most = Math.max(step, Math.min(volts(0), bearable));
    double wanted = SATURATING_SCALES * bench.activation().scaleAmperes() / amperesPerVolt;
    double chosen = Math.max(Math.min(most, FEWEST_STEPS * step), Math.min(most, wanted));
    return step == 0 ? chosen : Math.max(1, Math.floor(chosen / step)) * step;
  }

  /** The longest pulse of {@code volts} that one program may have, in whole ticks. */
  double mostSeconds(double volts) {
    double excess =
        bench.channels().stream().mapToDouble(Channels::largestExcessVolts).max().orElse(0);
    double seconds = Math.min(limits.onSeconds(), limits.fluxVoltSeconds() / (volts + excess));
    seconds = Math.min(seconds, limits.programSeconds() - settings.settleSeconds());
    return Math.floor(seconds / bench.tickSeconds() + ROUNDING) * bench.tickSeconds();
  }

  /** The nearest whole number of ticks, at least one. */
  double ticks(double seconds) {
    Ticks clock = new Ticks(bench.tickSeconds());
    return clock.seconds(Math.max(1, Math.rint(seconds / bench.tickSeconds())));
  }
}
