package dev.fluxbar.daemon.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a run's folder. A name from outside is compared with the names that are there, part
 * by part, and is never made into a path; links are no files.
 */
final class RunFiles {
  private static final int MOST = 10_000;
  private static final int DEEPEST = 3;

  private final Path folder;

  RunFiles(Path folder) {
    this.folder = folder;
  }

  /** Names with their sizes, those of a step below the step's: {@code step-01-read/figure.png}. */
  List<Map<String, Object>> list() {
    try (Stream<Path> walk = Files.walk(folder, DEEPEST)) {
      return walk.filter(RunFiles::isFile).limit(MOST).sorted().map(this::entry).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Object> entry(Path file) {
    Map<String, Object> entry = new LinkedHashMap<>();
    List<String> parts = new ArrayList<>();
    folder.relativize(file).forEach(part -> parts.add(part.toString()));
    entry.put("name", String.join("/", parts));
    try {
      entry.put("bytes", Files.size(file));
    } catch (IOException e) {
      entry.put("bytes", 0); // it went away meanwhile, as temporary files do
    }
    return entry;
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * The file of a name; empty if there is none.
   *
   * @param name as {@link #list} tells it
   */
  Optional<Path> find(String name) {
    Optional<Path> at = Optional.of(folder);
    for (String part : name.split("/", -1)) {
      at = at.flatMap(parent -> child(parent, part));
    }
    return at.filter(RunFiles::isFile);
  }

  private static Optional<Path> child(Path parent, String name) {
    if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(child -> String.valueOf(child.getFileName()).equals(name)).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a browser is told that it is. */
  static String type(String name) {
    String end = name.substring(name.lastIndexOf('.') + 1);
    return switch (end) {
      case "json" -> Route.JSON;
      case "jsonl", "txt", "yaml" -> "text/plain; charset=utf-8";
      case "csv" -> "text/csv; charset=utf-8";
      case "png" -> "image/png";
      case "html" -> "text/html; charset=utf-8";
      case "npz" -> "application/x-npz";
      default -> "application/octet-stream";
    };
  }

  static Problem.Found none(String name) {
    return new Problem(
            404,
            "no-such",
            "file: name=%s; the list of files names them".formatted(Asked.brief(name)))
        .found();
  }
}
