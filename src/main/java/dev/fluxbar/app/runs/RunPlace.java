package dev.fluxbar.app.runs;

import dev.fluxbar.app.BadInput;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where the folders of runs lie. */
public final class RunPlace {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private RunPlace() {}

  /**
   * Makes {@code runs/yyyyMMdd-HHmmss-command}, with {@code -2}, {@code -3}, ... behind it when
   * other runs began in the same second.
   *
   * @throws BadInput if no folder can be made there
   */
  public static Path fresh(Path dataFolder, String command, Clock clock) {
    Path runs = dataFolder.resolve("runs");
    String name = STAMP.format(LocalDateTime.now(clock)) + "-" + command;
    try {
      Files.createDirectories(runs);
      for (int n = 1; ; n++) {
        Path folder = runs.resolve(n == 1 ? name : name + "-" + n);
        try {
          // Fails if it exists: two processes never get the same folder.
          return Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
          if (n == 1000) {
            throw e;
          }
        }
      }
    } catch (IOException e) {
      throw cannot(runs, e);
    }
  }

  /**
   * Takes the folder that {@code --run-dir} names; makes it if it is not there.
   *
   * @throws BadInput if it is a file, or holds anything
   */
  public static Path named(Path folder) {
    try {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new BadInput(folder + ": --run-dir needs a folder and this is a file; name another");
      }
      Files.createDirectories(folder);
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw new BadInput(
              folder + ": --run-dir needs an empty folder and this one is not; name a new one");
        }
      }
      return folder;
    } catch (IOException e) {
      throw cannot(folder, e);
    }
  }

  /** Every run in the data folder whose record can be read, the newest first. */
  public static List<Path> all(Path dataFolder) {
    Path runs = dataFolder.resolve("runs");
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      List<Path> found =
          new ArrayList<>(
              folders
                  .filter(folder -> Files.isRegularFile(folder.resolve(RunRecord.FILE)))
                  .toList());
      found.sort(Comparator.comparing((Path folder) -> folder.getFileName().toString()).reversed());
      return found;
    } catch (IOException e) {
      throw new BadInput(runs + ": the folder cannot be read; check its permissions", e);
    }
  }

  /** What a run is called: the name of its folder. */
  public static String name(Path folder) {
    Path name = folder.getFileName();
    return name == null ? folder.toString() : name.toString();
  }

  private static BadInput cannot(Path folder, IOException e) {
    return new BadInput(
        "%s: the folder cannot be made (%s); check its permissions or name another with --run-dir"
            .formatted(folder, e.getClass().getSimpleName()),
        e);
  }
}
