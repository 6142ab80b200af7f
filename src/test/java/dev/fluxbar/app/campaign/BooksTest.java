package dev.fluxbar.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.emulator.CodeTicks;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.MemoryTransport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The books against a board that has whatever it is told to have. */
class BooksTest {
  private static final NetworkShape SHAPE = NetworkShape.sizes(2, 1);
  private static final BenchDescription BENCH =
      new BenchDescription(
          "books",
          "none",
          Topology.INDEPENDENT,
          SHAPE,
          Activation.TANH,
          SwitchKind.CROSSPOINT,
          List.of(new Channels(true, 1e-3, 1, List.of(new Channels.Range(1, 1e-6)))),
          1e-6);
  private static final Dosage TWO_PULSES =
      new Dosage(List.of(new long[] {10, 0}, new long[] {0, -7}), 1);

  private final Told board = new Told();
  private final Books books = new Books(new CellOrder(SHAPE), board, BENCH);

  /** A board of two cells. */
  private static final class Told implements BoardUnderTest {
    private long[] sums = {0, 0};

    @Override
    public String name() {
      return "told";
    }

    @Override
    public ByteTransport connect() {
      return MemoryTransport.pair("told").host();
    }

    @Override
    public CodeTicks codeTicks() {
      return CodeTicks.of(SHAPE, List.of(sums));
    }

    @Override
    public void reboot() {}

    @Override
    public FluxControlled device() {
      return ArctanMemristor.PAPER;
    }

    @Override
    public double startVoltSeconds(Cell cell) {
      return 0;
    }

    @Override
    public Activation activation() {
      return Activation.TANH;
    }

    @Override
    public void close() {}
  }

  private void has(long first, long second) {
    board.sums = new long[] {first, second};
  }

  @Test
  void agreeWithAWholeProgram() {
    has(10, -7);
    assertThat(books.enter(0, TWO_PULSES)).isEmpty();
    has(20, -14);
    assertThat(books.enter(1, TWO_PULSES)).isEmpty();
  }

  @Test
  void missWhatIsLost() {
    has(10, 0);
    assertThat(books.enter(3, TWO_PULSES))
        .contains(new Violation(Violation.Kind.LOST, 3, new Cell(0, 0, 1), "-7", "0"));
  }

  @Test
  void findWhatFiredTwice() {
    has(20, -7);
    assertThat(books.enter(0, TWO_PULSES))
        .map(Violation::kind)
        .contains(Violation.Kind.FIRED_TWICE);
    assertThat(books.enterPart(0, TWO_PULSES))
        .map(Violation::kind)
        .contains(Violation.Kind.FIRED_TWICE);
  }

  @Test
  void takeABeginningWhereNobodyKnows() {
    has(10, -3);
    assertThat(books.enterPart(0, TWO_PULSES)).isEmpty();
    assertThat(books.at(1)).isEqualTo(-3);
  }

  @Test
  void doNotTakeAnEndWithoutItsBeginning() {
    has(0, -7);
    assertThat(books.enterPart(0, TWO_PULSES))
        .map(Violation::kind)
        .contains(Violation.Kind.UNEXPLAINED);
  }
}
