package dev.fluxbar.app.runs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files that a command named, as they were: copies in the folder {@value #FOLDER} of its run,
 * and the arguments with these in place of the others. Folders are not copied.
 */
public final class KeptInputs {

  /** In the folder of the run. */
  public static final String FOLDER = "inputs";

  private static final String ARGUMENTS = "arguments.json";
  private static final String HERE = "${inputs}/";

  private KeptInputs() {}

  /**
   * Copies the files; does nothing where none is named.
   *
   * @param arguments what stood behind the command
   * @param texts which of their values name files that are read
   * @throws RunRecordFault if they cannot be copied
   */
  static void keep(Path runFolder, List<String> arguments, Set<String> texts) {
    Path folder = runFolder.resolve(FOLDER);
    List<String> replaced = new ArrayList<>();
    int kept = 0;
    try {
      for (String argument : arguments) {
        int equals = argument.startsWith("-") ? argument.indexOf('=') + 1 : 0;
        String text = argument.substring(equals);
        if (!texts.contains(text) || !Files.isRegularFile(Path.of(text))) {
          replaced.add(argument);
          continue;
        }
        Files.createDirectories(folder);
        kept++;
        String name = "%d-%s".formatted(kept, Path.of(text).getFileName());
        Files.copy(Path.of(text), folder.resolve(name));
        replaced.add(argument.substring(0, equals) + HERE + name);
      }
    } catch (IOException e) {
      throw new RunRecordFault(
          "run folder: folder=%s; inputs cannot be kept, check the space on the disk"
              .formatted(folder),
          e);
    }
    if (kept > 0) {
      write(folder, replaced);
    }
  }

  /** Says that a file that is in the folder already is the run's only argument. */
  public static void only(Path runFolder, String name) {
    write(runFolder.resolve(FOLDER), List.of(HERE + name));
  }

  private static void write(Path folder, List<String> arguments) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("arguments", arguments);
    WholeFile.write(
        folder.resolve(ARGUMENTS),
        (ResultJson.document(values) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The arguments of a run, with the files that it kept in place of those that it named.
   *
   * @param arguments of its record
   */
  public static List<String> arguments(Path runFolder, List<String> arguments) {
    Path file = runFolder.resolve(FOLDER).resolve(ARGUMENTS);
    if (!Files.isRegularFile(file)) {
      return arguments;
    }
    String here = runFolder.resolve(FOLDER).toAbsolutePath() + "/";
    List<String> replaced = new ArrayList<>();
    JsonNode json = ResultJson.node(new String(WholeFile.read(file), StandardCharsets.UTF_8));
    json.path("arguments").forEach(one -> replaced.add(one.asText().replace(HERE, here)));
    return replaced;
  }
}
