package dev.fluxbar.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class WaveFigureTest {
  private static final double[] TIMES = {0, 1e-3, 2e-3};

  private static WavePanel panel(double... values) {
    return new WavePanel("", "voltage", "V", List.of(new Wave("a", TIMES, values)));
  }

  private static int coloured(Png png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png.bytes()));
    int found = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        found += (image.getRGB(x, y) & 0xffffff) == (Palette.curve(0).getRGB() & 0xffffff) ? 1 : 0;
      }
    }
    return found;
  }

  @Test
  void drawsEveryPanelFlatOrNot() throws IOException {
    Png one = WaveFigure.draw(List.of(panel(0, 0, 0)));
    Png two = WaveFigure.draw(List.of(panel(0, 0, 0), panel(-0.07, 0.04, -0.065)));

    // A flat wave is a line across most of 1800 pixels.
    assertThat(coloured(one)).isGreaterThan(1500);
    assertThat(two.height()).isEqualTo(2 * one.height());
    assertThat(coloured(two)).isGreaterThan(coloured(one) + 1500);
  }

  @Test
  void refusesWhatIsNoWave() {
    assertThatThrownBy(() -> new Wave("a", TIMES, new double[] {0, Double.NaN, 0}))
        .hasMessageContaining("label=a, times=3, values=3");
    assertThatThrownBy(() -> new Wave("a", new double[] {1, 0}, new double[2]))
        .hasMessageContaining("ordered by time");
    assertThatThrownBy(() -> new WavePanel("t", "voltage", "V", List.of()))
        .hasMessageContaining("panel=t, waves=0");
    assertThatThrownBy(() -> WaveFigure.draw(List.of())).hasMessageContaining("panels=0");
  }
}
