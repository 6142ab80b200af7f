package dev.fluxbar.app.mnist;

import dev.fluxbar.app.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of IDX files: {@code SPLIT-images-idx3-ubyte} and {@code SPLIT-labels-idx1-ubyte}, each
 * plain or with {@code .gz}; some mirrors write {@code -images.idx3-ubyte}.
 */
public final class DigitFolder {

  /** What to do when there is no data. */
  public static final String WHERE =
      "put train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and"
          + " t10k-labels-idx1-ubyte of MNIST into one folder, plain or as .gz, and name it with"
          + " --data";

  private static final Pattern IMAGES =
      Pattern.compile("(?<split>.+)-images[-.]idx3-ubyte(?:\\.gz)?");

  private final Path folder;
  private final TreeSet<String> splits = new TreeSet<>();

  private DigitFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Looks what a folder has.
   *
   * @throws BadInput if it is no folder or has no images
   */
  public static DigitFolder open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadInput("%s: there is no such folder; %s".formatted(folder, WHERE));
    }
    DigitFolder found = new DigitFolder(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = IMAGES.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          found.splits.add(name.group("split"));
        }
      }
    } catch (IOException e) {
      throw new BadInput(folder + ": the folder cannot be read; check its permissions", e);
    }
    if (found.splits.isEmpty()) {
      throw new BadInput("%s: it has no images; %s".formatted(folder, WHERE));
    }
    return found;
  }

  /**
   * The digits of a split, such as {@code train} or {@code t10k}.
   *
   * @throws BadInput if they are not there or damaged
   */
  public Digits read(String split) {
    if (!splits.contains(split)) {
      throw new BadInput(
          "%s: split=%s; it has %s, name one of them or add the files"
              .formatted(folder, split, splits));
    }
    return Digits.read(file(split, "images", "idx3"), file(split, "labels", "idx1"));
  }

  /** The split to train on unless another is named. */
  public String trainingSplit() {
    return usual("train", "train10k").orElseThrow(() -> none("to train on", "train"));
  }

  /** The split to test on unless another is named. */
  public String testSplit() {
    return usual("t10k", "test").orElseThrow(() -> none("to test on", "t10k"));
  }

  private Optional<String> usual(String... names) {
    return Stream.of(names).filter(splits::contains).findFirst();
  }

  private BadInput none(String purpose, String usual) {
    return new BadInput(
        "%s: it has %s, and nothing %s under the usual name %s; name a split or %s"
            .formatted(folder, splits, purpose, usual, WHERE));
  }

  private Path file(String split, String content, String format) {
    for (String name :
        List.of(
            "%s-%s-%s-ubyte".formatted(split, content, format),
            "%s-%s.%s-ubyte".formatted(split, content, format))) {
      for (String ending : List.of("", ".gz")) {
        Path file = folder.resolve(name + ending);
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
    }
    throw new BadInput(
        "%s: %s-%s-%s-ubyte is missing; %s".formatted(folder, split, content, format, WHERE));
  }
}
