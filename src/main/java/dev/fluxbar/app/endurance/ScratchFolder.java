package dev.fluxbar.app.endurance;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.runs.RunPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The folder of a campaign: one that a person named, or one that goes when it was a success. */
public final class ScratchFolder {
  private ScratchFolder() {}

  /**
   * Does work in a folder.
   *
   * @param named new or empty, and kept; else one is made in the system's temporary folder, and
   *     removed unless something was found
   * @throws BadInput if the folder cannot be had
   */
  public static OperationResult with(Optional<Path> named, Function<Path, OperationResult> work) {
    if (named.isPresent()) {
      return work.apply(RunPlace.named(named.get()));
    }
    Path folder = made();
    OperationResult result = work.apply(folder);
    if (result.reached()) {
      remove(folder);
    }
    return result;
  }

  private static Path made() {
    try {
      return Files.createTempDirectory("fluxbar-");
    } catch (IOException e) {
      throw new BadInput("--run-dir: no temporary folder can be made here; name one", e);
    }
  }

  /** Removes a folder with all that is in it; links are not followed. */
  static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s: it cannot be removed".formatted(folder), e);
    }
  }
}
