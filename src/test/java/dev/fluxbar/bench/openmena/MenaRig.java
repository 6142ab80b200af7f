package dev.fluxbar.bench.openmena;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.Dac;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.emulator.ArrayConverters;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.openmena.EmulatedMena;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.MemoryTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An ideal emulated board of slow devices, and a bench in front of it. */
final class MenaRig implements AutoCloseable {
  static final double AMPERES_PER_COUNT = 12e-9;
  static final Limits LIMITS = new Limits(0.4, 20, 10, 10_000, Duration.ofMillis(100));
  static final ArctanMemristor DEVICE = new ArctanMemristor(30e-6, 14e-6, 2);

  final EmulatedMena board;
  final OpenMenaBench bench;

  MenaRig(MenaTimes times, Duration silence, UnaryOperator<ByteTransport> hostEnd) {
    MemoryTransport.Pair pair = MemoryTransport.pair("openmena");
    board = new EmulatedMena(spec(), pair.board(), silence);
    board.open();
    try {
      bench =
          OpenMenaBench.open(
              hostEnd.apply(pair.host()),
              times,
              new OpenMenaBench.Setup(
                  "rig",
                  Activation.TANH,
                  new MenaInputs(AMPERES_PER_COUNT, 2048),
                  DriverOffsets.UNKNOWN,
                  LIMITS),
              0x1234_5678L,
              description -> Optional.empty());
    } catch (RuntimeException e) {
      board.close();
      throw e;
    }
  }

  static MenaRig quiet() {
    return new MenaRig(MenaTimes.EMULATED, EmulatedMena.USUAL_SILENCE, line -> line);
  }

  private static BoardSpec spec() {
    NetworkShape shape = NetworkShape.of(ArrayShape.single(8, 8));
    Adc adc = new Adc(12, 2048 * AMPERES_PER_COUNT);
    return BoardSpec.of("rig", shape, Topology.INDEPENDENT, SwitchKind.CROSSPOINT)
        .withDevice(DEVICE)
        .withConverters(new ArrayConverters(new Dac(12, 0.75), List.of(adc)))
        .withSeed(1);
  }

  NetworkShape shape() {
    return bench.description().shape();
  }

  SwitchSetting closed(ArraySwitches switches) {
    return SwitchSetting.open(shape()).with(0, switches);
  }

  /** A certified block signal on one column, all rows sampled. */
  Program read(int column, double volts) {
    return Program.builder()
        .then(new Step.Switches(closed(lines(column))))
        .then(new Step.Sense(0, 0, 8, 0, 1))
        .drive(0, Volts.only(8, column, volts))
        .then(Step.Block.certified(0.9, 0.1))
        .build();
  }

  /** A pulse on the cells of one row. */
  Program pulse(int row, Volts volts, double seconds) {
    ArraySwitches switches =
        ArraySwitches.lines(shape().array(0), k -> k == row, j -> volts.at(j) != 0);
    return Program.builder()
        .then(new Step.Switches(closed(switches)))
        .drive(0, volts)
        .then(new Step.Pulse(seconds, false, List.of()))
        .build();
  }

  private ArraySwitches lines(int column) {
    return ArraySwitches.lines(shape().array(0), k -> true, j -> j == column);
  }

  double flux(int row, int column) {
    return board.truth().fluxesVoltSeconds().get(0).at(row, column);
  }

  double siemens(int row, int column) {
    return board.truth().memductances().array(0).at(row, column);
  }

  @Override
  public void close() {
    try {
      bench.close();
    } finally {
      board.close();
    }
  }
}
