package dev.fluxbar.app.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.wiring.FirmwareProcess;
import dev.fluxbar.app.wiring.TruthChannel;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.emulator.CodeTicks;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.SerialTransport;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference firmware in C as a process: its line is a pseudo-terminal, behind the same serial
 * library as that of a board on a desk. It does not notice that a host has gone; what such a host
 * has left on the line reaches the next session.
 */
public final class FirmwareBoardUnderTest implements BoardUnderTest {
  private static final BenchUri.Firmware HOST_PORT =
      new BenchUri.Firmware(BenchUri.Firmware.Port.HOST);

  private final NetworkShape shape;
  private final FirmwareProcess process;
  private final TruthChannel channel;

  private FirmwareBoardUnderTest(NetworkShape shape, FirmwareProcess process) {
    this.shape = shape;
    this.process = process;
    this.channel = new TruthChannel(process);
  }

  /**
   * Starts a board of independent arrays, since it counts code ticks behind drivers alone.
   *
   * @param shape arrays that follow each other in size, none differential
   * @throws dev.fluxbar.app.BadInput if this machine cannot build it; the message says what to
   *     install
   * @throws BenchFault if it does not start
   */
  public static FirmwareBoardUnderTest start(NetworkShape shape, SwitchKind switches) {
    StringBuilder sizes = new StringBuilder().append(shape.array(0).columns());
    shape.arrays().forEach(array -> sizes.append(',').append(array.rows()));
    List<String> options = new ArrayList<>(List.of("--independent", "--sizes", sizes.toString()));
    if (switches == SwitchKind.LINE) {
      options.add("--line-switches");
    }
    return new FirmwareBoardUnderTest(
        shape, FirmwareProcess.start(HOST_PORT, options.toArray(String[]::new)));
  }

  @Override
  public String name() {
    return HOST_PORT.toString();
  }

  @Override
  public ByteTransport connect() {
    if (process.address() instanceof BenchUri.Serial line) {
      return new SerialTransport(line.port(), line.baud());
    }
    throw new BenchFault(
        "firmware: address=%s; a pseudo-terminal is needed".formatted(process.address()));
  }

  /** Of the second of two answers: between them the board has taken what was on its line. */
  @Override
  public CodeTicks codeTicks() {
    channel.truth();
    JsonNode arrays = channel.truth().path("code-ticks");
    List<long[]> sums = new ArrayList<>();
    for (int l = 0; l < shape.layers(); l++) {
      sums.add(row(shape.array(l), arrays.path(l)));
    }
    return CodeTicks.of(shape, sums);
  }

  private static long[] row(ArrayShape array, JsonNode counts) {
    if (counts.size() != array.cells()) {
      throw new BenchFault(
          "firmware: code-ticks=%s, cells=%d; build the firmware again"
              .formatted(counts, array.cells()));
    }
    long[] sums = new long[array.cells()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = counts.get(i).longValue();
    }
    return sums;
  }

  @Override
  public void reboot() {
    channel.reboot();
  }

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
  public void close() {
    process.close();
  }
}
