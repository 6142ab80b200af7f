package dev.fluxbar.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.CircuitFile;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.config.RecurrentFile;
import dev.fluxbar.app.sequence.FolderFiles;
import dev.fluxbar.app.sequence.SequenceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages promise: links that lead somewhere, examples that parse, small pictures. */
class DocsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
  private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$|`[^`\\n]*`");

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    pages.add(ROOT.resolve("CHANGELOG.md"));
    for (String folder : List.of("docs", "firmware-protocol", "calibration")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    // A wrong folder would make every test here pass on nothing.
    assertThat(pages).hasSizeGreaterThan(30);
    return pages;
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""));
      while (link.find()) {
        String target = link.group(1);
        if (!target.startsWith("http") && !leads(page, target)) {
          broken.add(ROOT.relativize(page) + " -> " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leads(Path page, String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!file.startsWith(ROOT) || !Files.exists(file)) {
      return false;
    }
    return parts.length == 1 || anchors(file).contains(parts[1]);
  }

  /** The names that headings get: lower case, blanks to dashes, other signs left out. */
  private static List<String> anchors(Path page) throws IOException {
    return Files.readString(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void everyPageOfTheDocumentationIsInAnIndex() throws IOException {
    for (Path page : pages()) {
      Path folder = page.getParent();
      Path index = folder.resolve("README.md");
      if (page.startsWith(ROOT.resolve("docs")) && !page.equals(index)) {
        assertThat(Files.readString(index))
            .as("index of %s", ROOT.relativize(page))
            .contains("(" + page.getFileName());
      }
    }
  }

  @Test
  void theReadmeNamesTheCommandsThatContinuousIntegrationRuns() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String integration = Files.readString(ROOT.resolve(".ci/run"));
    assertThat(readme.lines()).contains("    ./fluxbar demo", "    mvn -B verify");
    assertThat(integration.lines())
        .contains("mvn -B verify")
        .anyMatch(line -> line.startsWith("./fluxbar demo "));
  }

  @Test
  void everyYamlExampleCanBeRead(@TempDir Path folder) throws IOException {
    int found = 0;
    for (Path page : pages()) {
      Matcher block = YAML.matcher(Files.readString(page));
      while (block.find()) {
        found++;
        String yaml = block.group(1);
        Path file = Files.writeString(folder.resolve("example-%d.yaml".formatted(found)), yaml);
        assertThatCode(
                () -> {
                  if (yaml.lines().anyMatch(line -> line.startsWith("bench:"))) {
                    BenchFile.read(file);
                  } else if (yaml.lines().anyMatch(line -> line.startsWith("steps:"))) {
                    SequenceReader.read(
                        yaml, new FolderFiles(folder), BenchFile.of(BenchFile.ACADEMIC));
                  } else if (yaml.contains("lambda-per-second:")) {
                    RecurrentFile.read(file);
                  } else if (yaml.contains("capacitor-farads:")) {
                    CircuitFile.read(file);
                  } else {
                    EmulatorFile.read(file);
                  }
                })
            .as("%s, example %d:%n%s", ROOT.relativize(page), found, yaml)
            .doesNotThrowAnyException();
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(4);
  }

  @Test
  void everyBenchFileAndEmulatorFileInTheCalibrationFolderCanBeRead() throws IOException {
    for (Path file : files("calibration/benches")) {
      assertThatCode(() -> BenchFile.read(file)).as("%s", file).doesNotThrowAnyException();
    }
    for (Path file : files("calibration/emulators")) {
      assertThatCode(() -> EmulatorFile.read(file)).as("%s", file).doesNotThrowAnyException();
    }
  }

  @Test
  void picturesAreSmall() throws IOException {
    for (Path picture : files("docs/images")) {
      assertThat(Files.size(picture)).as("%s", picture).isLessThan(150_000);
    }
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      List<Path> found = files.sorted().toList();
      assertThat(found).as(folder).isNotEmpty();
      return found;
    }
  }
}
