package dev.fluxbar.daemon.http;

import dev.fluxbar.app.lab.BenchView;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.daemon.guard.Guard;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** The figures of a lab for Prometheus; each is asked for when somebody looks. */
final class LabMetrics {
  static final String TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final Lab lab;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests;

  /**
   * @param listeners how many hear events
   */
  LabMetrics(Lab lab, Guard guard, DoubleSupplier listeners) {
    this.lab = lab;
    count("programs", "Programs that ran to their end", bench -> bench.counts().work().programs());
    count(
        "pulses",
        "Pulses in programs that ran to their end",
        bench -> bench.counts().work().pulses());
    count(
        "bench_seconds",
        "Bench time of programs that ran to their end",
        bench -> bench.counts().work().benchSeconds());
    count("programs_refused", "Programs that were refused", bench -> bench.counts().refused());
    count("program_faults", "Programs that brought no results", bench -> bench.counts().faults());
    count("losses", "How often the board was lost", bench -> bench.counts().losses());
    count("reopened", "How often a lost board was found again", bench -> bench.counts().reopened());
    count(
        "certificates_failed",
        "Results whose certificate failed",
        bench -> bench.counts().certificatesFailed());
    link("sessions", "Sessions with the board that were begun", BenchView.Link::sessions);
    link("frames_sent", "Frames sent to the board", BenchView.Link::framesSent);
    link("frames_received", "Frames that came whole", BenchView.Link::framesReceived);
    link(
        "frames_repeated",
        "Frames sent again since no answer came in time",
        BenchView.Link::framesRepeated);
    link("frames_dropped", "Frames that came twice or out of order", BenchView.Link::framesDropped);
    link("damaged", "Stretches of bytes that were no frame", BenchView.Link::damaged);
    gauge("bench_up", "1 where the bench answers", LabMetrics::up);
    gauge("bench_held", "1 where the queue is held", bench -> bench.held() ? 1 : 0);
    gauge("bench_running", "1 where a run runs", bench -> bench.run().isEmpty() ? 0 : 1);
    gauge("queue", "Runs that wait for their turn", bench -> bench.queue().size());
    CounterWithCallback.builder()
        .name("fluxbar_runs_total")
        .help("Runs by how they ended")
        .labelNames("bench", "state")
        .callback(
            told ->
                lab.benches()
                    .forEach(
                        bench ->
                            bench
                                .counts()
                                .byEnd()
                                .forEach((state, n) -> told.call(n, bench.name(), state))))
        .register(registry);
    one("free_disk_bytes", "Free space where the data is", () -> lab.freeBytes().orElse(0));
    one("heap_used_bytes", "Memory of this program that is in use", LabMetrics::heapBytes);
    one("heap_most_bytes", "Memory that it may use", () -> Runtime.getRuntime().maxMemory());
    one("event_listeners", "Who hears events", listeners);
    CounterWithCallback.builder()
        .name("fluxbar_tokens_wrong_total")
        .help("Wrong tokens")
        .callback(told -> told.call((double) guard.failures()))
        .register(registry);
    requests =
        Counter.builder()
            .name("fluxbar_http_requests_total")
            .help("Requests by route and how they ended")
            .labelNames("method", "route", "status")
            .register(registry);
  }

  private static double up(BenchView bench) {
    return bench.state() == BenchView.State.IDLE || bench.state() == BenchView.State.RUNNING
        ? 1
        : 0;
  }

  private static double heapBytes() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private void count(String name, String help, ToDoubleFunction<BenchView> of) {
    CounterWithCallback.builder()
        .name("fluxbar_%s_total".formatted(name))
        .help(help)
        .labelNames("bench")
        .callback(
            told ->
                lab.benches().forEach(bench -> told.call(of.applyAsDouble(bench), bench.name())))
        .register(registry);
  }

  /** Only of benches that speak the wire protocol; as it is when somebody looks. */
  private void link(String name, String help, ToDoubleFunction<BenchView.Link> of) {
    CounterWithCallback.builder()
        .name("fluxbar_link_%s_total".formatted(name))
        .help(help)
        .labelNames("bench")
        .callback(
            told ->
                lab.benches()
                    .forEach(
                        bench ->
                            bench
                                .counts()
                                .link()
                                .ifPresent(
                                    link -> told.call(of.applyAsDouble(link), bench.name()))))
        .register(registry);
  }

  private void gauge(String name, String help, ToDoubleFunction<BenchView> of) {
    GaugeWithCallback.builder()
        .name("fluxbar_" + name)
        .help(help)
        .labelNames("bench")
        .callback(
            told ->
                lab.benches().forEach(bench -> told.call(of.applyAsDouble(bench), bench.name())))
        .register(registry);
  }

  private void one(String name, String help, DoubleSupplier of) {
    GaugeWithCallback.builder()
        .name("fluxbar_" + name)
        .help(help)
        .callback(told -> told.call(of.getAsDouble()))
        .register(registry);
  }

  /** A request has ended. The route is one of ours: from outside come no labels. */
  void request(String method, String route, int status) {
    requests.labelValues(method, route, Integer.toString(status)).inc();
  }

  byte[] text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
