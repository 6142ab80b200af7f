package dev.fluxbar.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.bench.board.BoardBench;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.MemoryListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One emulated board lives through hundreds of hosts that die at some byte of their journal. */
class JournaledBenchTest {
  private static final Limits LIMITS = new Limits(4, 100, 100, 10_000, Duration.ofMillis(100));
  private static final double WIDTH_SECONDS = 0.125;
  private static final NetworkShape ONE = NetworkShape.of(ArrayShape.single(1, 1));

  private final Path file;

  JournaledBenchTest(@TempDir Path folder) {
    this.file = folder.resolve(RunLog.FILE);
  }

  private static Program pulse(double volts) {
    return Program.builder()
        .then(new Step.Switches(SwitchSetting.closed(ONE)))
        .then(new Step.Sense(0, 0, 1, 3, 1))
        .drive(0, Volts.of(volts))
        .then(new Step.Pulse(WIDTH_SECONDS, true, List.of()))
        .build();
  }

  private static Bench bench(MemoryListener line, int session) {
    HostLink link = new HostLink(line.connect(), session, NanoClock.system(), LinkTimes.DEFAULT);
    return BoardBench.open(link, Activation.TANH, LIMITS, ((long) session << 32) + 1);
  }

  private static EmulatedBoard board(MemoryListener line) {
    EmulatedBoard board =
        new EmulatedBoard(
            BoardSpec.of("journaled", ONE, Topology.INDEPENDENT, SwitchKind.CROSSPOINT), line);
    board.open();
    return board;
  }

  private static double flux(EmulatedBoard board) {
    return board.truth().fluxesVoltSeconds().get(0).at(0, 0);
  }

  @Test
  void aJournalThatBreaksAtAnyByteAccountsForEveryPulse() throws IOException {
    MemoryListener line = new MemoryListener("journaled");
    try (EmulatedBoard board = board(line)) {
      long whole = room(line);
      double before = flux(board);
      for (long room = 8; room <= whole; room++) {
        BreakingDisk disk = new BreakingDisk(room);
        List<Recording> heard = new ArrayList<>();
        try (Bench bench = bench(line, (int) (100 + room));
            RunLog log = RunLog.begin(file, disk);
            JournaledBench journaled = new JournaledBench(bench, fault -> Fate.UNKNOWN)) {
          journaled.writeTo(log);
          for (int i = 1; i <= 3; i++) {
            heard.add(journaled.run(pulse(i)));
          }
        } catch (JournalFault e) {
          assertThat(e).hasMessageContaining("cannot be written");
        }
        Files.write(file, disk.bytes());
        RunHistory history = RunHistory.of(RunLog.read(file));
        double after = flux(board);
        int fired = (int) Math.round((after - before) / WIDTH_SECONDS);
        before = after;
        // 1, 2, 3 V: fired together 0, 1, 3 or 6 V.
        int count = fired == 6 ? 3 : fired == 3 ? 2 : fired;
        assertThat(history.count(Fate.DONE))
            .as("room %d: results on the disk that somebody heard of", room)
            .isGreaterThanOrEqualTo(heard.size());
        for (int i = 0; i < heard.size(); i++) {
          assertThat(history.programs().get(i).recording()).contains(heard.get(i));
        }
        // Whatever fired has its intent on the disk, and at most the last one is unknown.
        assertThat(history.programs().size()).as("room %d", room).isGreaterThanOrEqualTo(count);
        assertThat(history.count(Fate.UNKNOWN)).as("room %d", room).isLessThanOrEqualTo(1);
        assertThat(count).isGreaterThanOrEqualTo((int) history.count(Fate.DONE));
        for (int i = 0; i < history.programs().size(); i++) {
          assertThat(history.programs().get(i).program()).isEqualTo(pulse(i + 1));
        }
      }
    }
  }

  /** How many bytes three pulses take. */
  private long room(MemoryListener line) throws IOException {
    BreakingDisk disk = new BreakingDisk(Long.MAX_VALUE);
    try (Bench bench = bench(line, 1);
        RunLog log = RunLog.begin(file, disk);
        JournaledBench journaled = new JournaledBench(bench, fault -> Fate.UNKNOWN)) {
      journaled.writeTo(log);
      for (int i = 1; i <= 3; i++) {
        journaled.run(pulse(i));
      }
    }
    return disk.bytes().length;
  }

  @Test
  void replaysWhatItSaid() {
    MemoryListener line = new MemoryListener("journaled");
    try (EmulatedBoard board = board(line);
        Bench bench = bench(line, 2);
        RunLog log = RunLog.begin(file);
        JournaledBench journaled = new JournaledBench(bench, fault -> Fate.UNKNOWN)) {
      journaled.writeTo(log);
      Recording first = journaled.run(pulse(1));
      Program wrong =
          Program.builder()
              .then(
                  new Step.Switches(new SwitchSetting(List.of(ArraySwitches.closed(ONE.array(0))))))
              .drive(0, Volts.of(9))
              .then(new Step.Pulse(1, false, List.of()))
              .build();
      assertThatThrownBy(() -> journaled.run(wrong)).isInstanceOf(ProgramRefused.class);
      Recording second = journaled.run(pulse(2));
      assertThat(board.truth().safe()).isTrue();

      RunHistory history = RunHistory.of(RunLog.read(file));
      assertThat(history.programs())
          .extracting(RunHistory.Sent::fate)
          .containsExactly(Fate.DONE, Fate.NOT_STARTED, Fate.DONE);
      ReplayBench replay =
          new ReplayBench(
              bench.description(),
              bench.limits(),
              ReplayBench.Abilities.of(bench),
              RunReader.open(file));
      assertThat(replay.run(pulse(1))).isEqualTo(first);
      assertThatThrownBy(() -> replay.run(wrong))
          .isInstanceOf(BenchFault.class)
          .rootCause()
          .hasMessageContaining("brought no results");
      assertThatThrownBy(() -> replay.run(pulse(3)))
          .isInstanceOf(JournalFault.class)
          .hasMessageContaining("not the one that was sent");
      assertThat(replay.run(pulse(2))).isEqualTo(second);
      assertThatThrownBy(() -> replay.run(pulse(3)))
          .isInstanceOf(JournalFault.class)
          .hasMessageContaining("more than was sent");
      assertThat(replay.replayed()).isEqualTo(3);
    }
  }
}
