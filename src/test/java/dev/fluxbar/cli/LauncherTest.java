package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, beside a Maven that only copies a jar and speaks where it should not. */
class LauncherTest {
  private static final Path SCRIPT = Path.of("fluxbar").toAbsolutePath();

  private final Path folder;
  private Path home;

  LauncherTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** What the jar runs: says that it ran, and with which arguments. */
  static final class Echo {
    public static void main(String[] arguments) {
      System.out.println("ran " + String.join("|", arguments));
      System.exit(arguments.length == 2 ? 3 : 0);
    }
  }

  record Launched(int exit, String out, String err) {}

  @BeforeEach
  void layOut() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "this system has no /bin/bash");
    home = Files.createDirectories(folder.resolve("the project"));
    Files.copy(SCRIPT, home.resolve("fluxbar"));
    executable(home.resolve("fluxbar"));
    Files.createDirectories(home.resolve("src/main/java"));
    Files.writeString(home.resolve("src/main/java/A.java"), "class A {}");
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    jar(folder.resolve("built.jar"));
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.writeString(
        bin.resolve("mvn"),
        "#!/bin/bash\necho '[INFO] Maven speaks on stdout'\n"
            + "[[ -f \"%1$s/broken\" ]] && exit 1\necho built >> \"%1$s/builds\"\n"
                .formatted(folder)
            + "mkdir -p target/lib && cp \"%s/built.jar\" target/fluxbar.jar\n".formatted(folder));
    executable(bin.resolve("mvn"));
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void jar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
    String name = Echo.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
        InputStream code = Echo.class.getClassLoader().getResourceAsStream(name)) {
      jar.putNextEntry(new ZipEntry(name));
      if (code == null) {
        throw new IOException(name + " is not on the class path");
      }
      code.transferTo(jar);
    }
  }

  private Launched launch(Path from, Path script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile());
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    builder
        .environment()
        .merge("PATH", folder.resolve("bin") + ":" + java, (path, first) -> first + ":" + path);
    int exit = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Launched(
        exit,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private long builds() throws IOException {
    Path builds = folder.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  @Test
  void runsFromAnywhereAndThroughASymbolicLinkAndBuildsOnlyWhatIsStale()
      throws IOException, InterruptedException {
    Launched first = launch(folder, home.resolve("fluxbar"), "read", "a b", "--json");
    assertThat(first.out()).isEqualTo("ran read|a b|--json\n");
    assertThat(first.err()).contains("building, once", "Maven speaks on stdout");
    assertThat(builds()).isEqualTo(1);

    Path link =
        Files.createSymbolicLink(folder.resolve("bin/fluxbar-link"), home.resolve("fluxbar"));
    Launched second = launch(Path.of("/"), link, "one", "two");
    assertThat(second).isEqualTo(new Launched(3, "ran one|two\n", ""));
    assertThat(builds()).isEqualTo(1);

    Instant later = Instant.now().plus(Duration.ofMinutes(1));
    Files.setLastModifiedTime(home.resolve("src/main/java/A.java"), FileTime.from(later));
    Launched third = launch(home, Path.of("./fluxbar"), "x");
    assertThat(third.out()).isEqualTo("ran x\n");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aBrokenBuildIsToldOnStderrAndIsBadInput() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("broken"), "");
    Launched broken = launch(folder, home.resolve("fluxbar"), "read", "--json");
    assertThat(broken.exit()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(broken.out()).isEmpty();
    assertThat(broken.err()).contains("the build failed");
  }
}
