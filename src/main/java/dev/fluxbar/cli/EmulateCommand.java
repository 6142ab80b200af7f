package dev.fluxbar.cli;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.operation.Emulate;
import dev.fluxbar.app.runs.ResultJson;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "emulate",
    description =
        "Keep an emulated board alive on a pseudo-terminal or TCP port until Ctrl-C, so that other"
            + " commands find it in the state that the last one left.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar emulate --link /tmp/board",
      "  fluxbar read --bench serial:/tmp/board       (in another terminal)",
      "  fluxbar emulate --tcp 5000 --bench calibration/benches/three-layer.yaml"
    })
final class EmulateCommand implements Callable<Integer> {

  @Option(
      names = "--bench",
      paramLabel = "emulator:NAME-OR-FILE",
      defaultValue = "emulator:academic",
      description = "The board to emulate. Default: ${DEFAULT-VALUE}.")
  String bench = "emulator:academic";

  @Option(
      names = "--link",
      paramLabel = "PATH",
      description = "A stable name for the pseudo-terminal, a symbolic link.")
  @Nullable Path link;

  @Option(
      names = "--tcp",
      paramLabel = "PORT",
      description = "Listen on this TCP port of the loopback address instead; 0 chooses one.")
  @Nullable Integer tcp;

  @Option(
      names = "--pace",
      paramLabel = "X",
      description = {
        "Seconds that one second of bench time takes; 0: as fast as possible.",
        "Default: the emulator file's, else 0."
      })
  @Nullable Double pace;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of everything random in it.")
  @Nullable Long seed;

  @Option(names = "--json", description = "One JSON document on stdout once the board is on.")
  boolean json;

  @Option(names = "--quiet", description = "No text for people.")
  boolean quiet;

  @Override
  public Integer call() {
    if (link != null && tcp != null) {
      throw new BadInput("emulate: --link and --tcp exclude each other; keep one");
    }
    Terminal terminal = new Terminal(json ? System.err : System.out, quiet, false);
    Emulate emulate =
        new Emulate(
            bench,
            Optional.ofNullable(link),
            tcp == null ? OptionalInt.empty() : OptionalInt.of(tcp),
            pace == null ? OptionalDouble.empty() : OptionalDouble.of(pace),
            seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
            terminal);
    emulate.run(this::announce);
    return ExitCode.DONE;
  }

  private void announce(Map<String, Object> values) {
    if (json) {
      System.out.println(ResultJson.document(values));
      System.out.flush();
    }
  }
}
