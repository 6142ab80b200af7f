package dev.fluxbar.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
  private final Path file;

  RunLogTest(@TempDir Path folder) {
    this.file = folder.resolve(RunLog.FILE);
  }

  private byte[] write(List<Entry> entries) throws IOException {
    Files.deleteIfExists(file);
    try (RunLog log = RunLog.begin(file)) {
      entries.forEach(log::write);
    }
    return Files.readAllBytes(file);
  }

  @Test
  void readsBackWhatItWrote() throws IOException {
    for (long seed = 1; seed <= 300; seed++) {
      List<Entry> entries = new DrawnEntries(seed).draw(20);
      write(entries);
      assertThat(RunLog.read(file)).as("seed %d", seed).isEqualTo(entries);
    }
  }

  /** A power loss may keep the length of a file and nothing of what was written into it. */
  @Test
  void aLogWhoseFirstBytesWereNeverOnTheDiskBeginsAnew() throws IOException {
    Entry first = new Entry.Note("request", "{}");
    for (int length = 0; length <= 8; length++) {
      Files.write(file, new byte[length]);
      assertThat(RunLog.read(file)).isEmpty();
      try (RunLog log = RunLog.resume(file)) {
        log.write(first);
      }
      assertThat(RunLog.read(file)).as("%d bytes", length).containsExactly(first);
    }
  }

  @Test
  void aLogCutAtAnyByteSaysWhatWasWholeAndGoesOnFromThere() throws IOException {
    List<Entry> entries = new DrawnEntries(7).draw(8);
    byte[] whole = write(entries);
    Entry more = new Entry.Note("resumed", "{}");
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      List<Entry> left = RunLog.read(file);
      assertThat(left).as("%d bytes", length).isEqualTo(entries.subList(0, left.size()));
      assertThat(left.size()).isLessThan(entries.size());
      try (RunLog log = RunLog.resume(file)) {
        log.write(more);
      }
      List<Entry> both = new ArrayList<>(left);
      both.add(more);
      assertThat(RunLog.read(file)).as("%d bytes", length).isEqualTo(both);
    }
  }

  @Test
  void aByteThatChangedIsNeverBelieved() throws IOException {
    List<Entry> entries = new DrawnEntries(9).draw(8);
    byte[] whole = write(entries);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(file, damaged);
      try {
        // Within the last record it looks like one that was not finished.
        assertThat(RunLog.read(file))
            .as("byte %d", at)
            .isEqualTo(entries.subList(0, entries.size() - 1));
      } catch (JournalFault e) {
        assertThat(e).as("byte %d", at).hasMessageStartingWith("journal: file=" + file);
      }
    }
  }

  @Test
  void refusesALogThatIsThereAndAFileThatIsNone() throws IOException {
    write(List.of());
    assertThatThrownBy(() -> RunLog.begin(file))
        .isInstanceOf(JournalFault.class)
        .hasMessageContaining("there already");
    Files.writeString(file, "something else");
    assertThatThrownBy(() -> RunLog.read(file))
        .isInstanceOf(JournalFault.class)
        .hasMessageContaining("no log of this program");
    assertThatThrownBy(() -> RunLog.read(file.resolveSibling("none")))
        .isInstanceOf(JournalFault.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void writesNothingMoreAfterADiskThatFailed() throws IOException {
    BreakingDisk disk = new BreakingDisk(20);
    RunLog log = RunLog.begin(file, disk);
    assertThatThrownBy(() -> log.write(new Entry.Note("request", "{}")))
        .isInstanceOf(JournalFault.class)
        .hasMessageContaining("check the space on the disk");
    disk.mend();
    assertThatThrownBy(() -> log.write(new Entry.Note("request", "{}")))
        .isInstanceOf(JournalFault.class)
        .hasMessageContaining("it broke before");
    assertThat(disk.bytes()).hasSize(20);
  }
}
