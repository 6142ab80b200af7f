package dev.fluxbar.app.wiring;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.runs.LedgerFile;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.FluxLedger;
import dev.fluxbar.bench.LedgerBench;
import dev.fluxbar.journal.Fate;
import dev.fluxbar.journal.RunHistory.Sent;
import dev.fluxbar.journal.RunReader;
import dev.fluxbar.signal.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of a board with what runs drove whose processes died before they could keep it. Their
 * logs tell: a program of which nobody knows whether it ran is counted as if it had.
 */
final class LostBooks {
  private static final Logger log = LoggerFactory.getLogger(LostBooks.class);

  private LostBooks() {}

  /**
   * Reads the ledger of a board that answered, and keeps it anew where it was behind.
   *
   * @throws BadInput if a log is gone
   * @throws dev.fluxbar.journal.JournalFault if one is not to be believed
   */
  static FluxLedger read(LedgerFile file, BenchDescription board) {
    FluxLedger ledger = file.read(board.shape());
    List<LedgerFile.Uncounted> logs = file.uncounted();
    for (LedgerFile.Uncounted one : logs) {
      count(one, board, ledger, file);
    }
    if (!logs.isEmpty()) {
      file.write(ledger);
    }
    return ledger;
  }

  private static void count(
      LedgerFile.Uncounted lost, BenchDescription board, FluxLedger ledger, LedgerFile file) {
    Path one = lost.log();
    if (!Files.isRegularFile(one)) {
      throw new BadInput(
          "ledger: board=%s, log=%s; it is gone, and with it what that run drove: bring it back, or read the cells and move %s away"
              .formatted(board.boardId(), one, file.uncountedFile()));
    }
    long counted = 0;
    try (RunReader run = RunReader.open(one, BenchDocument.NOTE::equals)) {
      Optional<Sent> next = run.next();
      BenchDescription then = then(run, board);
      for (; next.isPresent(); next = run.next()) {
        Sent sent = next.get();
        if (run.programs() > lost.from() && sent.fate() != Fate.NOT_STARTED) {
          LedgerBench.count(
              sent.program(),
              then,
              sent.recording().map(Recording::leftovers).orElse(List.of()),
              ledger);
          counted++;
        }
      }
    }
    log.warn(
        "Board {}: a run died before its ledger was kept; {} programs of {} are counted now",
        board.boardId(),
        counted,
        one);
  }

  /** The board as the run found it: its note stands before its programs. */
  private static BenchDescription then(RunReader run, BenchDescription now) {
    String note = run.notes().get(BenchDocument.NOTE);
    return note == null ? now : BenchDocument.parse(note).description();
  }
}
