package dev.fluxbar.dynamics.recurrent;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.memristor.FluxControlled;
import java.util.Arrays;

/**
 * The memristors between neurons, as a differential array holds them: neuron i has a plus row and a
 * minus row, neuron j a column, and the current into i is that of its plus row less that of its
 * minus row (Heidema Remark 4). So an exciting connection is a memristor in the plus row, an
 * inhibiting one in the minus row, and a pair can be either. Immutable.
 *
 * <p>Cells are numbered plus array first, then the minus array if any cell of it is there, column
 * by column: cell {@code (block * n + j) * n + i} leads from neuron j to neuron i.
 */
public final class Connections {
  private final FluxControlled device;
  private final int neurons;
  private final double[] signs;
  private final double[] fluxes;

  private Connections(FluxControlled device, int neurons, double[] signs, double[] fluxes) {
    this.device = device;
    this.neurons = neurons;
    this.signs = signs;
    this.fluxes = fluxes;
  }

  /** One of the two numbers that a cell has, from block, row and column. */
  private interface CellValue {
    double at(int block, int to, int from);
  }

  /**
   * One memristor a connection: in the plus row where the weight is positive, in the minus row
   * where it is negative, none where it is 0.
   *
   * @param weights in siemens, {@code [to][from]}
   * @throws IllegalArgumentException if they are not square or the device cannot have one; it names
   *     the connection
   */
  public static Connections single(FluxControlled device, Matrix weights) {
    boolean minus = false;
    for (double[] row : weights.toArrays()) {
      minus |= Arrays.stream(row).anyMatch(weight -> weight < 0);
    }
    return of(
        device,
        weights,
        minus ? 2 : 1,
        (block, i, j) -> (block == 0 ? weights.at(i, j) : -weights.at(i, j)) > 0 ? 1 : 0,
        (block, i, j) -> Math.abs(weights.at(i, j)));
  }

  /**
   * Two memristors a connection, both around the middle of what the device can have, their
   * difference the weight.
   *
   * @param weights in siemens, {@code [to][from]}
   * @throws IllegalArgumentException as of {@link #single}
   */
  public static Connections pairs(FluxControlled device, Matrix weights) {
    double middle = (device.minSiemens() + device.maxSiemens()) / 2;
    return of(
        device,
        weights,
        2,
        (block, i, j) -> 1,
        (block, i, j) -> middle + (block == 0 ? 1 : -1) * weights.at(i, j) / 2);
  }

  /**
   * Those of an array as it is: a memristor in every cell.
   *
   * @param siemens of n neurons, n columns and n rows, or 2 n: the plus rows, then the minus rows
   * @throws IllegalArgumentException if it has other rows, or the device cannot have one of them
   */
  public static Connections measured(FluxControlled device, Matrix siemens) {
    int n = siemens.columns();
    if (siemens.rows() != n && siemens.rows() != 2 * n) {
      throw new IllegalArgumentException(
          "connections: rows=%d, columns=%d; n neurons have n columns, and n or 2 n rows"
              .formatted(siemens.rows(), n));
    }
    return of(
        device,
        Matrix.fill(n, n, siemens::at),
        siemens.rows() / n,
        (block, i, j) -> 1,
        (block, i, j) -> siemens.at(block * n + i, j));
  }

  private static Connections of(
      FluxControlled device, Matrix weights, int blocks, CellValue there, CellValue siemens) {
    int n = weights.rows();
    if (weights.columns() != n) {
      throw new IllegalArgumentException(
          "weights: rows=%d, columns=%d; a network of n neurons needs n rows of n numbers"
              .formatted(n, weights.columns()));
    }
    double[] signs = new double[blocks * n * n];
    double[] fluxes = new double[signs.length];
    for (int cell = 0; cell < signs.length; cell++) {
      int block = cell / (n * n);
      int i = cell % n;
      int j = cell / n % n;
      if (there.at(block, i, j) != 0) {
        double wanted = siemens.at(block, i, j);
        if (!device.realizes(wanted)) {
          throw new IllegalArgumentException(
              "weights: to=%d, from=%d, weight=%s, memductance-siemens=%s; the device has between"
                      .formatted(i + 1, j + 1, weights.at(i, j), wanted)
                  + " %.6g and %.6g S".formatted(device.minSiemens(), device.maxSiemens()));
        }
        signs[cell] = block == 0 ? 1 : -1;
        fluxes[cell] = device.fluxVoltSeconds(wanted);
      }
    }
    return new Connections(device, n, signs, fluxes);
  }

  public FluxControlled device() {
    return device;
  }

  public int neurons() {
    return neurons;
  }

  /** Places for memristors, those that are empty included. */
  public int cells() {
    return signs.length;
  }

  /** How many memristors there are. */
  public int memristors() {
    return (int) Arrays.stream(signs).filter(sign -> sign != 0).count();
  }

  /** 1 in the plus array, -1 in the minus array, 0 where no memristor is. */
  public double sign(int cell) {
    return signs[cell];
  }

  /** One number a cell; a new array. */
  public double[] signs() {
    return signs.clone();
  }

  /** At the start, one number a cell, 0 where no memristor is; a new array. */
  public double[] fluxesVoltSeconds() {
    return fluxes.clone();
  }

  /** The cell of a memristor, in the plus array (block 0) or the minus array (block 1). */
  public int cell(int block, int to, int from) {
    return (block * neurons + from) * neurons + to;
  }

  /** 1 or 2 arrays. */
  public int blocks() {
    return signs.length / (neurons * neurons);
  }

  /** The weights at the start, {@code [to][from]}, in siemens. */
  public Matrix weights() {
    return weights(fluxes);
  }

  /**
   * The weights at other fluxes.
   *
   * @param fluxesVoltSeconds one entry a cell, from the front; may be longer
   */
  public Matrix weights(double[] fluxesVoltSeconds) {
    return Matrix.fill(
        neurons,
        neurons,
        (i, j) -> {
          double weight = 0;
          for (int block = 0; block < blocks(); block++) {
            int cell = cell(block, i, j);
            if (signs[cell] != 0) {
              weight += signs[cell] * device.memductanceSiemens(fluxesVoltSeconds[cell]);
            }
          }
          return weight;
        });
  }
}
