package dev.fluxbar.bench;

import java.time.Duration;

/**
 * What a program may never exceed. Host and board each check it; the board is told once a session.
 *
 * @param driveVolts largest column voltage of either sign
 * @param onSeconds longest time for which drivers are on without a break: a pulse, or a block's 4
 *     tau
 * @param fluxVoltSeconds largest volt-seconds that one program's drivers may put on a cell
 * @param programSeconds longest program
 * @param watchdog longest silence of the host while a program runs, 1 to 100 ms
 */
public record Limits(
    double driveVolts,
    double onSeconds,
    double fluxVoltSeconds,
    double programSeconds,
    Duration watchdog) {

  public Limits {
    positive("drive-volts", driveVolts);
    positive("on-seconds", onSeconds);
    positive("flux-volt-seconds", fluxVoltSeconds);
    positive("program-seconds", programSeconds);
    if (watchdog.toMillis() < 1 || watchdog.toMillis() > 100) {
      throw new IllegalArgumentException(
          "limits: watchdog-milliseconds=%d; it must be 1 to 100".formatted(watchdog.toMillis()));
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "limits: %s=%s; it must be positive and finite".formatted(name, value));
    }
  }
}
