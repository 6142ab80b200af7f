package dev.fluxbar.cli;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.operation.Errand;
import dev.fluxbar.app.wiring.Line;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every command takes. */
final class GlobalOptions {

  @Option(
      names = "--bench",
      paramLabel = "FILE|URI",
      description = {
        "The bench: a bench file, serial:PATH?baud=N,",
        "tcp://HOST:PORT or emulator:NAME-OR-FILE.",
        "Default: an emulated bench, of the paper's academic example, or for mnist",
        "of pairs that fit the network; dynamics recurrent opens none."
      })
  @Nullable String bench;

  @Option(
      names = "--calibration",
      paramLabel = "FILE|none",
      description = "The board's calibration profile. Default: the bench file's.")
  @Nullable String calibration;

  @Mixin final OutputOptions output = new OutputOptions();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of everything random, such as in an emulated board.")
  @Nullable Long seed;

  @Option(
      names = "--dry-run",
      description = "Say what would be driven: programs, bench time, volts, flux. Drive nothing.")
  boolean dryRun;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "The run's folder, new or empty. Default: one in the user's data folder.")
  @Nullable Path runDir;

  @Option(
      names = "--transport",
      paramLabel = "LINE",
      description = {
        "What carries the bytes to an emulated board in this process: pty, tcp or memory.",
        "Default: pty where the system has pseudo-terminals, else tcp."
      })
  @Nullable Line transport;

  /** Who listens. */
  Terminal terminal() {
    return output.terminal();
  }

  /** The way of one command through the bench that was named, or the academic one. */
  Errand errand(String command, List<String> arguments, Terminal terminal) {
    return errand(command, arguments, file(), Optional.empty(), terminal);
  }

  /** What is said of the bench that was named, or of the academic one. */
  BenchFile file() {
    return bench == null ? BenchFile.of(BenchFile.ACADEMIC) : BenchFile.named(bench);
  }

  /**
   * The way of one command through a bench.
   *
   * @param board the emulated board, instead of the one that the bench's URI names
   */
  Errand errand(
      String command,
      List<String> arguments,
      BenchFile file,
      Optional<EmulatorFile> board,
      Terminal terminal) {
    Line line = transport == null ? Line.mostReal() : transport;
    if (file.bench() instanceof BenchUri.Emulator && transport == null && line == Line.TCP) {
      terminal.say("This system has no pseudo-terminals: an emulated board is reached by TCP.");
    }
    return new Errand(
        command,
        arguments,
        calibrated(file),
        board,
        line,
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
        Optional.ofNullable(runDir),
        dryRun,
        terminal);
  }

  private BenchFile calibrated(BenchFile file) {
    if (calibration == null) {
      return file;
    }
    return file.withCalibration(
        calibration.equals("none") ? Optional.empty() : Optional.of(Path.of(calibration)));
  }
}
