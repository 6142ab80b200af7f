package dev.fluxbar.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReaderTest {
  private final Path file;

  RunReaderTest(@TempDir Path folder) {
    this.file = folder.resolve(RunLog.FILE);
  }

  private void write(List<Entry> entries) throws IOException {
    Files.deleteIfExists(file);
    try (RunLog log = RunLog.beginUnhurried(file)) {
      entries.forEach(log::write);
    }
  }

  private static List<RunHistory.Sent> rest(RunReader run) {
    List<RunHistory.Sent> sent = new ArrayList<>();
    for (Optional<RunHistory.Sent> next = run.next(); next.isPresent(); next = run.next()) {
      sent.add(next.get());
    }
    return sent;
  }

  @Test
  void tellsOneAfterTheOtherWhatTheHistoryTellsAtOnce() throws IOException {
    for (long seed = 1; seed <= 100; seed++) {
      List<Entry> entries = new DrawnEntries(seed).draw(20);
      write(entries);
      RunHistory history = RunHistory.of(entries);
      try (RunReader run = RunReader.open(file)) {
        assertThat(rest(run)).as("seed %d", seed).isEqualTo(history.programs());
        assertThat(run.notes()).as("seed %d", seed).isEqualTo(history.notes());
        assertThat(run.programs()).isEqualTo(history.programs().size());
        for (Fate fate : Fate.values()) {
          assertThat(run.count(fate)).as("seed %d, %s", seed, fate).isEqualTo(history.count(fate));
        }
        assertThat(run.tornBytes()).isZero();
      }
      RunReader.Sum sum = RunReader.sum(file);
      assertThat(sum.notes()).isEqualTo(history.notes());
      assertThat(sum.unknown()).isEqualTo(history.count(Fate.UNKNOWN));
    }
  }

  @Test
  void keepsOnlyTheNotesThatItIsAskedFor() throws IOException {
    write(List.of(new Entry.Note("bench", "{}"), new Entry.Note("step-1", "{}")));
    try (RunReader run = RunReader.open(file, "bench"::equals)) {
      run.toEnd();
      assertThat(run.notes()).containsOnlyKeys("bench");
    }
  }

  @Test
  void saysHowManyBytesOfARecordWereNotFinished() throws IOException {
    List<Entry> entries = new DrawnEntries(3).draw(10);
    write(entries.subList(0, 9));
    long whole = Files.size(file);
    write(entries);
    byte[] all = Files.readAllBytes(file);
    for (int more = 0; whole + more < all.length; more++) {
      Files.write(file, Arrays.copyOf(all, (int) whole + more));
      assertThat(RunReader.sum(file).tornBytes()).as("%d bytes", more).isEqualTo(more);
    }
    Files.delete(file);
    assertThat(RunReader.sum(file)).isEqualTo(new RunReader.Sum(Map.of(), 0, 0, 0));
  }

  /** What is behind the damage is far beyond one window of the reader. */
  @Test
  void refusesDamageThatHasWholeRecordsFarBehind() throws IOException {
    write(programs(10, 4000));
    byte[] damaged = Files.readAllBytes(file);
    damaged[100] ^= 1;
    Files.write(file, damaged);
    assertThatThrownBy(() -> RunReader.sum(file))
        .isInstanceOf(JournalFault.class)
        .hasMessageContaining("it is damaged there and goes on behind");
  }

  /** A table of so many volts each. */
  private static List<Entry> programs(int count, int volts) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] table = new double[volts];
      Arrays.fill(table, i);
      entries.add(
          new Entry.Intent(i, new Program(List.of(Volts.of(table)), List.of(new Step.Safe()))));
    }
    return entries;
  }

  /** Counts what is asked of a log. */
  private static final class CountedBytes implements LogBytes {
    private final byte[] bytes;
    private long asked;
    private int largest;

    CountedBytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public void read(long at, byte[] into, int count) {
      System.arraycopy(bytes, (int) at, into, 0, count);
      asked += count;
      largest = Math.max(largest, count);
    }

    @Override
    public void close() {}
  }

  /**
   * Each record has 320 kB. A program is told once the next begins, so that two records have been
   * read by then; each is read twice, for its checksum and for itself, and a window of 64 kB may
   * reach beyond. Whoever read the log at once would have asked for all 12.8 MB at the first.
   */
  @Test
  void readsALogOnlyAsFarAsItsProgramsAreAskedFor() throws IOException {
    int record = 40_000 * Double.BYTES + 1000;
    write(programs(40, 40_000));
    CountedBytes bytes = new CountedBytes(Files.readAllBytes(file));
    try (RunReader run = RunReader.open(file, bytes, note -> true)) {
      for (int i = 1; i <= 40; i++) {
        assertThat(run.next()).isPresent();
        assertThat(bytes.asked).isLessThan((i + 1) * (2L * record + 3 * 65536));
      }
      assertThat(bytes.largest).as("one record at a time").isLessThan(record);
      assertThat(run.next()).isEmpty();
      assertThat(run.count(Fate.UNKNOWN)).isEqualTo(40);
    }
  }
}
