package dev.fluxbar.app.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from folders of IDX files, and what is refused by name and offset. */
class DigitFolderTest {
  private static final String IMAGES = "t10k-images-idx3-ubyte";
  private static final String LABELS = "t10k-labels-idx1-ubyte";
  private static final int PIXELS = DrawnDigits.HEIGHT * DrawnDigits.WIDTH;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private void put(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private void refuses(String... parts) {
    assertThatThrownBy(() -> DigitFolder.open(folder).read("t10k"))
        .isInstanceOf(BadInput.class)
        .message()
        .contains(parts);
  }

  @Test
  void readsPixelsAndLabelsPlainAndZipped() throws IOException {
    byte[] pixels = new byte[2 * PIXELS];
    pixels[0] = (byte) 255;
    pixels[PIXELS + 1] = (byte) 51;
    put(IMAGES + ".gz", DrawnDigits.zipped(DrawnDigits.images(2, pixels)));
    put(LABELS, DrawnDigits.labels(new byte[] {9, 0}));

    Digits digits = DigitFolder.open(folder).read("t10k");

    assertThat(digits.count()).isEqualTo(2);
    assertThat(digits.height()).isEqualTo(7);
    assertThat(digits.width()).isEqualTo(5);
    assertThat(digits.label(0)).isEqualTo(9);
    assertThat(digits.label(1)).isEqualTo(0);
    assertThat(digits.at(0, 0)).isEqualTo(1);
    // 51 / 255 is a fifth.
    assertThat(digits.image(1)[1]).isEqualTo(0.2);
    assertThat(Arrays.stream(digits.image(1)).sum()).isEqualTo(0.2);
    assertThat(digits.first(1).count()).isEqualTo(1);
    assertThat(digits.first(5).count()).isEqualTo(2);
  }

  @Test
  void findsUsualSplitsAndTheDotOfSomeMirrors() throws IOException {
    DrawnDigits.write(folder, "train10k", 3, 1, true);
    put("t10k-images.idx3-ubyte", DrawnDigits.images(1, new byte[PIXELS]));
    put("t10k-labels.idx1-ubyte", DrawnDigits.labels(new byte[] {4}));

    DigitFolder found = DigitFolder.open(folder);

    assertThat(found.trainingSplit()).isEqualTo("train10k");
    assertThat(found.testSplit()).isEqualTo("t10k");
    assertThat(found.read("t10k").label(0)).isEqualTo(4);
    DrawnDigits.write(folder, "train", 3, 1, true);
    assertThat(DigitFolder.open(folder).trainingSplit()).isEqualTo("train");
  }

  @Test
  void refusesAFileThatEndsEarlyWithTheOffsetOfItsEnd() throws IOException {
    byte[] whole = DrawnDigits.images(2, new byte[2 * PIXELS]);
    put(LABELS, DrawnDigits.labels(new byte[2]));
    for (int length : new int[] {0, 3, 6, 15, 16, 50, whole.length - 1}) {
      put(IMAGES, Arrays.copyOf(whole, length));
      refuses(IMAGES, "offset=" + length, "ends here");
    }
  }

  @Test
  void refusesAFileThatGoesOn() throws IOException {
    byte[] whole = DrawnDigits.images(2, new byte[2 * PIXELS]);
    put(IMAGES, Arrays.copyOf(whole, whole.length + 1));
    put(LABELS, DrawnDigits.labels(new byte[2]));
    refuses(IMAGES, "offset=" + whole.length, "goes on");
  }

  @Test
  void refusesAGzipStreamThatIsCutOrDamaged() throws IOException {
    byte[] packed = DrawnDigits.zipped(DrawnDigits.images(1, new byte[PIXELS]));
    put(LABELS, DrawnDigits.labels(new byte[1]));
    put(IMAGES + ".gz", Arrays.copyOf(packed, packed.length - 6));
    refuses(IMAGES + ".gz", "gzip");
    packed[packed.length - 5] ^= 1;
    put(IMAGES + ".gz", packed);
    refuses(IMAGES + ".gz", "gzip");
    put(IMAGES + ".gz", new byte[] {1, 2, 3, 4});
    refuses(IMAGES + ".gz", "gzip");
  }

  @Test
  void refusesTheWrongMagicNumberAndNamesIt() throws IOException {
    put(IMAGES, DrawnDigits.labels(new byte[40]));
    put(LABELS, DrawnDigits.labels(new byte[40]));
    refuses(IMAGES, "offset=0", "magic=0x00000801", "0x00000803");
    put(IMAGES, DrawnDigits.images(1, new byte[PIXELS]));
    put(LABELS, DrawnDigits.images(1, new byte[PIXELS]));
    refuses(LABELS, "offset=0", "magic=0x00000803", "0x00000801");
  }

  @Test
  void refusesSizesThatNoFileHas() throws IOException {
    put(LABELS, DrawnDigits.labels(new byte[1]));
    byte[] none = DrawnDigits.images(0, new byte[0]);
    put(IMAGES, none);
    refuses(IMAGES, "offset=4", "size=0");
    byte[] huge = DrawnDigits.images(1, new byte[PIXELS]);
    huge[8] = (byte) 0xff;
    put(IMAGES, huge);
    refuses(IMAGES, "offset=8", "size=");
  }

  @Test
  void refusesImagesAndLabelsOfDifferentNumber() throws IOException {
    put(IMAGES, DrawnDigits.images(2, new byte[2 * PIXELS]));
    put(LABELS, DrawnDigits.labels(new byte[3]));
    refuses(IMAGES, "images=2", LABELS, "labels=3", "offset=4");
  }

  @Test
  void refusesALabelThatIsNoDigit() throws IOException {
    put(IMAGES, DrawnDigits.images(2, new byte[2 * PIXELS]));
    put(LABELS, DrawnDigits.labels(new byte[] {3, 10}));
    refuses(LABELS, "offset=9", "label=10");
    put(LABELS, DrawnDigits.labels(new byte[] {(byte) 200, 1}));
    refuses(LABELS, "offset=8", "label=200");
  }

  @Test
  void saysWhichFilesToPutWhere() throws IOException {
    assertThatThrownBy(() -> DigitFolder.open(folder.resolve("none")))
        .hasMessageContaining("no such folder")
        .hasMessageContaining("train-images-idx3-ubyte");
    assertThatThrownBy(() -> DigitFolder.open(folder)).hasMessageContaining(DigitFolder.WHERE);
    put(IMAGES, DrawnDigits.images(1, new byte[PIXELS]));
    refuses("t10k-labels-idx1-ubyte is missing");
    assertThatThrownBy(() -> DigitFolder.open(folder).trainingSplit())
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("[t10k]");
    assertThatThrownBy(() -> DigitFolder.open(folder).read("train"))
        .hasMessageContaining("split=train");
  }
}
