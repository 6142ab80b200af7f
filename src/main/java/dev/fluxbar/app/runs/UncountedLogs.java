package dev.fluxbar.app.runs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The logs of runs that a board's ledger does not know yet, as a file beside it. It is written
 * before such a run drives anything and taken away when the ledger was kept; it names the ledger
 * that it is about by a checksum, so that a process that dies between the two counts nothing twice.
 */
final class UncountedLogs {
  private static final String NONE = "none";

  private final Path ledger;
  private final Path file;

  UncountedLogs(Path ledger) {
    this.ledger = ledger;
    this.file = Path.of(ledger.toString().replaceFirst("\\.npz$", "") + ".uncounted.json");
  }

  Path file() {
    return file;
  }

  /** One more, on the disk when this returns. */
  void add(Path log, long from) {
    List<LedgerFile.Uncounted> all = new ArrayList<>(list());
    all.add(new LedgerFile.Uncounted(log.toAbsolutePath(), from));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("ledger-sha-256", checksum());
    values.put(
        "logs",
        all.stream().map(one -> Map.of("log", one.log().toString(), "from", one.from())).toList());
    WholeFile.write(file, (ResultJson.document(values) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** In the order in which they were begun; none where the ledger was kept after them. */
  List<LedgerFile.Uncounted> list() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      JsonNode json = ResultJson.parse(WholeFile.read(file));
      if (!json.path("ledger-sha-256").asText().equals(checksum())) {
        return List.of();
      }
      List<LedgerFile.Uncounted> logs = new ArrayList<>();
      json.path("logs")
          .forEach(
              log ->
                  logs.add(
                      new LedgerFile.Uncounted(
                          Path.of(log.path("log").asText()), log.path("from").asLong())));
      return logs;
    } catch (IOException e) {
      throw new BadInput(
          "ledger: file=%s; it is damaged, read the cells and move it away".formatted(file), e);
    }
  }

  /** The ledger knows them now. */
  void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new BadInput(
          "ledger: file=%s; it cannot be taken away, check its permissions".formatted(file), e);
    }
  }

  private String checksum() {
    if (!Files.exists(ledger)) {
      return NONE;
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(WholeFile.read(ledger));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: every Java platform must have it", e);
    }
  }
}
