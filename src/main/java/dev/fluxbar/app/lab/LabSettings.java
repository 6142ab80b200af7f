package dev.fluxbar.app.lab;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.runs.DataFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a lab is kept.
 *
 * @param data where runs, uploads and schedules are; this lab's alone
 * @param benches at least one, by different names
 * @param patience how long a run waits for a board that is lost on the way
 * @param leastFreeBytes a run begins only with so much space on the disk
 * @param clock for people's times and schedules
 * @param home where locks and ledgers of real boards are: common to every program that works on
 *     them, and so not of this lab alone
 * @param keepRuns how many runs that have ended keep their folders, the newest ones; empty: all
 */
public record LabSettings(
    Path data,
    List<BenchSlot> benches,
    Duration patience,
    long leastFreeBytes,
    Clock clock,
    Path home,
    OptionalInt keepRuns) {

  /** A long run writes tens of megabytes. */
  public static final long USUAL_FREE_BYTES = 256L << 20;

  public LabSettings {
    benches = List.copyOf(benches);
    long names = benches.stream().map(BenchSlot::name).distinct().count();
    if (benches.isEmpty() || names != benches.size() || patience.isNegative()) {
      throw new BadInput(
          "lab: benches=%d, names=%d, patience-seconds=%s; give benches different names"
              .formatted(benches.size(), names, patience.toSeconds()));
    }
    if (keepRuns.isPresent() && keepRuns.getAsInt() < 1) {
      throw new BadInput(
          "lab: keep-runs=%d; keep at least 1, or leave it out to keep all"
              .formatted(keepRuns.getAsInt()));
    }
  }

  /** With locks and ledgers in the user's data folder, and every run kept. */
  public LabSettings(
      Path data, List<BenchSlot> benches, Duration patience, long leastFreeBytes, Clock clock) {
    this(data, benches, patience, leastFreeBytes, clock, DataFolder.current(), OptionalInt.empty());
  }

  /** These, with locks and ledgers elsewhere. */
  public LabSettings withHome(Path elsewhere) {
    return new LabSettings(data, benches, patience, leastFreeBytes, clock, elsewhere, keepRuns);
  }

  /** These, with the folders of so many ended runs kept. */
  public LabSettings keeping(int runs) {
    return new LabSettings(
        data, benches, patience, leastFreeBytes, clock, home, OptionalInt.of(runs));
  }
}
