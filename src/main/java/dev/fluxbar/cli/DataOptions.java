package dev.fluxbar.cli;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.mnist.DigitFolder;
import dev.fluxbar.app.mnist.Digits;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the images of digits are. */
final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "The folder of MNIST: SPLIT-images-idx3-ubyte and SPLIT-labels-idx1-ubyte,",
        "plain or as .gz."
      })
  @Nullable Path data;

  @Option(
      names = "--train-split",
      paramLabel = "SPLIT",
      description = "The images to train on. Default: train, else train10k.")
  @Nullable String trainSplit;

  @Option(
      names = "--test-split",
      paramLabel = "SPLIT",
      description = "The images to test on. Default: t10k.")
  @Nullable String testSplit;

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Only the first N images of the test split.")
  @Nullable Integer images;

  Digits training() {
    DigitFolder folder = folder();
    return folder.read(trainSplit == null ? folder.trainingSplit() : trainSplit);
  }

  Digits test() {
    DigitFolder folder = folder();
    Digits all = folder.read(testSplit == null ? folder.testSplit() : testSplit);
    if (images == null) {
      return all;
    }
    if (images < 1) {
      throw new BadInput("mnist: images=%d; show at least 1".formatted(images));
    }
    return all.first(images);
  }

  private DigitFolder folder() {
    if (data == null) {
      throw new BadInput("mnist: no data; " + DigitFolder.WHERE);
    }
    return DigitFolder.open(data);
  }
}
