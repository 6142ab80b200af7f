package dev.fluxbar.app.endurance;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.campaign.RunAudit;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.lab.BenchSlot;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabSettings;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.wiring.FarEnd;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.app.wiring.Reconnection;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.transport.PseudoTerminal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Pulls the cable of a lab's bench and puts it back, at drawn moments, again and again: the lab
 * must go on, and what the board counted must be what the journals say. The board is emulated and
 * stays on; between it and the lab there is a serial port of the operating system.
 */
public final class UnplugCampaign {
  static final String BENCH = "pulled";

  /** Of the lab: shorter than some pulls, so that runs are lost too. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final int cycles;
  private final long seed;
  private final Path folder;
  private final Audience audience;

  /**
   * @param cycles pulls, at least 1
   * @param folder where the lab's data, locks and ledgers go; not the user's
   */
  public UnplugCampaign(int cycles, long seed, Path folder, Audience audience) {
    if (cycles < 1) {
      throw new IllegalArgumentException("unplugs: cycles=%d; give at least 1".formatted(cycles));
    }
    this.cycles = cycles;
    this.seed = seed;
    this.folder = folder.toAbsolutePath();
    this.audience = audience;
  }

  /** Whether this machine has what it takes. */
  public static boolean supported() {
    return PseudoTerminal.supported();
  }

  /**
   * @throws dev.fluxbar.fault.BenchFault if this machine has no pseudo-terminals
   */
  public OperationResult run() {
    Path link = folder.resolve("port");
    audience.say("Unplugs: seed %d, %,d cycles, port %s".formatted(seed, cycles, link));
    try (Socket board = Socket.of(BENCH, link);
        Socket stranger = Socket.of("stranger", link)) {
      board.cable().plugIn();
      BenchFile file = BenchFile.of(new BenchUri.Serial(link.toString(), 1_000_000));
      RunAudit audit = new RunAudit(description(file), board.board().codeTicks());
      UnplugResult result;
      try (Lab lab = Lab.open(settings(file))) {
        result = new UnplugCycles(lab, board, stranger, audit, seed).run(cycles, audience);
      }
      tell(result);
      return result
          .violation()
          .map(
              what ->
                  OperationResult.notReached(result.values(seed), what + " (seed " + seed + ")"))
          .orElseGet(() -> OperationResult.done(result.values(seed)));
    }
  }

  private LabSettings settings(BenchFile file) {
    BenchSlot slot = new BenchSlot(BENCH, file, Line.PTY, OptionalLong.empty());
    return new LabSettings(folder, List.of(slot), PATIENCE, 0, Clock.systemUTC())
        .withHome(folder.resolve("home"))
        .keeping(1000);
  }

  private BenchDescription description(BenchFile file) {
    try (FarEnd far =
            FarEnd.turnOn(
                file, Optional.empty(), Line.PTY, OptionalLong.empty(), folder.resolve("home"));
        OpenBench open = OpenBench.open(file, far, Reconnection.NONE)) {
      return open.bench().description();
    }
  }

  private void tell(UnplugResult result) {
    audience.say(
        "Pulled %,d times, %,d of them idle, %,d while it was being opened again; power lost %,d times, another board put in its place %,d times"
            .formatted(
                result.cycles(),
                result.idle(),
                result.twice(),
                result.powerLosses(),
                result.strangers()));
    audience.say(
        "Runs: %,d, %,d lost to pulls longer than the lab's patience; programs: %,d, %,d of which nobody knows how far they came"
            .formatted(result.runs(), result.runsFailed(), result.programs(), result.unknown()));
    audience.say(
        "Back after the cable: half within %.2f s, 99 %% within %.2f s, all within %.2f s"
            .formatted(result.backWithin(0.5), result.backWithin(0.99), result.backWithin(1)));
    audience.say(
        "Threads %d, then %d; handles %d, then %d; %.0f s in all"
            .formatted(
                result.before().threads(),
                result.after().threads(),
                result.before().handles(),
                result.after().handles(),
                result.seconds()));
    audience.say(
        "Fired twice or lost in silence: %s; driven on another board: %d code ticks"
            .formatted(
                result.violation().isPresent() ? "see below" : "0", result.strangerCodeTicks()));
  }
}
