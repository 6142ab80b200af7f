package dev.fluxbar.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.signal.BlockSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

  private static Report academic() {
    Matrix m1 =
        Matrix.of(
            new double[] {0.5498, 3.4501},
            new double[] {2.4605, 2.5499},
            new double[] {3.4502, 0.55});
    Png writing =
        MemductanceFigure.draw(
            List.of(
                MemductancePanel.writing(
                    "Layer 2, row 2, column 3",
                    FigureTest.writing("W(2,3)", 2, 0.5, 1),
                    new MemductancePanel.Target(0.5, 0.05)),
                MemductancePanel.writing(
                    "Layer 1, row 3, column 1",
                    FigureTest.writing("W(3,1)", 2.4, 3.5, 1),
                    new MemductancePanel.Target(3.5, 0.05))));
    Png inference =
        MemductanceFigure.draw(
            List.of(
                MemductancePanel.inference(
                    "Inference: array 1",
                    FigureTest.inference(3, 2, 1659, 5),
                    new MemductancePanel.Block(1659, new BlockSignal(5)))));
    return new Report(
        "The academic example, written & read <on an emulated bench>",
        List.of(
            new Report.Fact("Outcome", "all 12 cells within 0.05 S of their target"),
            new Report.Fact("Pulses", "1659"),
            new Report.Fact("Largest error", "0.0499 S")),
        List.of(
            "The network was steered to M1 and M2 of Heidema (20) by Algorithm 4.",
            "Then the input [-1, 1] was evaluated without changing a memductance."),
        List.of(
            new Report.Figure("Memductance while writing; compare Heidema Fig. 6.", writing),
            new Report.Figure("All cells of array 1 during an inference.", inference),
            new Report.Figure("Array 1 as it was read.", HeatMap.memductance("Array 1", m1))),
        List.of(
            new Report.Table("Array 1, measured", "siemens", m1),
            new Report.Table("Images", "", Matrix.fill(3, 784, (k, j) -> j / 784.0))),
        List.of(
            new Report.Fact("Version", "0.1.0"),
            new Report.Fact("Bench", "emulator:academic"),
            new Report.Fact("Command", "fluxbar demo --seed 7")));
  }

  @Test
  void needsNothingBesideItself() throws IOException {
    String html = HtmlReport.render(academic());
    Files.createDirectories(Path.of("target", "figures"));
    Files.writeString(Path.of("target", "figures", "report.html"), html);
    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .endsWith("</html>\n")
        .contains("<meta name=\"viewport\"")
        .contains("prefers-color-scheme: dark")
        .doesNotContain("<script", "http://", "https://", "<link", "file:");
    assertThat(html.split("src=\"data:image/png;base64,iVBOR", -1)).hasSize(4);
  }

  @Test
  void escapesEveryText() {
    String bad = "<img src=x onerror=\"alert('1')\"> & more";
    String html =
        HtmlReport.render(
            new Report(
                bad,
                List.of(new Report.Fact(bad, bad)),
                List.of(bad),
                List.of(new Report.Figure(bad, HeatMap.error("e", Matrix.fill(1, 1, (k, j) -> 0)))),
                List.of(
                    new Report.Table(bad, bad, Matrix.fill(1, 1, (k, j) -> 0)),
                    new Report.Table(bad, bad, Matrix.fill(1, 99, (k, j) -> 0))),
                List.of(new Report.Fact(bad, bad))));
    assertThat(html)
        .doesNotContain("<img src=x", "\"alert", "'1'")
        .contains("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; more");
    // Title twice, two facts of two texts, paragraph, caption twice, two tables of two texts.
    assertThat(html.split("&lt;img src=x", -1)).hasSize(2 + 4 + 1 + 2 + 4 + 1);
  }

  @Test
  void sumsUpWhatNoOneReads() {
    assertThat(HtmlReport.render(academic()))
        .contains(
            "Images: 3 x 784, from 0 to 0.99872, mean 0.49936; every number is in result.json")
        .contains("<td>0.54980</td><td>3.4501</td>");
  }

  @Test
  void showsFiveDigits() {
    assertThat(HtmlReport.number(0)).isEqualTo("0");
    assertThat(HtmlReport.number(-2.5)).isEqualTo("-2.5000");
    assertThat(HtmlReport.number(1.1e-4)).isEqualTo("1.1000e-04");
    assertThat(HtmlReport.number(12345.6)).isEqualTo("12346");
  }

  @Test
  void leavesOutWhatIsNotThere() {
    String html =
        HtmlReport.render(new Report("t", List.of(), List.of(), List.of(), List.of(), List.of()));
    assertThat(html).doesNotContain("<h2>");
  }
}
