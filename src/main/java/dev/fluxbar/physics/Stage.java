package dev.fluxbar.physics;

/** The gathered cells of one array at one instant of a step. */
final class Stage {
  /** Of each gathered cell. */
  final double[] state;

  /** Of each device alone, in siemens. */
  final double[] siemens;

  /** Across each device alone. */
  final double[] volts;

  /** Of each row. */
  final double[] rowAmperes;

  Stage(int cells, int rows) {
    this.state = new double[cells];
    this.siemens = new double[cells];
    this.volts = new double[cells];
    this.rowAmperes = new double[rows];
  }

  /** What the gathered devices dissipate. */
  double watts(int count) {
    double watts = 0;
    for (int a = 0; a < count; a++) {
      watts += siemens[a] * volts[a] * volts[a];
    }
    return watts;
  }
}
