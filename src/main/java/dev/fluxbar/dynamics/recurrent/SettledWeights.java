package dev.fluxbar.dynamics.recurrent;

import dev.fluxbar.memristor.FluxControlled;

/**
 * The weights that stand still while outputs do: a function of the product {@code s_i s_j} at the
 * two ends of each connection.
 */
abstract sealed class SettledWeights {
  final RecurrentNetwork network;
  final Connections connections;
  final FluxControlled device;

  private SettledWeights(RecurrentNetwork network) {
    this.network = network;
    this.connections = network.connections();
    this.device = connections.device();
  }

  /** Of a mode; {@code start} gives the fluxes where they stay. */
  static SettledWeights of(RecurrentNetwork network, Mode mode, State start) {
    if (mode == Mode.ACTIVATION) {
      return new Fixed(network, start.fluxes());
    }
    return network.learning().forgets() ? new Learned(network) : new Saturated(network, start);
  }

  /** The flux of a cell, in volt-seconds; infinite where it is never at rest. */
  abstract double flux(int cell, double product);

  /** The memductance of a cell at a product of outputs. */
  abstract double siemens(int cell, double product);

  /** Its derivative by the flux's target {@code sign * product}; never negative. */
  abstract double slope(int cell, double product);

  /** w at a connection. */
  final double weight(int to, int from, double product) {
    double weight = 0;
    for (int block = 0; block < connections.blocks(); block++) {
      int cell = connections.cell(block, to, from);
      double sign = connections.sign(cell);
      weight += sign == 0 ? 0 : sign * siemens(cell, product);
    }
    return weight;
  }

  /** dw by the product; never negative, since a cell of the minus array turns twice. */
  final double weightSlope(int to, int from, double product) {
    double slope = 0;
    for (int block = 0; block < connections.blocks(); block++) {
      int cell = connections.cell(block, to, from);
      slope += connections.sign(cell) == 0 ? 0 : slope(cell, product);
    }
    return slope;
  }

  /** Fluxes that do not evolve. */
  private static final class Fixed extends SettledWeights {
    private final double[] fluxes;

    Fixed(RecurrentNetwork network, double[] fluxes) {
      super(network);
      this.fluxes = fluxes;
    }

    @Override
    double flux(int cell, double product) {
      return fluxes[cell];
    }

    @Override
    double siemens(int cell, double product) {
      return device.memductanceSiemens(fluxes[cell]);
    }

    @Override
    double slope(int cell, double product) {
      return 0;
    }
  }

  /** Learning balances forgetting: {@code phi = gain s_i u_j / lambda}. */
  private static final class Learned extends SettledWeights {
    private final double seconds;

    Learned(RecurrentNetwork network) {
      super(network);
      Learning learning = network.learning();
      this.seconds = learning.gainPerVolt() / learning.lambdaPerSecond();
    }

    @Override
    double flux(int cell, double product) {
      return seconds * connections.sign(cell) * product;
    }

    @Override
    double siemens(int cell, double product) {
      return device.memductanceSiemens(flux(cell, product));
    }

    @Override
    double slope(int cell, double product) {
      return seconds * device.slopeSiemensPerVoltSecond(flux(cell, product));
    }
  }

  /**
   * Without forgetting a flux runs away wherever both ends are on, and its memductance to a bound;
   * where an end is 0 it stays.
   */
  private static final class Saturated extends SettledWeights {
    private final double[] fluxes;

    Saturated(RecurrentNetwork network, State start) {
      super(network);
      this.fluxes = start.fluxes();
    }

    @Override
    double flux(int cell, double product) {
      double drive = connections.sign(cell) * product;
      return drive == 0 ? fluxes[cell] : Math.copySign(Double.POSITIVE_INFINITY, drive);
    }

    @Override
    double siemens(int cell, double product) {
      double drive = connections.sign(cell) * product;
      if (drive == 0) {
        return device.memductanceSiemens(fluxes[cell]);
      }
      return drive > 0 ? device.maxSiemens() : device.minSiemens();
    }

    @Override
    double slope(int cell, double product) {
      return 0;
    }
  }
}
