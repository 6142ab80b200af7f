package dev.fluxbar.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.analog.DriverTransfer;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FluxAccountTest {
  private static final double OFFSET = 1e-3;
  private static final double WIDTH = 2e-3;
  private static final NetworkShape SHAPE = NetworkShape.sizes(2, 1);
  private static final BenchDescription BENCH =
      new BenchDescription(
          "account",
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
                  List.of(new DriverTransfer(OFFSET, 1), new DriverTransfer(OFFSET, 1)))),
          1e-6);

  private static FluxAccount account(Step... steps) {
    SwitchSetting closed = SwitchSetting.open(SHAPE).with(0, ArraySwitches.closed(SHAPE.array(0)));
    Program.Builder program = Program.builder();
    program.table(Volts.of(0, 0.5));
    program.table(Volts.of(0.25, 0.5));
    program.table(Volts.of(0.75, -1));
    program.then(new Step.Switches(closed));
    List.of(steps).forEach(program::then);
    return FluxAccount.of(program.build(), BENCH);
  }

  private static double voltSeconds(FluxAccount account, int column) {
    FluxLedger ledger = new FluxLedger(SHAPE);
    account.book(ledger);
    return ledger.voltSeconds(new Cell(0, 0, column));
  }

  private static final Step PULSE = new Step.Pulse(WIDTH, false, List.of());
  private static final Step EACH = new Step.Drive(0, 0, 1);

  @Test
  void countsEveryTableOfARepeat() {
    FluxAccount account = account(new Step.Repeat(3, List.of(EACH, PULSE)));
    assertThat(voltSeconds(account, 0)).isCloseTo(WIDTH * (1 + 3 * OFFSET), within(1e-15));
    assertThat(voltSeconds(account, 1)).isCloseTo(WIDTH * 3 * OFFSET, within(1e-15));
    // The first table leaves column 0 at rest, and all three together leave column 1 where it was.
    assertThat(account.pulsed()).containsExactly(new Cell(0, 0, 0), new Cell(0, 0, 1));
  }

  /** Before the drive of a turn stands the table of the turn before, and after all the last one. */
  @Test
  void amplitudesStayUntilTheNextDrive() {
    Step.Drive last = new Step.Drive(0, 2, 0);
    FluxAccount before = account(last, new Step.Repeat(3, List.of(PULSE, EACH)));
    assertThat(voltSeconds(before, 0))
        .isCloseTo(WIDTH * (0.75 + 0 + 0.25 + 3 * OFFSET), within(1e-15));
    FluxAccount after =
        account(new Step.Repeat(3, List.of(EACH, Step.Block.sampledAtMiddle(1e-4))), PULSE);
    assertThat(voltSeconds(after, 1))
        .isCloseTo(WIDTH * (-1 + OFFSET) + 3 * 4e-4 * OFFSET, within(1e-15));
  }

  @Test
  void countsRepeatsWithinRepeats() {
    Step inner = new Step.Repeat(3, List.of(EACH, PULSE));
    FluxAccount account = account(new Step.Repeat(2, List.of(PULSE, inner)));
    // Nothing is chosen before the first turn; the second begins with the last table.
    assertThat(voltSeconds(account, 0))
        .isCloseTo(WIDTH * (2 * 1 + 0.75 + 8 * OFFSET), within(1e-15));
  }

  /** (V + o)^2 of every pulse: what a siemens would dissipate. */
  @Test
  void energyHasTheOffsetBesideThePulse() {
    EnergyBook book = new EnergyBook(SHAPE);
    account(new Step.Repeat(3, List.of(EACH, PULSE))).book(book);
    double expected = 0;
    for (double volts : new double[] {0, 0.25, 0.75, 0.5, 0.5, -1}) {
      expected += WIDTH * (volts + OFFSET) * (volts + OFFSET);
    }
    assertThat(book.joules(1)).isCloseTo(expected, within(1e-15));
  }
}
