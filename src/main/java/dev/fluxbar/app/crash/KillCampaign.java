package dev.fluxbar.app.crash;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.campaign.RunBooks;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.emulator.BoardSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A lab in a process of its own, with files of its own, at a board of this process in real time: it
 * is killed at drawn times after its start, from before it opens its bench to after the end of a
 * run, and started again. One use each.
 */
public final class KillCampaign {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String BENCH_FILE =
      "bench: %s\nsignal: {pulse-seconds: 0.05, tau-seconds: 0.02}\n";

  private final int kills;
  private final SplittableRandom random;
  private final Path folder;
  private final LeftBehind left;
  private int killed;
  private int inPrograms;
  private int inRuns;

  /**
   * @param folder empty; the lab's files stay in it
   */
  public KillCampaign(int kills, long seed, Path folder) {
    this.kills = kills;
    this.random = new SplittableRandom(seed);
    this.folder = folder;
    this.left = new LeftBehind(folder.resolve("lab"));
  }

  /** Kills so often, lets the last life end its work, and looks at what there is. */
  public KillResult run(Audience audience) {
    long start = System.nanoTime();
    Optional<Finding> finding = Optional.empty();
    long runs = 0;
    try (KilledBoard board = new KilledBoard(random.split());
        Audience.Meter meter = audience.meter("kills", kills)) {
      Path bench =
          Files.writeString(folder.resolve("bench.yaml"), BENCH_FILE.formatted(board.uri()));
      CrashBooks books =
          new CrashBooks(
              new RunBooks(board, board.rest()), board::ticks, BoardSpec.USUAL_TICKS_PER_SECOND);
      long longest = firstLife(bench, board, books);
      while (killed < kills) {
        life(bench, board, books, random.nextLong(longest));
        meter.at(killed, "%,d programs".formatted(books.entered()));
      }
      lastLife(bench, board, books);
      runs = left.done();
    } catch (CrashFound found) {
      finding = Optional.of(found.in(killed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new KillResult(
        killed,
        inPrograms,
        inRuns,
        runs,
        left.count(RunState.FAILED),
        left.readings(),
        left.fates(),
        seconds,
        finding);
  }

  /** Lives until a run has ended; how long that took, and a fifth more. */
  private long firstLife(Path bench, KilledBoard board, CrashBooks books) throws IOException {
    long start = System.nanoTime();
    Process lab = start(KilledLab.GO_ON, bench);
    await(lab, () -> left.count(RunState.DONE) > 0);
    long took = System.nanoTime() - start;
    kill(lab, board, books);
    return took + took / 5;
  }

  private void life(Path bench, KilledBoard board, CrashBooks books, long nanos)
      throws IOException {
    Process lab = start(KilledLab.GO_ON, bench);
    try {
      if (lab.waitFor(nanos, TimeUnit.NANOSECONDS)) {
        throw ended(lab);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill(lab, board, books);
  }

  private void lastLife(Path bench, KilledBoard board, CrashBooks books) throws IOException {
    Process lab = start(KilledLab.FINISH, bench);
    await(lab, left::allEnded);
    kill(lab, board, books);
    killed--; // it had nothing left to do
  }

  private void kill(Process lab, KilledBoard board, CrashBooks books) {
    boolean program = board.running();
    lab.destroyForcibly(); // SIGKILL
    try {
      lab.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    killed++;
    if (program) {
      inPrograms++;
    } else if (left.count(RunState.RUNNING) > 0) {
      inRuns++;
    }
    board.rest();
    books.enter(left.fresh());
  }

  private Process start(String what, Path bench) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                KilledLab.class.getName(),
                what,
                bench.toString(),
                folder.resolve("lab").toString()));
    builder.environment().put("XDG_DATA_HOME", folder.toString());
    Path words = folder.resolve("lab.err");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(words.toFile()));
    return builder.start();
  }

  private void await(Process lab, BooleanSupplier what) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!what.getAsBoolean()) {
        if (lab.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw ended(lab);
        }
        if (System.nanoTime() > end) {
          lab.destroyForcibly();
          throw new CrashFound("not-ended", "lab: runs do not end; see " + folder);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CrashFound ended(Process lab) {
    return new CrashFound(
        "broke", "lab: exit=%d; see %s".formatted(lab.exitValue(), folder.resolve("lab.err")));
  }
}
