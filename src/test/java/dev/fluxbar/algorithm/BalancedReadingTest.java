package dev.fluxbar.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.analog.Dac;
import dev.fluxbar.analog.DriverTransfer;
import dev.fluxbar.analog.InputTransfer;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.wiring.Boards;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.FluxLedger;
import dev.fluxbar.bench.LedgerBench;
import dev.fluxbar.bench.board.BoardBench;
import dev.fluxbar.emulator.AnalogTruth;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.MemoryTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Many reads on the board {@code lab}, whose drivers are off by a millivolt, with a profile that
 * knows them exactly and without one.
 */
final class BalancedReadingTest {
  private static final Cell CELL = new Cell(0, 2, 3);
  private static final BenchUri.Emulator LAB = new BenchUri.Emulator("lab");

  private final BenchFile file = BenchFile.of(LAB);
  private final FluxControlled device = file.device().curve();
  private @Nullable EmulatedBoard board;
  private @Nullable BoardBench bench;

  private LedgerBench open(boolean calibrated) {
    BoardSpec spec = Boards.of(LAB, EmulatorFile.of(LAB), OptionalLong.of(12));
    MemoryTransport.Pair pair = MemoryTransport.pair("lab");
    EmulatedBoard made = new EmulatedBoard(spec, pair.board());
    board = made;
    made.open();
    HostLink link = new HostLink(pair.host(), 4711, NanoClock.system(), LinkTimes.DEFAULT);
    BoardBench opened =
        calibrated
            ? BoardBench.open(
                link,
                file.activation(),
                file.limits(),
                1,
                description -> Optional.of(profile(spec, made.analogTruth())))
            : BoardBench.open(link, file.activation(), file.limits(), 1);
    bench = opened;
    return new LedgerBench(opened, new FluxLedger(opened.description().shape()));
  }

  @AfterEach
  void leave() {
    if (bench != null) {
      bench.close();
    }
    if (board != null) {
      board.close();
    }
  }

  /** What a perfect calibration would find: offset and gain at the read voltage. */
  private AnalogProfile profile(BoardSpec spec, AnalogTruth truth) {
    List<AnalogProfile.ArrayTransfers> arrays = new ArrayList<>();
    for (int l = 0; l < spec.shape().layers(); l++) {
      int array = l;
      ArrayShape shape = spec.shape().array(l);
      Dac dac = spec.converters().get(l).dac();
      int code = dac.code(file.signal().readVolts());
      int ranges = spec.converters().get(l).ranges().size();
      arrays.add(
          new AnalogProfile.ArrayTransfers(
              IntStream.range(0, shape.columns())
                  .mapToObj(
                      j -> {
                        double plus = truth.driverVolts(array, j, code);
                        double minus = truth.driverVolts(array, j, -code);
                        return new DriverTransfer(
                            (plus + minus) / 2, (plus - minus) / 2 / dac.volts(code));
                      })
                  .toList(),
              IntStream.range(0, shape.rows())
                  .mapToObj(
                      k ->
                          IntStream.range(0, ranges)
                              .mapToObj(
                                  r ->
                                      new InputTransfer(
                                          truth.inputOffsetAmperes(array, r, k),
                                          truth.inputGain(array, r, k)))
                              .toList())
                  .toList()));
    }
    return new AnalogProfile(arrays);
  }

  private double truth() {
    EmulatedBoard made = board;
    return made == null
        ? Double.NaN
        : made.truth().memductances().array(0).at(CELL.row(), CELL.column());
  }

  private ReadSeries read(
      LedgerBench on, long reads, long readsAProgram, RepeatedReading.Between between) {
    ReadSettings settings =
        ReadSettings.of(file.signal().tauSeconds())
            .withReadVolts(file.signal().readVolts())
            .asCertified();
    return new RepeatedReading(on, device, settings)
        .run(CELL, reads, readsAProgram, between, done -> {});
  }

