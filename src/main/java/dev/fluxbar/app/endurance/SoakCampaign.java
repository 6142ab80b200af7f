package dev.fluxbar.app.endurance;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.lab.BenchSlot;
import dev.fluxbar.app.lab.BenchView;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabSettings;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.report.Timeline;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.array.NetworkShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A lab of two benches at full rate for as long as somebody wants: one behind a serial port of the
 * operating system, whose runs are written into journals, one in memory. What it holds is measured
 * all along, and must not grow.
 */
public final class SoakCampaign {
  private static final NetworkShape ACADEMIC = NetworkShape.sizes(2, 3, 2);

  /** Of ended runs, on the disk: some tens of megabytes. */
  static final int KEPT_RUNS = 200;

  /** A picture shows so many points, whether of minutes or of weeks. */
  private static final int SAMPLES = 180;

  private static final double LEAST_SAMPLE_SECONDS = 1;

  /** With fewer samples nothing is said of a trend. */
  private static final int FEWEST = 30;

  /** Threads and handles that may be there at one instant and not at another, of two benches. */
  private static final int TRANSIENT = 20;

  private static final long PAUSE_MILLIS = 20;
  private static final long MOST_HOLD_SECONDS = 30;

  private final Duration duration;
  private final long seed;
  private final Path folder;
  private final Audience audience;
  private final List<Sample> samples = new ArrayList<>();

