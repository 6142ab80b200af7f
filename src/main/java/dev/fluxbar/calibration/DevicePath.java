package dev.fluxbar.calibration;

import dev.fluxbar.bench.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * The pulses that drive a cell up to one end of its range, down to the other and back to where it
 * began: as many up as down, of one flux each, of a large and of half that amplitude in turn. A
 * device that is more than its flux, such as one with a threshold, tells the two apart.
 */
final class DevicePath {
  /** How far from the middle, in flux scales: an arctan is at 80 % of its bound there. */
  static final double REACH = 3;

  /** Pulses from one end to the other: enough to know their scatter to a tenth. */
  private static final int STEPS = 24;

  private static final int MOST_STEPS = 200;

  /** Shorter pulses round their width by more than a thousandth. */
  private static final int FEWEST_TICKS = 500;

  /**
   * Of what limits and drivers allow: real volts are some percent more than they are asked to be.
   */
  private static final double ALLOWED = 2.0 / 3;

  /** Of the longest pulse: an amplitude that is rounded down to a code makes it longer. */
  private static final double ROUNDED = 0.98;

  private final Board board;
  private final int column;
  private final double scaleVoltSeconds;
  private final double high;
  private final double low;
  private final double stepVoltSeconds;

  /**
   * One pulse.
   *
   * @param volts nominal, with its sign
   * @param seconds whole ticks
   */
  record Pulse(double volts, double seconds) {
    double voltSeconds() {
      return volts * seconds;
    }
  }

  DevicePath(Board board, int column, double scaleVoltSeconds) {
    this.board = board;
    this.column = column;
    this.scaleVoltSeconds = scaleVoltSeconds;
    Limits limits = board.limits();
    double wanted = 2 * REACH * scaleVoltSeconds / STEPS;
    double most = ALLOWED * board.largestVolts();
    double longest = ROUNDED * Math.min(limits.onSeconds(), limits.programSeconds() / 4);
    double step =
        Math.min(Math.min(wanted, longest * most / 2), ALLOWED * limits.fluxVoltSeconds() / 2);
    double shortest = FEWEST_TICKS * board.bench().tickSeconds();
    this.high = board.channels().nearestVolts(column, Math.min(most, step / shortest));
    this.low = board.channels().nearestVolts(column, high / 2);
    if (!(low > 0)) {
      throw new IllegalArgumentException(
          "calibrate: array=%d, volts=%s, flux-volt-seconds=%s; no pulse is small enough for this device, check device.flux-scale-volt-seconds"
              .formatted(board.array() + 1, high, step));
    }
    this.stepVoltSeconds = step;
  }

  /** How many pulses lead from one end to the other: fewer than wanted where limits are tight. */
  private int across() {
    return (int)
        Math.min(MOST_STEPS / 2, Math.rint(2 * REACH * scaleVoltSeconds / stepVoltSeconds));
  }

  /** The largest amplitude. */
  double largestVolts() {
    return high;
  }

  /** What one pulse brings, about. */
  double stepVoltSeconds() {
    return stepVoltSeconds;
  }

  /**
   * The pulses from a flux.
   *
   * @param fromVoltSeconds where the cell is, on the curve of a typical device
   */
  List<Pulse> pulses(double fromVoltSeconds) {
    int across = across();
    double half = across * stepVoltSeconds / 2;
    double from = Math.max(-half, Math.min(half, fromVoltSeconds));
    int up = (int) Math.rint((half - from) / stepVoltSeconds);
    List<Pulse> pulses = new ArrayList<>();
    append(pulses, up, 1);
    append(pulses, across, -1);
    append(pulses, across - up, 1);
    return pulses;
  }

  private void append(List<Pulse> pulses, int count, int sign) {
    for (int i = 0; i < count; i++) {
      pulses.add(pulse(sign * stepVoltSeconds, pulses.size() % 2 == 0 ? high : low));
    }
  }

  /** One pulse of a flux, at most that of a step, of the amplitude that is long enough. */
  Pulse pulse(double voltSeconds) {
    double size = Math.min(Math.abs(voltSeconds), stepVoltSeconds);
    double shortest = FEWEST_TICKS * board.bench().tickSeconds();
    double volts = board.channels().nearestVolts(column, Math.min(high, size / shortest));
    return pulse(Math.copySign(size, voltSeconds), volts);
  }

  private Pulse pulse(double voltSeconds, double amplitude) {
    double tick = board.bench().tickSeconds();
    double ticks = amplitude > 0 ? Math.rint(Math.abs(voltSeconds) / amplitude / tick) : 0;
    return new Pulse(Math.copySign(amplitude, voltSeconds), ticks * tick);
  }
}
