package dev.fluxbar.app.crash;

import dev.fluxbar.app.campaign.BoardUnderTest;
import dev.fluxbar.app.campaign.EmulatedBoardUnderTest;
import dev.fluxbar.app.campaign.RunBooks;
import dev.fluxbar.app.sequence.StepNotes;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.journal.Fate;
import dev.fluxbar.journal.RunHistory;
import dev.fluxbar.journal.RunLog;
import dev.fluxbar.signal.Recording;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One board that stays on, one log, and the hosts that live and die between them; and what every
 * host was told, which must never be forgotten.
 */
final class CrashCase implements AutoCloseable {
  static final NetworkShape SHAPE = NetworkShape.sizes(2, 2, 1);
  static final Path NAME = Path.of(RunLog.FILE);

  private final SplittableRandom random;
  private final EmulatedBoardUnderTest board;
  private final Platter platter = new Platter();
  private final CrashWork work;
  private final Map<Long, Recording> heard = new LinkedHashMap<>();
  private final Map<String, String> made = new LinkedHashMap<>();
  private final Map<String, String> told = new LinkedHashMap<>();
  private @Nullable CrashBooks books;
  private long readings;

  CrashCase(SplittableRandom random) {
    this.random = random;
    this.work = new CrashWork(SHAPE, random.split());
    this.board =
        EmulatedBoardUnderTest.on(
            BoardSpec.of("crashes", SHAPE, Topology.INDEPENDENT, SwitchKind.CROSSPOINT)
                .withSeed(random.nextLong()));
  }

  BoardUnderTest board() {
    return board;
  }

  Platter platter() {
    return platter;
  }

  CrashWork work() {
    return work;
  }

  int session() {
    return 1 + random.nextInt(0xffff);
  }

  /** The upper half is a session's own, so that no job id comes twice at the board. */
  long firstJob() {
    return ((long) random.nextInt(1, Integer.MAX_VALUE) << 32) + 1;
  }

  /** Somebody goes on with what a program sampled: from now on it is known. */
  void heard(long number, Recording recording) {
    heard.put(number, recording);
  }

  /** A step is done, and this is what its note must say. */
  void made(String note, String text) {
    made.put(note, text);
  }

  /** Somebody was told that a step has ended. */
  void told(String note, String text) {
    told.put(note, text);
  }

  void read() {
    readings++;
  }

  long readings() {
    return readings;
  }

  /**
   * Compares what the log says with what was told and with what the board has counted; the board
   * must be at rest.
   *
   * @throws CrashFound if something ran twice, is not accounted for, or was forgotten
   */
  RunBooks audit(RunHistory history, BenchDescription bench) {
    CrashBooks now =
        books == null
            ? new CrashBooks(
                new RunBooks(board, bench), board::ticks, BoardSpec.USUAL_TICKS_PER_SECOND)
            : books;
    books = now;
    audit(history, now);
    return now.cells();
  }

  private void audit(RunHistory history, CrashBooks open) {
    List<RunHistory.Sent> programs = history.programs();
    heard.forEach(
        (number, recording) -> {
          if (number >= programs.size()
              || !programs
                  .get(Math.toIntExact(number))
                  .recording()
                  .equals(Optional.of(recording))) {
            throw new CrashFound(
                "result-lost", "log: program=%d; its result was used".formatted(number));
          }
        });
    told.forEach(
        (note, text) -> {
          if (!text.equals(history.notes().get(note))) {
            throw new CrashFound("result-lost", "log: note=%s; it was told".formatted(note));
          }
        });
    for (int i = 1; i <= work.steps(); i++) {
      String note = StepNotes.name("" + i);
      if (!Objects.equals(history.notes().get(note), made.get(note))
          && history.notes().containsKey(note)) {
        throw new CrashFound("invented", "log: note=%s; no step came to this".formatted(note));
      }
    }
    open.enter(programs.subList(Math.toIntExact(open.entered()), programs.size()));
  }

  /** Once everything is done: how every program ended. */
  Map<Fate, Long> closing() {
    RunHistory history = RunHistory.of(RunLog.read(NAME, new MortalDisk(platter, immortal())));
    CrashBooks open = books;
    for (int i = 1; i <= work.steps(); i++) {
      if (open == null || StepNotes.ended(history.notes(), "" + i).isEmpty()) {
        throw new CrashFound("not-ended", "log: step=%d; it has no note".formatted(i));
      }
    }
    audit(history, Objects.requireNonNull(open));
    Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    for (Fate fate : Fate.values()) {
      fates.put(fate, history.count(fate));
    }
    return fates;
  }

  Mortality immortal() {
    return new Mortality(null, random);
  }

  @Override
  public void close() {
    board.close();
  }
}