  /**
   * @param duration longer than a second
   * @param folder where everything goes, soak.csv and soak.png too
   */
  public SoakCampaign(Duration duration, long seed, Path folder, Audience audience) {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "soak: seconds=%s; give at least 1".formatted(duration.toMillis() / 1e3));
    }
    this.duration = duration;
    this.seed = seed;
    this.folder = folder.toAbsolutePath();
    this.audience = audience;
  }

  /**
   * @throws dev.fluxbar.fault.BenchFault if this machine has no pseudo-terminals
   */
  public OperationResult run() {
    Path link = folder.resolve("port");
    audience.say(
        "Soak: seed %d, %.1f minutes, folder %s"
            .formatted(seed, duration.toSeconds() / 60.0, folder));
    try (Socket board = Socket.of("soaked", link)) {
      board.cable().plugIn();
      try (Lab lab = Lab.open(settings(link))) {
        return soak(lab);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return result();
    }
  }

  private LabSettings settings(Path link) {
    BenchFile serial = BenchFile.of(new BenchUri.Serial(link.toString(), 1_000_000));
    return new LabSettings(
            folder,
            List.of(
                new BenchSlot("serial", serial, Line.PTY, OptionalLong.empty()),
                new BenchSlot(
                    "memory",
                    BenchFile.of(BenchFile.ACADEMIC),
                    Line.MEMORY,
                    OptionalLong.of(seed))),
            Duration.ofSeconds(10),
            0,
            Clock.systemUTC())
        .withHome(folder.resolve("home"))
        .keeping(KEPT_RUNS);
  }

  private OperationResult soak(Lab lab) throws InterruptedException {
    double wanted = duration.toMillis() / 1e3;
    double every = Math.max(LEAST_SAMPLE_SECONDS, wanted / SAMPLES);
    long start = System.nanoTime();
    Map<String, NetworkShape> benches = Map.of("serial", Socket.SHAPE, "memory", ACADEMIC);
    try (Clients clients = new Clients(lab, benches, new SplittableRandom(seed));
        Audience.Meter meter = audience.meter("Soaking", (long) Math.ceil(wanted))) {
      double next = 0;
      for (double now = 0; now < wanted; now = (System.nanoTime() - start) / 1e9) {
        clients.act();
        if (now >= next) {
          next += every;
          samples.add(sample(lab, now));
          meter.at((long) now, note());
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      samples.add(sample(lab, (System.nanoTime() - start) / 1e9));
    }
    return result();
  }

  private String note() {
    Sample last = samples.get(samples.size() - 1);
    return "%,d runs, heap %.1f MiB".formatted(last.runs(), last.heapBytes() / 1048576.0);
  }

  /** Between two runs of every bench: what a run has in its hands is not what a lab keeps. */
  private Sample sample(Lab lab, double seconds) throws InterruptedException {
    lab.benches().forEach(bench -> lab.hold(bench.name(), Optional.empty()));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_HOLD_SECONDS);
    while (System.nanoTime() < end
        && lab.benches().stream().anyMatch(bench -> bench.state() != BenchView.State.IDLE)) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    Sample sample = between(lab, seconds);
    lab.benches().forEach(bench -> lab.release(bench.name(), Optional.empty()));
    return sample;
  }

  private Sample between(Lab lab, double seconds) {
    long runs = lab.benches().stream().map(BenchView::counts).mapToLong(c -> c.runs()).sum();
    return new Sample(
        seconds,
        Sample.heapAfterCollection(),
        Footprint.now(),
        runs,
        bytes(folder),
        lab.events().listeners());
  }

  /** Files come and go meanwhile: what is gone counts nothing. */
  private static long bytes(Path folder) {
    long sum = 0;
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path path : inside.toList()) {
        sum += Files.isDirectory(path) ? bytes(path) : path.toFile().length();
      }
    } catch (IOException | UncheckedIOException e) {
      return sum;
    }
    return sum;
  }

  private OperationResult result() {
    // While a lab is young it fills what it remembers of runs and events, up to its bounds.
    List<Sample> settled = samples.subList(samples.size() / 2, samples.size());
    Sample last = samples.get(samples.size() - 1);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("seed", seed);
    values.put("seconds", last.seconds());
    values.put("runs", last.runs());
    values.put("runs-per-second", last.runs() / last.seconds());
    values.put("samples", samples.size());
    values.put("heap-bytes", last.heapBytes());
    values.put("threads", last.held().threads());
    values.put("handles", last.held().handles());
    values.put("disk-bytes", last.diskBytes());
    values.put("disk-bytes-largest", samples.stream().mapToLong(Sample::diskBytes).max().orElse(0));
    write("soak.csv", Sample.csv(samples).getBytes(StandardCharsets.UTF_8));
    if (settled.size() < 3) {
      return OperationResult.done(values);
    }
    Trend trend = Trend.of(of(settled, Sample::seconds), of(settled, Sample::heapBytes));
    values.put("heap-slope-bytes-per-hour", 3600 * trend.slopePerSecond());
    values.put("heap-slope-standard-error", 3600 * trend.standardError());
    values.put("heap-scatter-bytes", trend.scatter());
    write("soak.png", picture(trend));
    tell(last, trend);
    return judged(values, settled, trend);
  }

  private OperationResult judged(Map<String, Object> values, List<Sample> settled, Trend trend) {
    if (settled.size() < FEWEST) {
      audience.say("Too short to tell a leak from scatter.");
      return OperationResult.done(values);
    }
    Sample first = settled.get(0);
    Sample last = settled.get(settled.size() - 1);
    boolean held =
        last.held().threads() <= first.held().threads() + TRANSIENT
            && last.held().handles() <= first.held().handles() + TRANSIENT;
    values.put("flat", trend.flat() && held);
    return trend.flat() && held
        ? OperationResult.done(values)
        : OperationResult.notReached(
            values,
            "soak: heap-growth-bytes=%.0f, scatter-bytes=%.0f, threads=%d, were=%d, handles=%d, were=%d; something is kept, look at soak.csv"
                .formatted(
                    trend.growth(),
                    trend.scatter(),
                    last.held().threads(),
                    first.held().threads(),
                    last.held().handles(),
                    first.held().handles()));
  }

  private void tell(Sample last, Trend trend) {
    audience.say(
        "%,d runs in %.1f minutes, %.1f a second; disk %.1f MB"
            .formatted(
                last.runs(),
                last.seconds() / 60,
                last.runs() / last.seconds(),
                last.diskBytes() / 1e6));
    audience.say(
        "Heap after collection %.2f MiB; in the second half %+.0f +- %.0f KiB an hour, scatter %.0f KiB: %s"
            .formatted(
                last.heapBytes() / 1048576.0,
                3600 * trend.slopePerSecond() / 1024,
                3600 * trend.standardError() / 1024,
                trend.scatter() / 1024,
                trend.flat() ? "flat" : "it grows"));
    audience.say("Threads %d, handles %d".formatted(last.held().threads(), last.held().handles()));
  }

  private byte[] picture(Trend trend) {
    double mega = 1048576;
    return Timeline.draw(
            "Heap after collection",
            "MiB",
            of(samples, one -> one.seconds() / 60),
            of(samples, one -> one.heapBytes() / mega),
            new double[] {trend.startSeconds() / 60, trend.endSeconds() / 60},
            new double[] {trend.startValue() / mega, trend.endValue() / mega})
        .bytes();
  }

  private static double[] of(List<Sample> samples, ToDoubleFunction<Sample> what) {
    return samples.stream().mapToDouble(what).toArray();
  }

  private void write(String name, byte[] bytes) {
    WholeFile.write(folder.resolve(name), bytes);
  }
}
