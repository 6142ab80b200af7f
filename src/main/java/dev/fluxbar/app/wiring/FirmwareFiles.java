package dev.fluxbar.app.wiring;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.fault.BenchFault;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the reference firmware lies: its sources in {@code firmware-protocol/reference} of the
 * project that this program was built in, what was built of them in {@code target/firmware}.
 */
final class FirmwareFiles {
  private final Path project;
  private final String searchPath;

  /**
   * @param searchPath where programs are, as the variable PATH has it
   */
  FirmwareFiles(Path project, String searchPath) {
    this.project = project;
    this.searchPath = searchPath;
  }

  /** Of the project whose {@code target} this program runs from, as a jar or as classes. */
  static FirmwareFiles ofThisProgram() {
    try {
      Path code =
          Path.of(FirmwareFiles.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path target = code.toAbsolutePath().getParent();
      Path project = target == null ? null : target.getParent();
      String searchPath = System.getenv().getOrDefault("PATH", "");
      return new FirmwareFiles(project == null ? code : project, searchPath);
    } catch (URISyntaxException e) {
      throw new BenchFault("firmware: project=unknown; run the program from its project", e);
    }
  }

  /**
   * What starts the firmware; builds it first if it is not there.
   *
   * @throws BadInput if this machine cannot build or run it; the message says what to install
   */
  List<String> command(BenchUri.Firmware uri, List<String> options) {
    List<String> command =
        switch (uri.port()) {
          case HOST -> List.of(built(uri, "fluxbar-board-host", "gcc and make"));
          case QEMU -> qemu(uri);
        };
    List<String> whole = new ArrayList<>(command);
    whole.addAll(options);
    return whole;
  }

  private List<String> qemu(BenchUri.Firmware uri) {
    if (!installed("qemu-system-arm")) {
      throw missing(uri, "qemu-system-arm=none", "qemu-system-arm");
    }
    String packages = "gcc, make, gcc-arm-none-eabi and libnewlib-arm-none-eabi";
    String firmware = built(uri, "fluxbar-mps2-an385.elf", packages);
    return List.of("sh", reference().resolve("mps2-an385/run.sh").toString(), firmware);
  }

  private String built(BenchUri.Firmware uri, String name, String packages) {
    Path file = project.resolve("target/firmware").resolve(name);
    if (!Files.exists(file)) {
      build();
    }
    if (!Files.exists(file)) {
      throw missing(uri, "built=false", packages);
    }
    return file.toString();
  }

  private static BadInput missing(BenchUri.Firmware uri, String what, String packages) {
    return new BadInput(
        "bench: uri=%s, %s; install %s, or use emulator:academic".formatted(uri, what, packages));
  }

  private boolean installed(String program) {
    return Arrays.stream(searchPath.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private Path reference() {
    return project.resolve("firmware-protocol/reference");
  }

  /** What it says matters only if it fails: a missing compiler is told by what is missing then. */
  private void build() {
    Path script = reference().resolve("build.sh");
    if (!Files.exists(script) || !installed("sh")) {
      return;
    }
    ProcessBuilder builder =
        new ProcessBuilder("sh", script.toString(), project.resolve("target/firmware").toString());
    builder.environment().put("PATH", searchPath);
    try {
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new BenchFault("firmware: build=failed; " + words.strip());
      }
    } catch (IOException e) {
      throw new BenchFault("firmware: build=%s; it does not start".formatted(script), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFault("firmware: build=interrupted; start again", e);
    }
  }
}
