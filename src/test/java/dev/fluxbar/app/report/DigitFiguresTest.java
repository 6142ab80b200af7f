package dev.fluxbar.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.array.Matrix;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DigitFiguresTest {
  private static final Path SHOWN = Path.of("target", "figures");

  private static BufferedImage shown(String name, Png png) throws IOException {
    Files.createDirectories(SHOWN);
    Files.write(SHOWN.resolve(name), png.bytes());
    return ImageIO.read(new ByteArrayInputStream(png.bytes()));
  }

  @Test
  void paintsRightDecisionsBlueAndWrongOnesOrange() throws IOException {
    int[][] counts = new int[10][10];
    for (int k = 0; k < 10; k++) {
      counts[k][k] = 900 + 10 * k;
      counts[k][(k + 3) % 10] = 5 * k;
    }
    Png png = ConfusionFigure.draw("Decisions of the bench", counts);

    BufferedImage image = shown("confusion.png", png);

    // Fields are 54 nominal pixels, drawn at twice their size, from (84, 56); numbers stand in the
    // middle, so the colour is looked for near a corner.
    assertThat(image.getRGB(2 * (84 + 9 * 54 + 4), 2 * (56 + 9 * 54 + 4)) & 0xffffff)
        .isEqualTo(0x0072b2);
    assertThat(image.getRGB(2 * (84 + 2 * 54 + 4), 2 * (56 + 9 * 54 + 4)) & 0xffffff)
        .isEqualTo(0xd55e00);
    assertThat(image.getRGB(2 * (84 + 8 * 54 + 4), 2 * (56 + 9 * 54 + 4)) & 0xffffff)
        .isEqualTo(0xffffff);
  }

  @Test
  void aConfusionOfNothingIsDrawnToo() {
    assertThat(ConfusionFigure.draw("nothing", new int[2][2]).bytes()).isNotEmpty();
  }

  @Test
  void putsImagesSideBySideOnOneScale() throws IOException {
    Random random = new Random(2);
    List<ImageGrid.Tile> tiles = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      int only = i;
      tiles.add(
          new ImageGrid.Tile(
              Matrix.fill(28, 28, (y, x) -> only == 0 ? 1 : random.nextDouble() / 2), "7, not 1"));
    }
    Png png = ImageGrid.ink("Digits that the bench got wrong", tiles, 12);
    BufferedImage image = shown("errors.png", png);
    assertThat(image.getWidth()).isEqualTo(1800);
    // The first tile is ink all over: black. No other tile has more than half of it.
    assertThat(image.getRGB(2 * 40, 2 * 70) & 0xff).isZero();
    assertThat(image.getRGB(2 * (24 + 72 + 30), 2 * 80) & 0xff).isGreaterThan(126);
  }

  @Test
  void zeroIsWhiteInSignedImages() throws IOException {
    Matrix half = Matrix.fill(28, 28, (y, x) -> x < 14 ? 0 : y < 14 ? 3 : -3);
    Png png = ImageGrid.signed("Weights", List.of(new ImageGrid.Tile(half, "neuron 1")), 5);
    BufferedImage image = shown("weights.png", png);
    int paper = image.getRGB(2 * 40, 2 * 100) & 0xffffff;
    assertThat(paper).isEqualTo(0xf7f7f7);
    assertThat(image.getRGB(2 * 150, 2 * 80) & 0xffffff).isEqualTo(0xb35806);
    assertThat(image.getRGB(2 * 150, 2 * 180) & 0xffffff).isEqualTo(0x542788);
  }

  @Test
  void refusesAGridOfNothing() {
    assertThatThrownBy(() -> ImageGrid.ink("none", List.of(), 3)).hasMessageContaining("tiles=0");
  }
}
