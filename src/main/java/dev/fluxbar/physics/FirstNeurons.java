package dev.fluxbar.physics;

import dev.fluxbar.array.Activation;
import java.util.Arrays;

/**
 * The voltages of the neurons behind the first array at the nodes of panels, {@code
 * [neuron][node]}: from polynomials where a stretch has them, else from the cells.
 */
final class FirstNeurons {
  /** So many panels at most are computed at once. */
  static final int MOST_TOGETHER = 32;

  private final GaussRule rule;
  private final Activation activation;
  private final DrivenRows rows;

  /** Of the panels of a stretch, one after the other. */
  private final double[][] together;

  private final double[][] single;
  private final double[] ofBand;
  private final double[] instants;

  FirstNeurons(GaussRule rule, Activation activation, DrivenRows rows) {
    this.rule = rule;
    this.activation = activation;
    this.rows = rows;
    int neurons = rows.neurons.length;
    this.together = new double[neurons][0];
    this.single = new double[neurons][rule.nodes];
    this.ofBand = new double[neurons * rule.nodes];
    this.instants = new double[rule.nodes];
  }

  DrivenRows rows() {
    return rows;
  }

  /**
   * The voltages throughout a stretch of equal panels; overwritten by the next call.
   *
   * @param polynomials at the nodes of all panels
   */
  double[][] together(DrivenCurrents currents, double[][] polynomials) {
    int places = polynomials[0].length;
    for (int i = 0; i < together.length; i++) {
      if (together[i].length < places) {
        together[i] = new double[places];
      }
    }
    currents.amperes(polynomials, places, together);
    for (double[] ofNeuron : together) {
      activation.volts(ofNeuron, ofNeuron, places);
    }
    return together;
  }

  /** The voltages in one panel of a stretch; overwritten by the next call. */
  double[][] single(Branch branch, Branch.Stretch stretch, double atSeconds, double seconds) {
    for (int q = 0; q < rule.nodes; q++) {
      instants[q] = atSeconds + seconds * rule.node[q];
    }
    DrivenCurrents currents = stretch.currents();
    if (currents == null) {
      askCells(branch.sign);
    } else {
      currents.amperes(instants, single);
    }
    for (double[] ofNeuron : single) {
      activation.volts(ofNeuron, ofNeuron, rule.nodes);
    }
    return single;
  }

  private void askCells(double sign) {
    for (double[] ofNeuron : single) {
      Arrays.fill(ofNeuron, 0);
    }
    for (int band = 0; band < DrivenRows.BANDS; band++) {
      if (rows.largestVolts(band) == 0) {
        continue;
      }
      rows.amperes(band, sign, instants, rule.nodes, ofBand);
      for (int i = 0; i < single.length; i++) {
        for (int q = 0; q < rule.nodes; q++) {
          single[i][q] += ofBand[i * rule.nodes + q];
        }
      }
    }
  }
}
