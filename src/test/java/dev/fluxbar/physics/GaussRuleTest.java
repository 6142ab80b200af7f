package dev.fluxbar.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussRuleTest {

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 8, 12, 16})
  void integratesPowersUpToTwiceItsNodesLessOne(int nodes) {
    GaussRule rule = new GaussRule(nodes);
    for (int power = 0; power < 2 * nodes; power++) {
      double sum = 0;
      for (int q = 0; q < nodes; q++) {
        sum += rule.weight[q] * Math.pow(rule.node[q], power);
      }
      assertThat(sum).as("power %d", power).isCloseTo(1.0 / (power + 1), within(1e-15));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 8, 12, 16})
  void integratesPowersBelowItsNodesUpToEachNode(int nodes) {
    GaussRule rule = new GaussRule(nodes);
    for (int power = 0; power < nodes; power++) {
      for (int q = 0; q < nodes; q++) {
        double sum = 0;
        for (int r = 0; r < nodes; r++) {
          sum += rule.toNode[q * nodes + r] * Math.pow(rule.node[r], power);
        }
        double exact = Math.pow(rule.node[q], power + 1) / (power + 1);
        assertThat(sum).as("power %d, node %d", power, q).isCloseTo(exact, within(2e-15));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 8, 12, 16})
  void isSymmetricSoThatAStepBackUndoesAStep(int nodes) {
    GaussRule rule = new GaussRule(nodes);
    for (int q = 0; q < nodes; q++) {
      assertThat(rule.node[q] + rule.node[nodes - 1 - q]).isCloseTo(1, within(1e-15));
      for (int r = 0; r < nodes; r++) {
        double there = rule.toNode[q * nodes + r];
        double back = rule.toNode[(nodes - 1 - q) * nodes + nodes - 1 - r];
        assertThat(there + back).isCloseTo(rule.weight[r], within(1e-15));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 12})
  void seesTheHighestLegendreCoefficients(int nodes) {
    GaussRule rule = new GaussRule(nodes);
    double[] low = new double[2 * nodes];
    double[] high = new double[2 * nodes];
    for (int q = 0; q < nodes; q++) {
      low[nodes + q] = Math.pow(rule.node[q], nodes - 5);
      high[nodes + q] = legendre(nodes - 2, 2 * rule.node[q] - 1) * 3;
    }
    assertThat(rule.tail(low, nodes)).isCloseTo(0, within(1e-14));
    assertThat(rule.tail(high, nodes)).isCloseTo(3, within(1e-13));
  }

  private static double legendre(int degree, double x) {
    double before = 1;
    double p = x;
    for (int n = 1; n < degree; n++) {
      double next = ((2 * n + 1) * x * p - n * before) / (n + 1);
      before = p;
      p = next;
    }
    return p;
  }
}
