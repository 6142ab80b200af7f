package dev.fluxbar.signal;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** One voltage a column of one array, in volts. Immutable; copies in and out. */
public final class Volts {
  private final double[] volts;

  private Volts(double[] volts) {
    this.volts = volts;
  }

  /** Copies {@code volts}, one entry a column, each finite. */
  public static Volts of(double... volts) {
    if (volts.length == 0) {
      throw new IllegalArgumentException("volts: columns=0; at least one column is needed");
    }
    for (int j = 0; j < volts.length; j++) {
      if (!Double.isFinite(volts[j])) {
        throw new IllegalArgumentException(
            "volts: column=%d, volts=%s; it must be a finite number".formatted(j + 1, volts[j]));
      }
    }
    return new Volts(volts.clone());
  }

  /** {@code volts} on one column, 0 on all others. */
  public static Volts only(int columns, int column, double volts) {
    double[] all = new double[columns];
    all[column] = volts;
    return of(all);
  }

  /** The same voltage on every column. */
  public static Volts all(int columns, double volts) {
    double[] all = new double[columns];
    Arrays.fill(all, volts);
    return of(all);
  }

  public int columns() {
    return volts.length;
  }

  public double at(int column) {
    return volts[column];
  }

  /** One voltage for each by {@code function}. */
  public Volts map(DoubleUnaryOperator function) {
    return of(Arrays.stream(volts).map(function).toArray());
  }

  public double[] toArray() {
    return volts.clone();
  }

  /** The largest absolute value. */
  public double largest() {
    double largest = 0;
    for (double v : volts) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Volts that && Arrays.equals(volts, that.volts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(volts);
  }

  @Override
  public String toString() {
    return Arrays.toString(volts);
  }
}
