package dev.fluxbar.cli;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.operation.EarlierRuns;
import dev.fluxbar.app.runs.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose earlier runs are meant. */
final class RunsOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder of a daemon. Default: the user's own.")
  @Nullable Path data;

  EarlierRuns runs(Terminal terminal) {
    Path given = data;
    if (given != null && !Files.isDirectory(given)) {
      throw new BadInput(
          "runs: data=%s; there is no such folder, name the one of daemon --data".formatted(given));
    }
    return new EarlierRuns(given == null ? DataFolder.current() : given, terminal);
  }
}
