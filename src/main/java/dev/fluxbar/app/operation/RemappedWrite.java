package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.WriteOutcome;
import dev.fluxbar.algorithm.WriteProgress;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.SavedBench;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.bench.BarMap;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A write on bars that are chosen for it, and anew where it gave up what others bear better. */
final class RemappedWrite {

  /** How often a write is done anew on other bars. Chosen. */
  private static final int AGAIN = 4;

  private final Remap remap;
  private final WriteOrder order;
  private final OpenBench open;

  RemappedWrite(Remap remap, WriteOrder order, OpenBench open) {
    this.remap = remap;
    this.order = order;
    this.open = open;
  }

  /** Reads the board, chooses bars and writes; what is left is the best of what was tried. */
  WriteOutcome run(WriteProgress progress) {
    remap.look();
    List<BarMap> bestMaps = remap.maps();
    WriteOutcome best = write(progress);
    WriteOutcome last = best;
    for (int again = 0;
        again < AGAIN
            && last instanceof WriteOutcome.Partial partial
            && remap.learn(partial.givenUp());
        again++) {
      last = write(progress);
      if (written(last) >= written(best)) {
        best = last;
        bestMaps = remap.maps();
      }
    }
    if (written(last) < written(best)) {
      remap.choose(bestMaps);
      return write(progress);
    }
    return best;
  }

  private static int written(WriteOutcome outcome) {
    return outcome.report().cells().size();
  }

  private WriteOutcome write(WriteProgress progress) {
    Memductances target = remap.target();
    return order.writing(open, remap.bench()).run(target, progress);
  }

  /** Leaves a bench file with the bars and tells of them. */
  Map<String, Object> told(RunFolder folder, Audience audience) {
    BenchFile bench = open.file().withBars(remap.bars());
    if (open.emulated().isPresent() && open.emulatorFile().isPresent()) {
      SavedBench.write(
          folder.path(),
          bench,
          open.emulatorFile().get(),
          open.emulated().get().truth().fluxesVoltSeconds());
    } else {
      SavedBench.write(folder.path(), bench);
    }
    Path file = folder.path().resolve(SavedBench.BENCH);
    remap.tell(audience);
    audience.say("Bench file with these bars: " + file);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("remap", remap.values());
    values.put("bench-file", file.toString());
    return values;
  }
}
