package dev.fluxbar.app.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final Path MNIST = Path.of("../shared/mnist");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private Digits digits;

  @BeforeEach
  void draw() throws IOException {
    DrawnDigits.write(folder, "train", 400, 5, false);
    digits = DigitFolder.open(folder).read("train");
  }

  private DigitNetwork train(TrainingSettings settings) {
    return new Trainer(settings, Activation.SCALED_SIGMOID).train(digits, epoch -> {});
  }

  @Test
  void learnsToTellDigits() throws IOException {
    DrawnDigits.write(folder, "t10k", 400, 6, true);
    DigitNetwork network = train(TrainingSettings.USUAL.withEpochs(60));
    // Guessing is right in one of ten; other specks on the same segments are easy to see through.
    assertThat(network.accuracy(DigitFolder.open(folder).read("t10k"))).isGreaterThan(0.9);
  }

  @Test
  void oneSeedGivesTheSameWeightsAndAnotherSeedOthers() {
    TrainingSettings settings = TrainingSettings.USUAL.withEpochs(2);
    assertThat(train(settings)).isEqualTo(train(settings));
    assertThat(train(settings.withSeed(2))).isNotEqualTo(train(settings));
  }

  @Test
  void noWeightIsLargerThanAllowed() {
    TrainingSettings narrow = new TrainingSettings(List.of(10), 20, 20, 0.1, 0.25, 1);
    double largest = 0;
    for (Matrix layer : train(narrow).layers()) {
      for (double[] row : layer.toArrays()) {
        for (double weight : row) {
          largest = Math.max(largest, Math.abs(weight));
        }
      }
    }
    assertThat(largest).isEqualTo(0.25);
  }

  @Test
  void tellsEveryEpoch() {
    List<Integer> told = new ArrayList<>();
    new Trainer(TrainingSettings.USUAL.withEpochs(3), Activation.TANH).train(digits, told::add);
    assertThat(told).containsExactly(1, 2, 3);
  }

  @Test
  void hasTheLayersThatWereAskedFor() {
    DigitNetwork network = train(TrainingSettings.USUAL.withEpochs(1).withHidden(List.of(6, 4)));
    assertThat(network.layers())
        .extracting(layer -> layer.rows() + " x " + layer.columns())
        .containsExactly("6 x 35", "4 x 6", "10 x 4");
  }

  /**
   * The gradient against differences of the loss. A step of 1e-6 leaves an error of its square
   * times the third derivative, which is of order 1 here, and rounding of 1e-16 / 1e-6: 1e-9 holds
   * both.
   */
  @Test
  void theGradientIsThatOfTheLoss() {
    Random random = new Random(3);
    TrainedLayer layer = new TrainedLayer(4, 3, random);
    double[] input = {0.3, 0, 1, 0.7};
    Activation sigma = Activation.SCALED_SIGMOID;
    double[] error = layer.forward(input, sigma);
    double[] byInput = layer.backward(error, sigma, true);
    for (int j = 0; j < input.length; j++) {
      double h = 1e-6;
      double difference = (loss(layer, input, j, h, sigma) - loss(layer, input, j, -h, sigma));
      assertThat(byInput[j]).isCloseTo(difference / (2 * h), within(1e-9));
    }
  }

  private static double loss(
      TrainedLayer layer, double[] input, int entry, double by, Activation sigma) {
    double[] moved = input.clone();
    moved[entry] += by;
    double sum = 0;
    for (double volts : layer.forward(moved, sigma)) {
      sum += volts * volts / 2;
    }
    return sum;
  }

  private static Offset<Double> within(double bound) {
    return Offset.offset(bound);
  }

  @Test
  void refusesSettingsThatTrainNothing() {
    assertThatThrownBy(() -> TrainingSettings.USUAL.withEpochs(0)).hasMessageContaining("epochs=0");
    assertThatThrownBy(() -> TrainingSettings.USUAL.withHidden(List.of(0)))
        .hasMessageContaining("hidden=[0]");
    assertThatThrownBy(() -> new TrainingSettings(List.of(), 1, 1, Double.NaN, 3, 1))
        .hasMessageContaining("rate=NaN");
  }

  /** The paper tells of 88 %; 87 % is what this project promises with 10,000 training images. */
  @Test
  void reachesThePapersAccuracyOnMnist() {
    assumeThat(Files.isDirectory(MNIST)).as("the data of MNIST beside the project").isTrue();
    DigitFolder mnist = DigitFolder.open(MNIST);
    Digits test = mnist.read("t10k");
    DigitNetwork network =
        new Trainer(TrainingSettings.USUAL, Activation.SCALED_SIGMOID)
            .train(mnist.read("train10k"), epoch -> {});
    assertThat(network.accuracy(test)).isGreaterThan(0.87);
    double[] first = network.output(test.image(0));
    // As the paper shows: index 7 near 1 and the others near 0. Near: nearer than to the middle.
    for (int k = 0; k < first.length; k++) {
      assertThat(first[k]).isCloseTo(k == 7 ? 1 : 0, within(0.25));
    }
  }
}
