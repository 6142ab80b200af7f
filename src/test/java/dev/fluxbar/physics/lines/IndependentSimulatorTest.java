package dev.fluxbar.physics.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Against 33 crossbars solved by a circuit simulator (data of the badcrossbar project, MIT
 * licence), where they lie beside the project. Word lines are our columns, driven before the first
 * bit line; bit lines are our rows, sensed after the last word line.
 */
class IndependentSimulatorTest {
  private static final Path CASES = Path.of("../shared/golden/qucs33.json");

  /**
   * Currents are 1e-9 relative. The floor is for zeros and for what nearly cancels in a bit line:
   * the simulator prints rounding errors of some 1e-16 times the largest current, 0.3 A, there.
   */
  private static final double FLOOR_AMPERES = 1e-15;

  @Test
  void allCurrentsAreThoseOfTheSimulator() throws IOException {
    assumeTrue(Files.exists(CASES), () -> CASES + " is not beside the project");
    JsonMapper mapper =
        JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    JsonNode cases = mapper.readTree(CASES.toFile());
    assertThat(cases.size()).isEqualTo(33);
    for (Map.Entry<String, JsonNode> entry : cases.properties()) {
      check(entry.getKey(), entry.getValue());
    }
  }

  private static void check(String name, JsonNode given) {
    int columns = given.get("R_ohm").size();
    int rows = given.get("R_ohm").get(0).size();
    double[] siemens = new double[rows * columns];
    double[] columnVolts = new double[columns];
    for (int j = 0; j < columns; j++) {
      columnVolts[j] = given.get("V_in").get(j).get(0).doubleValue();
      for (int k = 0; k < rows; k++) {
        siemens[k * columns + j] = 1 / given.get("R_ohm").get(j).get(k).doubleValue();
      }
    }
    LineResistances lines =
        LineResistances.of(given.get("r_wl").doubleValue(), given.get("r_bl").doubleValue());
    FactoredLines factored = CrossbarLines.of(rows, columns, lines).factor(siemens);
    double[] rowAmperes = new double[rows];
    double[] amperes = new double[rows * columns];
    factored.solve(columnVolts, rowAmperes, amperes);
    factored.deviceAmperes(amperes, amperes);
    double[] near = new double[columns];
    double[] far = new double[columns];
    factored.columnEndAmperes(amperes, near, far);
    for (int k = 0; k < rows; k++) {
      agree(name, rowAmperes[k], given.get("i_out").get(0).get(k));
      for (int j = 0; j < columns; j++) {
        agree(name, amperes[k * columns + j], given.get("i_dev").get(j).get(k));
      }
    }
    for (int j = 0; j < columns; j++) {
      agree(name, near[j], given.get("i_wl").get(j).get(0));
    }
  }

  private static void agree(String name, double found, JsonNode wanted) {
    double amperes = wanted.doubleValue();
    assertThat(found).as(name).isCloseTo(amperes, within(1e-9 * Math.abs(amperes) + FLOOR_AMPERES));
  }
}
