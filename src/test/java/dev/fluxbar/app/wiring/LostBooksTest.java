package dev.fluxbar.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.analog.DriverTransfer;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.runs.LedgerFile;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.FluxLedger;
import dev.fluxbar.journal.Entry;
import dev.fluxbar.journal.Fate;
import dev.fluxbar.journal.RunLog;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that was killed had driven, by its log. */
class LostBooksTest {
  private static final double OFFSET_VOLTS = 1e-3;
  private static final double TAU_SECONDS = 1e-4;

  /** One block signal leaves four plateaus of offset on a cell. */
  private static final double EACH_VOLT_SECONDS = 4 * TAU_SECONDS * OFFSET_VOLTS;

  private static final NetworkShape SHAPE = NetworkShape.sizes(1, 1);
  private static final Cell CELL = new Cell(0, 0, 0);
  private static final BenchDescription BOARD =
      new BenchDescription(
          "lost",
          "test",
          Topology.INDEPENDENT,
          SHAPE,
          Activation.TANH,
          SwitchKind.CROSSPOINT,
          List.of(
              new Channels(
                  true,
                  0,
                  2,
                  List.of(new Channels.Range(1, 0)),
                  0,
                  List.of(new DriverTransfer(OFFSET_VOLTS, 1)))),
          1e-6);

  private final Path folder;
  private final LedgerFile file;

  LostBooksTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = LedgerFile.in(folder, "lost");
  }

  private static Program blockSignal() {
    Program.Builder program = Program.builder();
    program.table(Volts.of(0.5));
    program.then(
        new Step.Switches(SwitchSetting.open(SHAPE).with(0, ArraySwitches.closed(SHAPE.array(0)))));
    program.then(new Step.Drive(0, 0, 0));
    program.then(Step.Block.sampledAtMiddle(TAU_SECONDS));
    return program.build();
  }

  /** A log as a process leaves it that dies while its fourth program is on. */
  private Path killed(String name) {
    Path log = folder.resolve(name);
    Program program = blockSignal();
    file.drives(log.resolveSibling(name), 0);
    try (RunLog run = RunLog.begin(log)) {
      run.write(new Entry.Intent(0, program));
      run.write(new Entry.Result(0, new Recording(4 * TAU_SECONDS, List.of())));
      run.write(new Entry.Intent(1, program));
      run.write(new Entry.End(1, Fate.NOT_STARTED, "refused"));
      run.write(new Entry.Intent(2, program));
      run.write(new Entry.End(2, Fate.DONE_UNHEARD, "the line broke"));
      run.write(new Entry.Intent(3, program));
    }
    return log;
  }

  private double opened() {
    return LostBooks.read(file, BOARD).voltSeconds(CELL);
  }

  @Test
  void countsWhatRanAndWhatMayHaveRunOnce() {
    assertThat(opened()).isZero();
    killed("journal.log");
    assertThat(opened()).isCloseTo(3 * EACH_VOLT_SECONDS, within(1e-18));
    assertThat(file.uncounted()).isEmpty();
    assertThat(opened()).as("again").isCloseTo(3 * EACH_VOLT_SECONDS, within(1e-18));
    assertThat(file.read(SHAPE).voltSeconds(CELL)).isCloseTo(3 * EACH_VOLT_SECONDS, within(1e-18));
  }

  @Test
  void countsSeveralRunsOfOneProcess() {
    killed("first.log");
    killed("second.log");
    assertThat(opened()).isCloseTo(6 * EACH_VOLT_SECONDS, within(1e-18));
  }

  /** It dies after the ledger was kept, before it could say so: the old list lies there again. */
  @Test
  void countsNothingTwiceWhenItDiesBetweenTheTwo() throws IOException {
    killed("journal.log");
    byte[] list = Files.readAllBytes(file.uncountedFile());
    double once = opened();
    Files.write(file.uncountedFile(), list);
    assertThat(opened()).isEqualTo(once);
  }

  /** The last record of the log, an intent, is torn at each of its bytes: it was never sent. */
  @Test
  void aTornIntentWasNotSent() throws IOException {
    Path log = killed("journal.log");
    byte[] whole = Files.readAllBytes(log);
    byte[] list = Files.readAllBytes(file.uncountedFile());
    int last = whole.length - recordBytes(whole);
    for (int cut = last; cut < whole.length; cut++) {
      Files.write(log, Arrays.copyOf(whole, cut));
      Files.deleteIfExists(folder.resolve("ledgers").resolve("lost.npz"));
      Files.write(file.uncountedFile(), list);
      assertThat(opened()).as("cut at %d", cut).isCloseTo(2 * EACH_VOLT_SECONDS, within(1e-18));
    }
  }

  /** The records before are walked; each has its length in front and 8 bytes behind it. */
  private static int recordBytes(byte[] log) {
    java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(log);
    int at = 8;
    int length = 0;
    while (at < log.length) {
      length = 8 + bytes.getInt(at);
      at += length;
    }
    return length;
  }

  @Test
  void aRunThatEndedLeavesNothingToCount() {
    killed("journal.log");
    FluxLedger kept = new FluxLedger(SHAPE);
    file.write(kept);
    assertThat(file.uncounted()).isEmpty();
    assertThat(opened()).isZero();
  }

  @Test
  void refusesToForgetALogThatIsGone() throws IOException {
    Files.delete(killed("journal.log"));
    assertThatThrownBy(this::opened)
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("it is gone")
        .hasMessageContaining("lost.uncounted.json");
  }
}
