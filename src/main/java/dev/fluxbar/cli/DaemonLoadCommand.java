package dev.fluxbar.cli;

import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.daemon.load.DaemonLoad;
import dev.fluxbar.daemon.load.LoadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "daemon",
    description =
        "Measure what clients of a daemon wait for its state, and how much they slow a run: with"
            + " and without them, in turns, on an emulated bench.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar bench daemon",
      "  fluxbar bench daemon --pace virtual --rounds 5 --json",
      "  fluxbar bench daemon --every 0"
    })
final class DaemonLoadCommand implements Callable<Integer> {

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many, each with an event stream. Default: ${DEFAULT-VALUE}.")
  int clients = 50;

  @Option(
      names = "--every",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Seconds between two reads of the state by one client; 0: as fast as it can. Default:"
              + " ${DEFAULT-VALUE}.")
  double every = 1;

  @Option(
      names = "--pace",
      paramLabel = "PACE",
      defaultValue = "real-time",
      description = {
        "real-time: plateaus of a millisecond, as on a table; virtual: as fast as this machine can.",
        "Default: ${DEFAULT-VALUE}."
      })
  LoadSettings.Pace pace = LoadSettings.Pace.REAL_TIME;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Turns without and with them, after one to warm up. Default: ${DEFAULT-VALUE}.")
  int rounds = 3;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "How long a turn is. Default: ${DEFAULT-VALUE}.")
  double seconds = 10;

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Terminal terminal = output.terminal();
    Path data = Files.createTempDirectory("fluxbar-load-");
    try {
      OperationResult result =
          new DaemonLoad(
                  new LoadSettings(
                      clients,
                      LoadSettings.seconds(every),
                      pace,
                      rounds,
                      LoadSettings.seconds(seconds),
                      data))
              .run();
      result.values().forEach((key, value) -> terminal.say("%-32s %s".formatted(key, value)));
      output.print(result.values());
      if (!result.message().isEmpty()) {
        terminal.complain(result.message());
      }
      return result.reached() ? ExitCode.DONE : ExitCode.PHYSICS_SAID_NO;
    } finally {
      forget(data);
    }
  }

  private static void forget(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> all = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : all) {
        Files.delete(path);
      }
    }
  }
}
