package dev.fluxbar.app.dynamics;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.runs.DataFolder;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.app.runs.RunPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * Where a simulation leaves its files: a folder of the user's, or a new one in the data folder
 * beside those of runs. Made at the first file, so that what is refused leaves nothing.
 */
public final class SimulationFolder {
  private final Optional<Path> named;
  private final String command;
  private Optional<Path> made = Optional.empty();

  /**
   * @param named of {@code --out-dir}; files of the same names in it are replaced
   * @param command part of the name of a new folder
   */
  public SimulationFolder(Optional<Path> named, String command) {
    this.named = named;
    this.command = command;
  }

  /** Writes a file. */
  public void write(String name, byte[] bytes) {
    if (made.isEmpty()) {
      made = Optional.of(make());
    }
    WholeFile.write(made.orElseThrow().resolve(name), bytes);
  }

  private Path make() {
    if (named.isEmpty()) {
      return RunPlace.fresh(DataFolder.current(), command, Clock.system(ZoneId.systemDefault()));
    }
    try {
      return Files.createDirectories(named.orElseThrow());
    } catch (IOException e) {
      throw new BadInput(
          "%s: the folder cannot be made (%s); check its permissions or name another with --out-dir"
              .formatted(named.orElseThrow(), e.getClass().getSimpleName()),
          e);
    }
  }

  /** Writes the document and tells where everything is. */
  public void end(Map<String, Object> values, Audience audience) {
    write("result.json", (ResultJson.document(values) + "\n").getBytes(StandardCharsets.UTF_8));
    audience.say("Folder: " + made.orElseThrow());
  }
}
