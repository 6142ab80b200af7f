package dev.fluxbar.app.runs;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.NetworkFile;
import dev.fluxbar.app.files.NetworkFiles;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.bench.FluxLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the ledger of a board is kept between one program and the next: an .npz in the data folder,
 * the volt-seconds of each array and then their standard deviations.
 */
public final class LedgerFile {
  private final Path file;

  private final UncountedLogs uncounted;

  private LedgerFile(Path file) {
    this.file = file;
    this.uncounted = new UncountedLogs(file);
  }

  /** Of a board, by what it calls itself. */
  public static LedgerFile in(Path dataFolder, String boardId) {
    // A board may call itself anything; what is no name of a file is spelled out.
    StringBuilder name = new StringBuilder();
    boardId
        .codePoints()
        .forEach(
            c -> {
              boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
              name.append(plain ? Character.toString(c) : "_%x_".formatted(c));
            });
    return new LedgerFile(dataFolder.resolve("ledgers").resolve(name + ".npz"));
  }

  /**
   * What was kept, or an empty ledger.
   *
   * @throws BadInput if the file is damaged or of other arrays
   */
  public FluxLedger read(NetworkShape shape) {
    if (!Files.exists(file)) {
      return new FluxLedger(shape);
    }
    try {
      List<Matrix> kept = NetworkFiles.read(file).layers();
      int layers = shape.layers();
      if (kept.size() != 2 * layers) {
        throw new BadInput("matrices=%d, needed=%d".formatted(kept.size(), 2 * layers));
      }
      FluxLedger ledger = FluxLedger.of(kept.subList(0, layers), kept.subList(layers, 2 * layers));
      for (int l = 0; l < layers; l++) {
        if (ledger.shape().array(l).rows() != shape.array(l).rows()
            || ledger.shape().array(l).columns() != shape.array(l).columns()) {
          throw new BadInput("arrays=%s, the board's=%s".formatted(ledger.shape(), shape));
        }
      }
      return ledger;
    } catch (IllegalArgumentException e) {
      throw new BadInput(
          "ledger: file=%s, %s; move it away to begin anew, reads since the last write are then not known"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Says that a run will drive the board, before it does; until {@link #write} its log is not
   * counted.
   *
   * @param from the first program of the log that is not counted: a run that goes on has others
   */
  public void drives(Path log, long from) {
    makeFolder();
    uncounted.add(log, from);
  }

  /**
   * A log that the ledger does not know.
   *
   * @param log the file
   * @param from its first program that is not counted, from 0
   */
  public record Uncounted(Path log, long from) {}

  /** The logs of runs that the ledger does not know, since their processes died. */
  public List<Uncounted> uncounted() {
    return uncounted.list();
  }

  /** Where that is written, for messages. */
  public Path uncountedFile() {
    return uncounted.file();
  }

  /** Keeps a ledger; an empty one only over one that was kept. */
  public void write(FluxLedger ledger) {
    if (ledger.largestVoltSeconds() > 0 || Files.exists(file)) {
      List<Matrix> all = new ArrayList<>(ledger.voltSeconds());
      all.addAll(ledger.uncertaintyVoltSeconds());
      makeFolder();
      NetworkFiles.write(file, new NetworkFile(Optional.empty(), all));
    }
    uncounted.clear();
  }

  private void makeFolder() {
    Path folder = file.getParent();
    if (folder != null) {
      try {
        Files.createDirectories(folder);
      } catch (java.io.IOException e) {
        throw new BadInput(
            "ledger: folder=%s; it could not be made (%s)".formatted(folder, e.getMessage()), e);
      }
    }
  }
}
