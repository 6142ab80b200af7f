package dev.fluxbar.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChebyshevRuleTest {

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 20, 96})
  void givesBackPolynomialsBelowItsNodes(int nodes) {
    ChebyshevRule rule = new ChebyshevRule(nodes);
    double[] places = {0, 0.1, 0.5, 0.77, 1};
    double[][] polynomials = ChebyshevRule.polynomials(nodes, places);
    double[] coefficients = new double[nodes];
    for (int power = 0; power < nodes; power++) {
      double[] values = new double[nodes + 1];
      for (int q = 0; q < nodes; q++) {
        values[q + 1] = Math.pow(rule.node[q], power);
      }
      rule.coefficients(values, 1, coefficients);
      for (int i = 0; i < places.length; i++) {
        double sum = 0;
        for (int d = 0; d < nodes; d++) {
          sum += coefficients[d] * polynomials[d][i];
        }
        // Values up to 1 through sums of as many terms as nodes.
        assertThat(sum).isCloseTo(Math.pow(places[i], power), within(nodes * 1e-15));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 20, 96})
  void integratesPolynomialsTermByTerm(int nodes) {
    ChebyshevRule rule = new ChebyshevRule(nodes);
    double[] places = {0, 0.1, 0.5, 0.77, 1};
    double[][] polynomials = ChebyshevRule.polynomials(nodes, places);
    double[] values = new double[nodes];
    double[] coefficients = new double[nodes];
    // One power less: the integral's degree must be below the nodes.
    for (int power = 0; power < nodes - 1; power++) {
      for (int q = 0; q < nodes; q++) {
        values[q] = Math.pow(rule.node[q], power);
      }
      rule.coefficients(values, 0, coefficients);
      ChebyshevRule.integrate(coefficients, nodes, 7);
      for (int i = 0; i < places.length; i++) {
        double sum = 0;
        for (int d = 0; d < nodes; d++) {
          sum += coefficients[d] * polynomials[d][i];
        }
        double expected = 7 + Math.pow(places[i], power + 1) / (power + 1);
        // As above, and the last place of 8.
        assertThat(sum).isCloseTo(expected, within(nodes * 1e-15 + 8 * Math.ulp(8.0)));
      }
    }
  }
}
