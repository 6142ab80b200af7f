package dev.fluxbar.app.lab;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * How a lab is kept.
 *
 * @param data where runs, uploads and schedules are; this lab's alone
 * @param benches at least one, by different names
 * @param patience how long a run waits for a board that is lost on the way
 * @param leastFreeBytes a run begins only with so much space on the disk
 * @param clock for people's times and schedules
 */
public record LabSettings(
    Path data, List<BenchSlot> benches, Duration patience, long leastFreeBytes, Clock clock) {

  /** A long run writes tens of megabytes. */
  public static final long USUAL_FREE_BYTES = 256L << 20;

  public LabSettings {
    benches = List.copyOf(benches);
    long names = benches.stream().map(BenchSlot::name).distinct().count();
    if (benches.isEmpty() || names != benches.size() || patience.isNegative()) {
      throw new dev.fluxbar.app.BadInput(
          "lab: benches=%d, names=%d, patience-seconds=%s; give benches different names"
              .formatted(benches.size(), names, patience.toSeconds()));
    }
  }
}
