package dev.fluxbar.app.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.transport.PseudoTerminal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heidema Section VII-A with epsilon 0.05, T = 1, tau = 5: what the demo promises. */
class DemoTest {
  private static final OptionalLong SEED = OptionalLong.of(7);

  private static Path folder;
  private static Map<String, Object> values = Map.of();
  private static BoardTruth truth;

  /** Once, on a board in memory whose truth can be asked. */
  @BeforeAll
  static void demonstrate(@TempDir Path temporary) {
    folder = temporary;
    RunFolder.Request request = new RunFolder.Request("demo", List.of(), SEED, "emulator:academic");
    try (OpenBench open = open(Line.MEMORY);
        RunFolder run =
            RunFolder.begin(
                request, folder, Optional.of(folder.resolve("memory")), Clock.systemUTC())) {
      Demo demo = new Demo(Audience.NOBODY);
      demo.check(open);
      OperationResult result = demo.run(open, run);
      assertThat(result.reached()).as(result.message()).isTrue();
      values = result.values();
      truth = open.emulated().orElseThrow().truth();
    }
  }

  private static OpenBench open(Line line) {
    return OpenBench.open(BenchFile.of(BenchFile.ACADEMIC), line, SEED);
  }

  @Test
  void everyTrueMemductanceIsWithinEpsilonOfItsTarget() {
    assertThat(truth.memductances().largestDifferenceSiemens(AcademicExample.TARGET))
        .isLessThanOrEqualTo(AcademicExample.EPSILON_SIEMENS);
  }

  /**
   * The paper prints two decimals, so 0.005 is rounding. A write ends with the first pulse behind
   * which the error and the resolution of its measurement together are within epsilon: that may be
   * one pulse later than without the resolution, and the last pulse to a cell moves it by at most
   * alpha epsilon T W' = 0.014 W', which is below 0.005 for every value here but the middle row's.
   */
  @Test
  void trueMatricesAreThoseOfThePaper() {
    Matrix first = truth.memductances().array(0);
    Matrix second = truth.memductances().array(1);
    double[][] printed = {{0.55, 3.45}, {}, {3.45, 0.55}};
    for (int k : new int[] {0, 2}) {
      for (int j = 0; j < 2; j++) {
        assertThat(first.at(k, j)).isCloseTo(printed[k][j], within(0.01));
      }
    }
    for (int j = 0; j < 2; j++) {
      // Reached from below or from above: both are within epsilon of 2.5.
      double end = first.at(1, j) < 2.5 ? 2.46 : 2.55;
      assertThat(first.at(1, j)).isCloseTo(end, within(0.01));
    }
    double[][] deeper = {{0.55, 1.53, 3.45}, {3.45, 1.05, 0.55}};
    for (int k = 0; k < 2; k++) {
      for (int j = 0; j < 3; j++) {
        assertThat(second.at(k, j)).isCloseTo(deeper[k][j], within(0.01));
      }
    }
  }

  @Test
  void theOutputIsThatOfTheTrueWeightsAndThatOfThePaper() {
    double[] signal = {-1, 1};
    for (Matrix array : truth.memductances().arrays()) {
      signal = Activation.TANH.volts(array.times(signal));
    }
    List<?> output = (List<?>) value("output-volts");
    double[] paper = {-0.99377, 0.99374};
    for (int k = 0; k < 2; k++) {
      assertThat((Double) output.get(k)).isCloseTo(signal[k], within(1e-3));
      assertThat((Double) output.get(k)).isCloseTo(paper[k], within(2e-4));
    }
  }

  @Test
  void theFiguresOfMeritHold() {
    assertThat((Double) value("residual-flux-volt-seconds")).isBetween(0.0, 1e-9);
    assertThat((Long) value("pulses")).isBetween(1_600L, 1_700L);
    assertThat((Double) value("max-write-error-siemens")).isLessThanOrEqualTo(0.05);
    assertThat(values.keySet())
        .contains(
            "transport",
            "written-siemens",
            "target-siemens",
            "max-write-error-siemens",
            "pulses",
            "bench-seconds",
            "output-volts",
            "expected-output-volts",
            "residual-flux-volt-seconds",
            "wall-seconds");
  }

  @Test
  void tcpSaysTheSameBytesAsMemory() {
    assertThat(document(errand(Line.TCP).values())).isEqualTo(document(values));
  }

  @Test
  void aPseudoTerminalSaysTheSameBytesAsMemoryAndTheRunIsKeptWhole() throws IOException {
    assumeTrue(PseudoTerminal.supported(), "this system has no pseudo-terminals");
    assertThat(document(errand(Line.PTY).values())).isEqualTo(document(values));
    Path run = folder.resolve("pty");
    assertThat(RunRecord.read(run).state()).isEqualTo(RunState.DONE);
    // Read, write, one line a pulse, verify, infer.
    assertThat(Files.readAllLines(run.resolve("progress.jsonl")))
        .hasSize(3 + ((Long) value("pulses")).intValue())
        .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
    assertThat(run.resolve("report.html"))
        .content()
        .contains("<html", "data:image/png", "3.45", "</html>");
    aPicture(run.resolve("figure-6-writing.png"));
    aPicture(run.resolve("figure-7-inference-layer-1.png"));
    aPicture(run.resolve("figure-8-inference-layer-2.png"));
  }

  private static Object value(String key) {
    return Objects.requireNonNull(values.get(key), key);
  }

  private static OperationResult errand(Line line) {
    return new Errand(
            "demo",
            List.of(),
            BenchFile.of(BenchFile.ACADEMIC),
            Optional.empty(),
            line,
            SEED,
            Optional.of(folder.resolve(line.toString())),
            false,
            Audience.NOBODY)
        .run(new Demo(Audience.NOBODY));
  }

  /** What the line and the wall's clock have no part in. */
  private static String document(Map<String, Object> result) {
    Map<String, Object> rest = new LinkedHashMap<>(result);
    assertThat(rest.remove("transport")).isNotNull();
    assertThat(rest.remove("wall-seconds")).isNotNull();
    return ResultJson.document(rest);
  }

  private static boolean strong(int rgb) {
    return Math.abs((rgb >> 16 & 255) - (rgb & 255)) > 60;
  }

  private static void aPicture(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
    assertThat(image).as("%s is a PNG", file).isNotNull();
    assertThat(image.getWidth()).isGreaterThan(400);
    assertThat(image.getHeight()).isGreaterThan(300);
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y));
      }
    }
    // An empty frame of black axes on white, smoothed, has shades of grey only; curves have colour.
    assertThat(colours.stream().filter(DemoTest::strong).count()).isPositive();
    assertThat(colours.size()).isGreaterThan(20);
  }
}
