package dev.fluxbar.app.measure;

import dev.fluxbar.bench.Bench;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;

/**
 * What a line to a board is good for. Nothing is driven: the jobs go safe, and nothing else.
 *
 * @param jobSeconds of a whole job, loaded, proved, started, ended and released: the median
 * @param bytesPerSecond of images of {@code imageBytes}, whole jobs counted
 * @param imageBytes amplitude tables of one image
 */
public record LinkSpeed(double jobSeconds, double bytesPerSecond, int imageBytes) {
  private static final int TABLE_HEADER_BYTES = 4;
  private static final int CODE_BYTES = 2;

  /** Measures for {@code budgetSeconds} each. */
  public static LinkSpeed measure(Bench bench, double budgetSeconds) {
    Program safe = Program.builder().then(new Step.Safe()).build();
    double job = Repeated.medianSeconds(budgetSeconds, () -> bench.run(safe));
    int columns = bench.description().shape().inputs();
    Program.Builder loaded = Program.builder();
    int tables = 0;
    int bytes = 0;
    // Small enough for every board's memory, and many frames long.
    while (bytes < 8192) {
      loaded.table(Volts.all(columns, 0));
      tables++;
      bytes = tables * (TABLE_HEADER_BYTES + CODE_BYTES * columns);
    }
    Program image = loaded.then(new Step.Safe()).build();
    double each = Repeated.medianSeconds(budgetSeconds, () -> bench.run(image));
    return new LinkSpeed(job, bytes / each, bytes);
  }
}
