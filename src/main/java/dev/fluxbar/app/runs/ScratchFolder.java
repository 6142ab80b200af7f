package dev.fluxbar.app.runs;

import dev.fluxbar.app.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for what nobody needs afterwards; it goes with everything in it. */
public final class ScratchFolder implements AutoCloseable {
  private final Path path;

  private ScratchFolder(Path path) {
    this.path = path;
  }

  /**
   * A new one in the system's place for such.
   *
   * @throws BadInput if none can be had
   */
  public static ScratchFolder make() {
    try {
      return new ScratchFolder(Files.createTempDirectory("fluxbar-"));
    } catch (IOException e) {
      throw cannot(e);
    }
  }

  public Path path() {
    return path;
  }

  private static BadInput cannot(IOException e) {
    return new BadInput(
        "scratch folder: %s; check java.io.tmpdir and the space there".formatted(e.getMessage()),
        e);
  }

  /** Twice is harmless. */
  @Override
  public void close() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : inside) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      throw cannot(e);
    }
  }
}
