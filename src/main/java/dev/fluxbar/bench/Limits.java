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
 * @param currents into rows
 */
public record Limits(
    double driveVolts,
    double onSeconds,
    double fluxVoltSeconds,
    double programSeconds,
    Duration watchdog,
    Currents currents) {

  /**
   * The currents of rows, where they are limited. The host checks them: what is predicted before a
   * program is sent, what is measured while it runs.
   *
   * @param rowAmperes largest current of either sign into one row; infinite: any
   * @param cellSiemens no memductance is larger: what predictions reckon with, positive
   */
  public record Currents(double rowAmperes, double cellSiemens) {

    /** Any current. */
    public static final Currents ANY = new Currents(Double.POSITIVE_INFINITY, 1);

    public Currents {
      if (!(rowAmperes > 0)) {
        throw new IllegalArgumentException(
            "limits: row-amperes=%s; it must be positive".formatted(rowAmperes));
      }
      positive("cell-siemens", cellSiemens);
    }

    /** Whether there is a limit at all. */
    public boolean limited() {
      return rowAmperes < Double.POSITIVE_INFINITY;
    }
  }

  /** Without a limit of currents. */
  public Limits(
      double driveVolts,
      double onSeconds,
      double fluxVoltSeconds,
      double programSeconds,
      Duration watchdog) {
    this(driveVolts, onSeconds, fluxVoltSeconds, programSeconds, watchdog, Currents.ANY);
  }

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
