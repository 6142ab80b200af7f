package dev.fluxbar.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.emulator.CodeTicks;
import dev.fluxbar.journal.Fate;
import dev.fluxbar.journal.RunHistory;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Journals against a board that has counted whatever it is told to have. */
class RunAuditTest {
  private static final NetworkShape SHAPE = NetworkShape.sizes(2, 1);
  private static final BenchDescription BENCH =
      new BenchDescription(
          "audit",
          "none",
          Topology.INDEPENDENT,
          SHAPE,
          Activation.TANH,
          SwitchKind.CROSSPOINT,
          List.of(new Channels(true, 1e-3, 1, List.of(new Channels.Range(1, 1e-6)))),
          1e-6);

  /** Two pulses: 10 codes for 3 ticks on the first cell, then -20 codes for 2 on the second. */
  private static final Program PULSES = pulses();

  private final RunAudit audit = new RunAudit(BENCH, ticks(100, -100));

  private static Program pulses() {
    Program.Builder program = Program.builder();
    int first = program.table(Volts.of(10e-3, 0));
    int second = program.table(Volts.of(0, -20e-3));
    return program
        .then(new Step.Switches(SwitchSetting.closed(SHAPE)))
        .then(new Step.Drive(0, first, 0))
        .then(new Step.Pulse(3e-6, false, List.of()))
        .then(new Step.Drive(0, second, 0))
        .then(new Step.Pulse(2e-6, false, List.of()))
        .then(new Step.Safe())
        .build();
  }

  private static CodeTicks ticks(long first, long second) {
    return CodeTicks.of(SHAPE, List.of(new long[] {first, second}));
  }

  private static List<RunHistory.Sent> sent(Fate... fates) {
    List<RunHistory.Sent> all = new ArrayList<>();
    for (Fate fate : fates) {
      all.add(new RunHistory.Sent(PULSES, fate, Optional.empty(), ""));
    }
    return all;
  }

  @Test
  void whatIsDoneCountsOnceAndWhole() {
    assertThat(audit.enter("a", sent(Fate.DONE, Fate.NOT_STARTED), ticks(130, -140))).isEmpty();
    assertThat(audit.enter("b", sent(Fate.DONE_UNHEARD), ticks(160, -180))).isEmpty();
    assertThat(audit.enter("c", sent(), ticks(160, -180))).isEmpty();
    assertThat(audit.programs()).isEqualTo(3);
    assertThat(audit.unknown()).isZero();
  }

  @Test
  void aPulseThatFiredTwiceIsFound() {
    assertThat(audit.enter("a", sent(Fate.DONE), ticks(160, -140)))
        .hasValueSatisfying(what -> assertThat(what).contains("run=a", "code-ticks-left=30"));
  }

  @Test
  void aPulseThatIsMissingIsFound() {
    assertThat(audit.enter("a", sent(Fate.DONE), ticks(130, -100))).isPresent();
    assertThat(audit.enter("b", sent(Fate.NOT_STARTED), ticks(160, -140))).isPresent();
  }

  @Test
  void ofAnUnknownProgramItsBeginningIsBelieved() {
    assertThat(audit.enter("a", sent(Fate.UNKNOWN), ticks(100, -100))).isEmpty();
    assertThat(audit.enter("b", sent(Fate.UNKNOWN), ticks(110, -100))).isEmpty();
    assertThat(audit.enter("c", sent(Fate.UNKNOWN), ticks(140, -119))).isEmpty();
    assertThat(audit.unknown()).isEqualTo(3);
  }

  @Test
  void ofAnUnknownProgramNeitherItsEndAloneNorMoreThanAllIsBelieved() {
    assertThat(audit.enter("a", sent(Fate.UNKNOWN), ticks(100, -140))).isPresent();
    assertThat(audit.enter("b", sent(Fate.UNKNOWN), ticks(131, -180))).isPresent();
    assertThat(audit.enter("c", sent(Fate.UNKNOWN), ticks(130, -180))).isPresent();
  }

  @Test
  void severalUnknownProgramsMayEachHaveBegun() {
    // One ran whole and one was cut in its first pulse.
    assertThat(audit.enter("a", sent(Fate.UNKNOWN, Fate.UNKNOWN), ticks(150, -140))).isEmpty();
    // Two first pulses and a half cannot come of two programs without one of the second pulses.
    assertThat(audit.enter("b", sent(Fate.UNKNOWN, Fate.UNKNOWN), ticks(225, -140))).isPresent();
  }
}
