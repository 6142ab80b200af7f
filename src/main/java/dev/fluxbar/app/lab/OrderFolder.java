package dev.fluxbar.app.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.runs.KeptInputs;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.app.sequence.FolderFiles;
import dev.fluxbar.app.sequence.RunSequence;
import dev.fluxbar.app.sequence.Sequence;
import dev.fluxbar.app.sequence.SequenceInputs;
import dev.fluxbar.app.sequence.SequenceReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An order as it lies on the disk: {@code order.json}, and the text of the sequence with every file
 * that it names in {@code inputs/}. An order is given when order.json is there; it is written last.
 */
final class OrderFolder {
  static final String FILE = "order.json";

  private OrderFolder() {}

  /** Whether a folder holds one. */
  static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /** Writes an order for a bench and returns when it is on the disk. */
  static void write(Path folder, String bench, RunOrder order) {
    Path inputs = folder.resolve(RunSequence.INPUTS);
    byte[] text = order.sequence().yaml().getBytes(StandardCharsets.UTF_8);
    SequenceInputs.write(inputs, RunSequence.TEXT, text);
    order.sequence().inputs().forEach((name, bytes) -> SequenceInputs.write(inputs, name, bytes));
    KeptInputs.only(folder, RunSequence.TEXT);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bench", bench);
    map.put("priority", order.priority());
    map.put("dry-run", order.dryRun());
    map.put("after-crash", order.afterCrash().word());
    map.put("by", order.by());
    WholeFile.write(
        folder.resolve(FILE), ResultJson.document(map).getBytes(StandardCharsets.UTF_8));
  }

  /** The name of the bench that an order is for. */
  static String bench(Path folder) {
    return json(folder).path("bench").asText();
  }

  /**
   * Reads an order.
   *
   * @throws BadInput if it is none, or no longer fits the bench
   */
  static RunOrder read(Path folder, BenchFile bench) {
    JsonNode json = json(folder);
    Path inputs = folder.resolve(RunSequence.INPUTS);
    String yaml =
        new String(WholeFile.read(inputs.resolve(RunSequence.TEXT)), StandardCharsets.UTF_8);
    Sequence sequence = SequenceReader.read(yaml, new FolderFiles(inputs), bench);
    return new RunOrder(
        sequence,
        json.path("priority").asInt(),
        json.path("dry-run").asBoolean(),
        AfterCrash.of(json.path("after-crash").asText()),
        json.path("by").asText());
  }

  private static JsonNode json(Path folder) {
    try {
      return ResultJson.parse(WholeFile.read(folder.resolve(FILE)));
    } catch (IOException e) {
      throw new BadInput(folder.resolve(FILE) + ": this is no order; look at the disk", e);
    }
  }
}
