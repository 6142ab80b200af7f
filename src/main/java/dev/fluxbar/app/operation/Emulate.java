package dev.fluxbar.app.operation;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.Interruption;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.wiring.BoardHost;
import dev.fluxbar.app.wiring.Boards;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenMenaHost;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.BoardTruth;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Keeps an emulated board alive for other processes. */
public final class Emulate {
  private final String bench;
  private final Optional<Path> link;
  private final OptionalInt tcpPort;
  private final OptionalDouble pace;
  private final OptionalLong seed;
  private final Audience audience;

  /**
   * @param bench an {@code emulator:} URI, or a bench file that names one
   * @param link a stable name for the pseudo-terminal
   * @param tcpPort a TCP port instead of a pseudo-terminal
   * @param pace instead of the emulator file's
   * @param seed instead of the emulator file's
   */
  public Emulate(
      String bench,
      Optional<Path> link,
      OptionalInt tcpPort,
      OptionalDouble pace,
      OptionalLong seed,
      Audience audience) {
    this.bench = bench;
    this.link = link;
    this.tcpPort = tcpPort;
    this.pace = pace;
    this.seed = seed;
    this.audience = audience;
  }

  /**
   * Turns the board on and waits until the program is told to end.
   *
   * @param ready is told how to reach the board, once it can be reached
   */
  public void run(Consumer<Map<String, Object>> ready) {
    if (!(BenchFile.named(bench).bench() instanceof BenchUri.Emulator uri)) {
      throw new BadInput(
          "emulate: bench=%s; name an emulated board of this process, emulator:NAME-OR-FILE"
              .formatted(bench));
    }
    EmulatorFile file = EmulatorFile.of(uri);
    if (uri.openmena()) {
      runOpenmena(Boards.of(uri, file, seed), ready);
      return;
    }
    double seconds = pace.orElse(file.pace() == EmulatorFile.Pace.REAL_TIME ? 1 : 0);
    if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new BadInput("emulate: pace=%s; it must be finite and not negative".formatted(seconds));
    }
    CountDownLatch ended = new CountDownLatch(1);
    // Closed in turn: the board and its link are gone before the program may end.
    try (Interruption interruption = new Interruption(ended::countDown);
        BoardHost host = on(Boards.of(uri, file, seed), seconds)) {
      announce(host.uri(), host.board().toString(), "fluxbar info --bench " + host.uri(), ready);
      await(ended);
      tell(host.board().truth(), interruption);
    }
  }

  /** At a pseudo-terminal, as fast as it computes: that board's protocol knows no other line. */
  private void runOpenmena(BoardSpec spec, Consumer<Map<String, Object>> ready) {
    if (tcpPort.isPresent() || pace.isPresent()) {
      throw new BadInput(
          "emulate: bench=%s; this board speaks over a pseudo-terminal at its own pace, leave --tcp and --pace out"
              .formatted(bench));
    }
    CountDownLatch ended = new CountDownLatch(1);
    try (Interruption interruption = new Interruption(ended::countDown);
        OpenMenaHost host = OpenMenaHost.onTerminal(spec, link)) {
      announce(
          host.uri(),
          spec.boardId() + " at " + host.uri(),
          "a copy of calibration/boards/openmena-bench.yaml with bench: " + host.uri(),
          ready);
      await(ended);
      tell(host.board().truth(), interruption);
    }
  }

  private BoardHost on(BoardSpec spec, double seconds) {
    if (tcpPort.isPresent()) {
      return BoardHost.onTcp(tcpPort.getAsInt(), spec, seconds);
    }
    if (link.isPresent()) {
      return BoardHost.onTerminal(link.get(), spec, seconds);
    }
    return BoardHost.on(Line.mostReal(), spec, seconds);
  }

  private void announce(
      String uri, String board, String next, Consumer<Map<String, Object>> ready) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("bench", uri);
    values.put("board", board);
    values.put("process-id", ProcessHandle.current().pid());
    audience.say("The board is on: " + uri);
    audience.say("In another terminal: " + next);
    audience.say("Ctrl-C pulls its plug.");
    ready.accept(values);
  }

  private static void await(CountDownLatch ended) {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(BoardTruth truth, Interruption interruption) {
    if (interruption.happened()) {
      audience.say(
          "The board is off after %s s of bench time; outputs %s."
              .formatted(
                  Tables.seconds(truth.benchSeconds()),
                  truth.safe() ? "at 0 V, switches open" : "not safe"));
    }
  }
}