  /**
   * The sum of 20,000 reads: without books the offset moves the cell by percents, and the
   * certificate sees it to within its own uncertainty (five standard deviations).
   */
  @Test
  void withoutAProfileManyReadsMoveACellAndTheCertificateSeesIt() {
    LedgerBench on = open(false);
    double before = truth();
    ReadSeries series = read(on, 20_000, Long.MAX_VALUE, RepeatedReading.Between.NOTHING);
    double moved = truth() - before;

    assertThat(Math.abs(moved) / before).isGreaterThan(0.01);
    // The gain of an input, 0.5 % here, is in what is measured as well.
    assertThat(series.driftSiemens())
        .isCloseTo(
            moved,
            org.assertj.core.data.Offset.offset(
                5 * series.driftDeviationSiemens() + 0.03 * Math.abs(moved)));
    assertThat(on.ledger().largestVoltSeconds()).isZero();
  }

  /**
   * The flux between balancings stays below the budget of 2e-5 V s, which moves a cell by less than
   * 14 uS / 0.02 V s * 2e-5 V s = 1.4e-8 S, 0.05 %; jitter of 20 ns adds, as a random walk over
   * 20,000 reads, below 1e-6 V s.
   */
  @Test
  void withAProfileTheLedgerKeepsACellWhereItIs() {
    LedgerBench on = open(true);
    double before = truth();
    Balancing balancing = new Balancing(on, file.signal().balanceVoltSeconds(), 0.1);
    long[] pulses = new long[1];
    read(on, 20_000, 20, done -> pulses[0] += balancing.restore().pulses());

    assertThat(Math.abs(truth() - before) / before).isLessThan(1e-3);
    assertThat(pulses[0]).isPositive();
    assertThat(on.ledger().largestVoltSeconds())
        .isLessThanOrEqualTo(file.signal().balanceVoltSeconds());
  }

  /** What the ledger says a cell received, its memductance shows. */
  @Test
  void theLedgerSaysWhatACellReceived() {
    LedgerBench on = open(true);
    double before = truth();
    read(on, 2_000, Long.MAX_VALUE, RepeatedReading.Between.NOTHING);

    double received = on.ledger().voltSeconds(CELL);
    double slope = device.slopeSiemensPerVoltSecond(0);
    // Devices differ by five percent (two deviations are ten) in swing and flux each; the curve
    // bends by less than a percent over this flux, a twentieth of its scale.
    assertThat((truth() - before) / (slope * received)).isBetween(0.75, 1.3);
    assertThat(on.ledger().voltSeconds(new Cell(0, 0, 3))).isZero();
  }

  @Test
  void aWrittenCellBeginsAnewAndABalancingPulseIsCounted() {
    LedgerBench on = open(true);
    read(on, 2_000, Long.MAX_VALUE, RepeatedReading.Between.NOTHING);
    double received = on.ledger().voltSeconds(CELL);
    Program pulse =
        Program.builder()
            .then(
                new dev.fluxbar.signal.Step.Switches(
                    dev.fluxbar.array.SwitchSetting.open(on.description().shape())
                        .with(
                            0,
                            dev.fluxbar.array.ArraySwitches.only(
                                on.description().shape().array(0), CELL.row(), CELL.column()))))
            .drive(0, Volts.only(17, CELL.column(), 0.05))
            .then(new dev.fluxbar.signal.Step.Pulse(1e-4, false, List.of()))
            .build();

    on.balance(pulse);
    double offset = on.description().channels().get(0).offsetVolts(CELL.column());
    assertThat(on.ledger().voltSeconds(CELL))
        .isCloseTo(received + (0.05 + offset) * 1e-4, org.assertj.core.data.Offset.offset(1e-15));
    on.run(pulse);
    assertThat(on.ledger().voltSeconds(CELL)).isZero();
  }

  @Test
  void refusesALedgerOfAnotherBoardAndTooFewReads() {
    LedgerBench on = open(false);
    assertThatThrownBy(
            () ->
                new LedgerBench(
                    on, new FluxLedger(dev.fluxbar.array.NetworkShape.of(ArrayShape.single(2, 2)))))
        .hasMessageContaining("this ledger is of another board");
    assertThatThrownBy(() -> read(on, 1, 1, RepeatedReading.Between.NOTHING))
        .hasMessageContaining("repeat=1");
  }
}
