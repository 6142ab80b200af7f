package dev.fluxbar.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.signal.BlockSignal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FigureTest {

  /** Where a person can look at the figures after the tests. */
  private static final Path SHOWN = Path.of("target", "figures");

  private static Png shown(String name, Png png) throws IOException {
    Files.createDirectories(SHOWN);
    Files.write(SHOWN.resolve(name), png.bytes());
    return png;
  }

  private static BufferedImage image(Png png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png.bytes()));
  }

  private static Set<Integer> colours(Png png) throws IOException {
    BufferedImage image = image(png);
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y) & 0xFFFFFF);
      }
    }
    return colours;
  }

  /** A write that first goes the wrong way, as in Heidema Fig. 6. */
  static Curve writing(String label, double start, double target, double scale) {
    double[] seconds = new double[200];
    double[] siemens = new double[200];
    for (int i = 0; i < 200; i++) {
      seconds[i] = i * scale;
      double rise = i < 2 ? 0.1 * i : 0.2 * Math.exp(-i / 8.0);
      siemens[i] = scale * (target + 0.05 + (start - target) * Math.exp(-i / 45.0) + rise);
    }
    return new Curve(label, seconds, siemens);
  }

  static List<Curve> inference(int rows, int columns, double start, double tau) {
    List<Curve> curves = new ArrayList<>();
    for (int k = 0; k < rows; k++) {
      for (int j = 0; j < columns; j++) {
        double[] seconds = new double[401];
        double[] siemens = new double[401];
        for (int i = 0; i <= 400; i++) {
          double t = 4 * tau * i / 400;
          double flux = t < tau ? -t : t < 3 * tau ? t - 2 * tau : 4 * tau - t;
          seconds[i] = start + t;
          siemens[i] =
              2 + Math.atan((j % 2 == 0 ? -1 : 1) * flux * 5 / tau + (k * columns + j) - 2.5);
        }
        curves.add(new Curve("W(%d,%d)".formatted(k + 1, j + 1), seconds, siemens));
      }
    }
    return curves;
  }

  @Test
  void drawsTwoWritesSideBySide() throws IOException {
    Png png =
        shown(
            "figure-6.png",
            MemductanceFigure.draw(
                List.of(
                    MemductancePanel.writing(
                        "Writing: layer 2, row 2, column 3",
                        writing("W(2,3)", 2, 0.5, 1),
                        new MemductancePanel.Target(0.5, 0.05)),
                    MemductancePanel.writing(
                        "Writing: layer 1, row 3, column 1",
                        writing("W(3,1)", 2.4, 3.5, 1),
                        new MemductancePanel.Target(3.5, 0.05)))));
    assertThat(png.width()).isEqualTo(1200);
    assertThat(image(png).getWidth()).isEqualTo(2400);
    assertThat(image(png).getHeight()).isEqualTo(1200);
    assertThat(colours(png)).contains(Palette.BAND.getRGB() & 0xFFFFFF, 0x0072B2);
  }

  @Test
  void drawsEveryCellDuringAnInference() throws IOException {
    MemductancePanel.Block block = new MemductancePanel.Block(1659, new BlockSignal(5));
    Png png =
        shown(
            "figure-7.png",
            MemductanceFigure.draw(
                List.of(
                    MemductancePanel.inference(
                        "Inference: array 1", inference(3, 2, 1659, 5), block))));
    assertThat(png.width()).isEqualTo(MemductanceFigure.WIDTH);
    assertThat(png.height()).isEqualTo(MemductanceFigure.HEIGHT);
    assertThat(colours(png))
        .contains(
            Palette.SHADE.getRGB() & 0xFFFFFF,
            0x0072B2,
            0xD55E00,
            0x009E73,
            0xCC79A7,
            0x56B4E9,
            0xE69F00);
  }

  @Test
  void drawsFifteenCellsAndACrowd() throws IOException {
    MemductancePanel.Block block = new MemductancePanel.Block(0, new BlockSignal(0.001));
    shown(
        "fifteen.png",
        MemductanceFigure.draw(
            List.of(MemductancePanel.inference("Array 2", inference(3, 5, 0, 0.001), block))));
    Png crowd =
        shown(
            "crowd.png",
            MemductanceFigure.draw(
                List.of(MemductancePanel.inference("Crowd", inference(10, 10, 0, 0.001), block))));
    assertThat(colours(crowd)).hasSizeGreaterThan(10);
  }

  @Test
  void drawsSmallDevicesInTheirOwnUnit() throws IOException {
    shown(
        "small.png",
        MemductanceFigure.draw(
            List.of(
                MemductancePanel.writing(
                    "A device of microsiemens",
                    writing("W(1,1)", 2, 0.5, 1e-5),
                    new MemductancePanel.Target(0.5e-5, 0.05e-5)))));
    assertThat(AxisUnit.of(2e-5, "S")).isEqualTo(new AxisUnit("\u00b5S", 1e6));
    assertThat(AxisUnit.of(0.5, "S")).isEqualTo(new AxisUnit("S", 1));
    assertThat(AxisUnit.of(0, "S")).isEqualTo(new AxisUnit("S", 1));
    assertThat(AxisUnit.text(-0.0001, 10)).isEqualTo("0.0");
  }

  @Test
  void drawsASinglePointAndAFlatLine() {
    Curve point = new Curve("W", new double[] {3}, new double[] {2});
    Curve flat = new Curve("W", new double[] {0, 1}, new double[] {0, 0});
    for (Curve curve : List.of(point, flat)) {
      Png png =
          MemductanceFigure.draw(
              List.of(
                  MemductancePanel.writing("flat", curve, new MemductancePanel.Target(0.0, 0))));
      assertThat(png.bytes()).isNotEmpty();
    }
  }

  @Test
  void drawsHeatMaps() throws IOException {
    Matrix m1 =
        Matrix.of(new double[] {0.55, 3.45}, new double[] {2.55, 2.55}, new double[] {3.45, 0.55});
    shown("heat-3x2.png", HeatMap.memductance("Array 1, measured", m1));
    Png error =
        shown(
            "heat-error.png",
            HeatMap.error(
                "Array 2, measured minus target",
                Matrix.fill(2, 3, (k, j) -> 0.05 * Math.sin(3 * k + j))));
    assertThat(error.width()).isEqualTo(900);
    shown(
        "heat-mnist.png",
        HeatMap.memductance(
            "20 x 784", Matrix.fill(20, 784, (k, j) -> 1e-4 * (2 + Math.sin(k + j / 40.0)))));
    shown("heat-column.png", HeatMap.memductance("64 x 1", Matrix.fill(64, 1, (k, j) -> k + 1)));
    shown("heat-flat.png", HeatMap.error("No error", Matrix.fill(2, 2, (k, j) -> 0)));
  }

  @Test
  void drawsALedgerInItsOwnUnit() throws IOException {
    Png png =
        shown(
            "ledger.png",
            HeatMap.flux(
                "Array 1, flux ledger",
                Matrix.fill(17, 17, (k, j) -> 2e-4 * Math.sin(3 * k + j) * (j < 8 ? 1 : 0.2))));
    assertThat(colours(png)).hasSizeGreaterThan(50);
    assertThat(AxisUnit.of(2e-4, "V s")).isEqualTo(new AxisUnit("mV s", 1e3));
    assertThat(AxisUnit.of(2e-5, "S").word("siemens")).isEqualTo("microsiemens");
    assertThat(AxisUnit.of(3, "S").word("siemens")).isEqualTo("siemens");
  }

  @Test
  void drawsHistograms() throws IOException {
    Random random = new Random(5);
    double[] gaussian = random.doubles(289).map(x -> 30e-6 * (1 + 0.1 * (x - 0.5))).toArray();
    Png png = shown("histogram.png", Histogram.draw("Layer 1", "memductance", "S", gaussian));
    assertThat(colours(png)).contains(0x0072B2);
    shown(
        "histogram-signed.png",
        Histogram.draw(
            "Gains", "gain - 1 (%)", "", random.doubles(40).map(x -> x - 0.5).toArray()));
    shown("histogram-one.png", Histogram.draw("One", "error", "S", new double[] {0}));
  }

  @Test
  void everyValueIsInABin() {
    for (long seed = 1; seed <= 50; seed++) {
      Random random = new Random(seed);
      double[] values = random.doubles(1 + random.nextInt(300)).map(x -> 1e-6 * x * x).toArray();
      int[] counts = Histogram.Bins.of(values).counts;
      assertThat(Arrays.stream(counts).sum()).as("seed %d", seed).isEqualTo(values.length);
    }
    // All alike, and all but alike: no bin of no width.
    assertThat(Histogram.Bins.of(new double[] {7, 7, 7}).counts).contains(3);
    double[] close = {1, Math.nextUp(1.0)};
    assertThat(Arrays.stream(Histogram.Bins.of(close).counts).sum()).isEqualTo(2);
  }

  @Test
  void drawsADeviceWithItsPoints() throws IOException {
    ArctanMemristor device = new ArctanMemristor(30e-6, 14e-6, 0.02);
    Random random = new Random(3);
    List<DeviceFigure.Point> points = new ArrayList<>();
    for (int i = -15; i <= 15; i++) {
      double flux = 0.006 * i;
      double noise = 4e-7 * random.nextGaussian();
      points.add(new DeviceFigure.Point(flux, device.memductanceSiemens(flux) + noise, 4e-7));
    }
    Png png = shown("device.png", DeviceFigure.draw("Fitted device", points, device));
    assertThat(colours(png)).contains(0x0072B2, 0xD55E00);
    shown(
        "device-one.png",
        DeviceFigure.draw("One point", List.of(new DeviceFigure.Point(0, 30e-6, 0)), device));
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    assertThatThrownBy(() -> Histogram.draw("none", "x", "", new double[0]))
        .hasMessageContaining("values=0");
    assertThatThrownBy(() -> Histogram.draw("none", "x", "", new double[] {Double.NaN}))
        .hasMessageContaining("all finite");
    assertThatThrownBy(() -> new DeviceFigure.Point(0, 1, Double.NaN))
        .hasMessageContaining("deviation-siemens=NaN");
    assertThatThrownBy(
            () -> DeviceFigure.draw("none", List.of(), new ArctanMemristor(30e-6, 14e-6, 0.02)))
        .hasMessageContaining("points=0");
  }

  @Test
  void refusesCurvesThatAreNone() {
    assertThatThrownBy(() -> new Curve("W", new double[] {1}, new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Curve("W", new double[] {1}, new double[] {Double.NaN}))
        .hasMessageContaining("be finite and ordered by time");
    assertThatThrownBy(() -> new Curve("W", new double[] {1, 0}, new double[] {1, 1}))
        .hasMessageContaining("point=2");
    assertThatThrownBy(() -> MemductanceFigure.draw(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsItsPoints() {
    double[] seconds = {1, 2};
    Curve curve = new Curve("W", seconds, new double[] {3, 4});
    seconds[0] = 9;
    curve.seconds()[1] = 9;
    assertThat(curve.seconds()).containsExactly(1, 2);
  }
}
