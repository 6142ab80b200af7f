package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.measure.DeviceSpeed;
import dev.fluxbar.app.measure.InferenceSpeed;
import dev.fluxbar.app.measure.LineThroughput;
import dev.fluxbar.app.measure.LinkSpeed;
import dev.fluxbar.app.measure.MatrixSpeed;
import dev.fluxbar.app.measure.WriteCost;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Measures this machine, or the line to a bench. Nothing is driven on a bench that is named; what
 * is evaluated and written is emulated.
 */
public final class Benchmark {

  /** The size of the ideal matrix-vector product: 8 MB of numbers, more than most caches hold. */
  private static final int MATRIX_SIZE = 1024;

  private static final int MNIST_COLUMNS = 784;
  private static final long SLOW_BITS_PER_SECOND = 1_000_000;

  /** A slow line is the same for ever: fewer inferences are enough to measure it. */
  private static final int SLOW_SHARE = 10;

  private static final int WRITES = 3;

  /** A speed that no machine reaches: what is measured is the machine. */
  private static final long NO_LIMIT_BITS_PER_SECOND = 1_000_000_000_000L;

  private final double seconds;
  private final int images;
  private final Audience audience;

  /**
   * @param seconds for each figure that is a median, positive
   * @param images of the emulated inference, for each of warming up and counting, at least 1; the
   *     line is measured with twice as many inferences, a slow one with a tenth
   */
  public Benchmark(double seconds, int images, Audience audience) {
    if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY) || images < 1) {
      throw new IllegalArgumentException(
          "bench: seconds=%s, images=%d; the first must be positive, the second at least 1"
              .formatted(seconds, images));
    }
    this.seconds = seconds;
    this.images = images;
    this.audience = audience;
  }

  /** Every figure of this machine; the document of {@code --json}. */
  public Map<String, Object> machine(Line line) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("processors", Runtime.getRuntime().availableProcessors());
    values.put("java", System.getProperty("java.version"));
    audience.say(
        "%d processors, Java %s, %s %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch")));
    matrix(values);
    device(values);
    inference(values);
    writes(values);
    values.putAll(link(BenchFile.of(BenchFile.ACADEMIC), line));
    slowLine(values);
    return values;
  }

  /** The figures of the line to one bench. */
  public Map<String, Object> link(BenchFile bench, Line line) {
    Map<String, Object> values = new LinkedHashMap<>();
    try (OpenBench open = OpenBench.open(bench, line, OptionalLong.empty())) {
      LinkSpeed speed = LinkSpeed.measure(open.bench(), seconds);
      values.put("transport", open.transport());
      values.put("job-seconds", speed.jobSeconds());
      values.put("load-bytes-per-second", speed.bytesPerSecond());
      audience.say(
          "line %s: a whole job %s us; %s MB/s loaded in images of %,d bytes"
              .formatted(
                  open.transport(),
                  Tables.number(speed.jobSeconds() * 1e6, 0),
                  Tables.number(speed.bytesPerSecond() / 1e6, 2),
                  speed.imageBytes()));
    }
    return values;
  }

  private void matrix(Map<String, Object> values) {
    MatrixSpeed speed = MatrixSpeed.measure(MATRIX_SIZE, seconds);
    values.put("matrix-gigaflops", speed.gigaflops());
    values.put("matrix-plain-gigaflops", speed.plainGigaflops());
    audience.say(
        "matrix times vector, %d x %d: %s GFLOP/s (row after row: %s)"
            .formatted(
                speed.size(),
                speed.size(),
                Tables.number(speed.gigaflops(), 1),
                Tables.number(speed.plainGigaflops(), 1)));
  }

  private void device(Map<String, Object> values) {
    DeviceSpeed speed = DeviceSpeed.measure(seconds);
    values.put("memductance-nanoseconds", speed.nanos());
    values.put("arctangent-nanoseconds", speed.arctanNanos());
    audience.say(
        "memductance: %s ns (Math.atan: %s ns)"
            .formatted(Tables.number(speed.nanos(), 2), Tables.number(speed.arctanNanos(), 2)));
  }

  private void inference(Map<String, Object> values) {
    InferenceSpeed speed = InferenceSpeed.measure(images);
    values.put("inference-images-per-second", speed.imagesPerSecond());
    values.put("inference-residual-flux-volt-seconds", speed.residualFluxVoltSeconds());
    audience.say(
        "time-domain inference, 784-10-10 pairs, over the wire in memory: %s images/s;"
                .formatted(Tables.number(speed.imagesPerSecond(), 0))
            + " flux left %s V s".formatted(Tables.brief(speed.residualFluxVoltSeconds())));
  }

  private void writes(Map<String, Object> values) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (WriteMethod method : WriteMethod.values()) {
      WriteCost cost = WriteCost.measure(method, WRITES);
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("method", method.toString());
      one.put("pulses", cost.pulses());
      one.put("block-signals", cost.blockSignals());
      one.put("bench-seconds", cost.benchSeconds());
      one.put("wall-seconds", cost.wallSeconds());
      all.add(one);
      audience.say(
          "write the academic network, %s: %s and %s, %s s of bench time, %s s"
              .formatted(
                  method,
                  Tables.count(cost.pulses(), "pulse"),
                  Tables.count(cost.blockSignals(), "block signal"),
                  Tables.seconds(cost.benchSeconds()),
                  Tables.number(cost.wallSeconds(), 3)));
    }
    values.put("writes", all);
  }

  private void slowLine(Map<String, Object> values) {
    LineThroughput fast =
        LineThroughput.measure(MNIST_COLUMNS, 2 * images, NO_LIMIT_BITS_PER_SECOND);
    values.put("protocol-inferences-per-second", fast.inferencesPerSecond());
    audience.say(
        "protocol alone, %d columns: %s inferences/s"
            .formatted(MNIST_COLUMNS, Tables.number(fast.inferencesPerSecond(), 0)));
    int few = Math.max(1, images / SLOW_SHARE);
    LineThroughput slow = LineThroughput.measure(MNIST_COLUMNS, few, SLOW_BITS_PER_SECOND);
    values.put("slow-line-bits-per-second", SLOW_BITS_PER_SECOND);
    values.put("slow-line-inferences-per-second", slow.inferencesPerSecond());
    values.put("slow-line-table-share", slow.tableShare());
    values.put("slow-line-busy-share", slow.busyShare());
    audience.say(
        "at 1 Mbit/s: %s inferences/s; amplitudes take %s %% of the line's bytes, all else %s %%"
            .formatted(
                Tables.number(slow.inferencesPerSecond(), 1),
                Tables.number(100 * slow.tableShare(), 1),
                Tables.number(100 * (slow.busyShare() - slow.tableShare()), 1)));
  }
}
