package dev.fluxbar.emulator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The reference firmware as a state machine: a process that takes orders; what they look like
 * stands in {@code firmware-protocol/reference/check/machine.c}.
 */
final class FirmwareMachine implements Machine {
  private static final Path FOLDER = Path.of("target", "firmware");
  private static final long NEVER = -1;

  private final BoardSpec spec;
  private final Consumer<byte[]> line;
  private final Process process;
  private final OutputStream orders;
  private final DataInputStream answers;
  private long bootId;

  private FirmwareMachine(BoardSpec spec, Consumer<byte[]> line, Process process) {
    this.spec = spec;
    this.line = line;
    this.process = process;
    this.orders = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
  }

  /**
   * Skips the test where there was no compiler.
   *
   * @param build {@code coverage} or {@code sanitized}
   */
  static FirmwareMachine start(String build, BoardSpec spec, double pace, Consumer<byte[]> line) {
    Path program = FOLDER.resolve(build).resolve("machine");
    assumeTrue(Files.isExecutable(program), "gcc and make are not installed");
    if (pace != 0 && pace != 1) {
      throw new IllegalArgumentException("firmware machine: pace=%s; 0 or 1".formatted(pace));
    }
    try {
      Process process =
          new ProcessBuilder(command(program, spec, pace))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      FirmwareMachine machine = new FirmwareMachine(spec, line, process);
      machine.setFluxes();
      machine.reboot(0);
      return machine;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Path program, BoardSpec spec, double pace) {
    NetworkShape shape = spec.shape();
    BoardCapacity capacity = spec.capacity();
    List<String> command = new ArrayList<>(List.of(program.toString()));
    StringBuilder sizes = new StringBuilder("sizes=" + shape.array(0).columns());
    shape.arrays().forEach(array -> sizes.append(',').append(array.neurons()));
    command.add(sizes.toString());
    command.add("name=" + spec.boardId());
    command.add("conversion=" + spec.converters().get(0).conversionTicks());
    command.add("job=" + Math.min(capacity.jobBytes(), 1 << 18));
    command.add("results=" + Math.min(capacity.resultBytes(), 1 << 16));
    command.add("frames=" + capacity.creditFrames());
    command.add("credit=" + capacity.creditBytes());
    if (spec.topology() == Topology.INDEPENDENT) {
      command.add("independent");
    }
    if (spec.switchKind() == SwitchKind.LINE) {
      command.add("lines");
    }
    for (int l = 0; l < shape.layers(); l++) {
      if (shape.array(l).differential()) {
        command.add("differential=" + l);
      }
    }
    if (pace == 1) {
      command.add("real");
    }
    return command;
  }

  private void setFluxes() {
    for (int l = 0; l < spec.shape().layers(); l++) {
      Matrix fluxes = spec.initialFluxesVoltSeconds().get(l);
      for (int i = 0; i < fluxes.rows() * fluxes.columns(); i++) {
        double flux = fluxes.at(i / fluxes.columns(), i % fluxes.columns());
        order(little(12).put((byte) 'f').put((byte) l).putShort((short) i).putDouble(flux));
      }
    }
  }

  @Override
  public void receive(long atNanos, byte[] bytes, int offset, int length) {
    ByteBuffer order = little(11 + length).put((byte) 'r').putLong(atNanos / 1000);
    order(order.putShort((short) length).put(bytes, offset, length));
    hear();
  }

  @Override
  public long poll(long atNanos) {
    order(little(9).put((byte) 'p').putLong(atNanos / 1000));
    long due = answer(8).getLong();
    hear();
    return due == NEVER ? Long.MAX_VALUE : 1000 * due;
  }

  @Override
  public void lineLost(long atNanos) {
    order(little(9).put((byte) 'l').putLong(atNanos / 1000));
    hear();
  }

  @Override
  public void reboot(long atNanos) {
    order(little(9).put((byte) 'b').putLong(atNanos / 1000));
    bootId = answer(8).getLong();
  }

  /** Lets the line take so many bytes and no more, until the next call. */
  void lineRoom(int bytes) {
    order(little(5).put((byte) 'w').putInt(bytes));
  }

  @Override
  public long bootId() {
    return bootId;
  }

  @Override
  public BoardTruth truth() {
    order(little(1).put((byte) 't'));
    ByteBuffer head = answer(18);
    double seconds = head.getLong() / (double) spec.ticksPerSecond();
    boolean running = head.get() != 0;
    boolean safe = head.get() != 0;
    List<Matrix> fluxes = new ArrayList<>();
    List<List<Double>> volts = new ArrayList<>();
    SwitchSetting switches = SwitchSetting.open(spec.shape());
    for (int l = 0; l < spec.shape().layers(); l++) {
      ArrayShape shape = spec.shape().array(l);
      ArraySwitches closed = ArraySwitches.open(shape);
      double[][] flux = new double[shape.rows()][shape.columns()];
      for (int k = 0; k < shape.rows(); k++) {
        for (int j = 0; j < shape.columns(); j++) {
          ByteBuffer cell = answer(17);
          flux[k][j] = cell.getDouble();
          closed = closed.with(k, j, cell.get(16) != 0);
        }
      }
      fluxes.add(Matrix.fill(shape.rows(), shape.columns(), (k, j) -> flux[k][j]));
      switches = switches.with(l, closed);
      volts.add(volts(l, answer(2 * shape.columns())));
    }
    Memductances memductances =
        new Memductances(
            fluxes.stream().map(m -> m.map(spec.curve()::memductanceSiemens)).toList());
    BoardTruth truth = new BoardTruth(seconds, memductances, fluxes, switches, volts, running);
    if (truth.safe() != safe) {
      throw new AssertionError("firmware machine: safe=%s, %s".formatted(safe, truth));
    }
    return truth;
  }

  private List<Double> volts(int array, ByteBuffer codes) {
    List<Double> volts = new ArrayList<>();
    while (codes.hasRemaining()) {
      volts.add(spec.converters().get(array).dac().volts(codes.getShort()));
    }
    return volts;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void order(ByteBuffer order) {
    try {
      orders.write(order.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ByteBuffer answer(int bytes) {
    try {
      orders.flush();
      return ByteBuffer.wrap(answers.readNBytes(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hear() {
    byte[] sent = answer(answer(4).getInt()).array();
    if (sent.length > 0) {
      line.accept(sent);
    }
  }

  /** Ends the process, which writes down what it has covered. */
  @Override
  public void close() {
    try {
      orders.close();
      process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
