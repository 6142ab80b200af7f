package dev.fluxbar.physics.lines;

/**
 * One line as a ladder: equal segments, at each crosspoint a conductance to a given voltage, a
 * terminal at one end or both. Its equations are tridiagonal.
 *
 * <p>Voltages count from the terminal's. The pivots are {@code 1 + x[p]} with {@code x[p] = r G[p]
 * + x[p - 1] / (1 + x[p - 1])}: {@code x / r} is the conductance seen backwards from crosspoint p.
 * No step subtracts, so nothing cancels, however the conductances differ.
 */
final class Ladder {
  private final int count;
  private final double segmentOhms;
  private final double nearTerminal;
  private final double farTerminal;

  /**
   * @param count crosspoints of the line
   */
  Ladder(int count, double segmentOhms, Ends ends) {
    this.count = count;
    this.segmentOhms = segmentOhms;
    this.nearTerminal = ends.atNear() ? 1 : 0;
    this.farTerminal = ends.atFar() ? 1 : 0;
  }

  /**
   * Eliminates from the near end to the far one.
   *
   * @param siemens of crosspoint p at {@code first + p * stride}
   * @param links written from {@code at} on: one over each pivot
   */
  void factor(double[] siemens, int first, int stride, double[] links, int at) {
    double seen = nearTerminal;
    for (int p = 0; p < count; p++) {
      seen += segmentOhms * siemens[first + p * stride];
      double link = 1 / (seen + (p < count - 1 ? 1 : farTerminal));
      links[at + p] = link;
      seen *= link;
    }
  }

  /**
   * From the voltages on the far sides of the conductances to those across them.
   *
   * @param volts read and written: of crosspoint p at {@code first + p * stride}, as the siemens
   * @param sums scratch, one a crosspoint
   */
  void volts(
      double[] siemens,
      int first,
      int stride,
      double[] links,
      int at,
      double[] volts,
      double[] sums) {
    double sum = 0;
    for (int p = 0; p < count; p++) {
      int place = first + p * stride;
      sum += segmentOhms * siemens[place] * volts[place];
      sums[p] = sum;
      sum *= links[at + p];
    }
    double line = 0;
    for (int p = count - 1; p >= 0; p--) {
      line = (sums[p] + line) * links[at + p];
      volts[first + p * stride] -= line;
    }
  }

  /**
   * The voltage along the line for 1 V at its terminals and 0 V behind all conductances; by
   * reciprocity also the part of a voltage behind crosspoint p that the terminals feel.
   *
   * @param reach written, one a crosspoint
   */
  void reach(double[] links, int at, double[] reach) {
    double sum = nearTerminal;
    for (int p = 0; p < count; p++) {
      if (p == count - 1) {
        sum += farTerminal;
      }
      reach[p] = sum;
      sum *= links[at + p];
    }
    double line = 0;
    for (int p = count - 1; p >= 0; p--) {
      line = (reach[p] + line) * links[at + p];
      reach[p] = line;
    }
  }

  /**
   * The diagonal of the inverse, in segments: the voltage at a crosspoint for one ampere into it
   * and segments of 1 ohm. Left of it the inverse is {@code inverse[i][j] = inverse[i][j + 1]
   * links[j]}.
   *
   * @param diagonal written, one a crosspoint
   */
  void diagonal(double[] links, int at, double[] diagonal) {
    double after = links[at + count - 1];
    diagonal[count - 1] = after;
    for (int p = count - 2; p >= 0; p--) {
      double link = links[at + p];
      after = link * (1 + link * after);
      diagonal[p] = after;
    }
  }
}
