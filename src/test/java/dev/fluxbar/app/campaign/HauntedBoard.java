package dev.fluxbar.app.campaign;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Cell;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.CodeTicks;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.FrameDecoder;
import dev.fluxbar.wire.HostMessage;
import java.io.ByteArrayOutputStream;

/**
 * A board whose line comes back with an echo: between two hosts it loses its power, and with it its
 * ledger, and hears all that the first of them said once more, its HELLO and its STARTs.
 */
final class HauntedBoard implements BoardUnderTest {
  private final EmulatedBoardUnderTest board;
  private ByteArrayOutputStream said = new ByteArrayOutputStream();

  HauntedBoard(BoardSpec spec) {
    this.board = EmulatedBoardUnderTest.on(spec);
  }

  @Override
  public String name() {
    return board.name();
  }

  @Override
  public ByteTransport connect() {
    if (said.size() > 0) {
      haunt(said.toByteArray());
    }
    said = new ByteArrayOutputStream();
    return new Recorder(board.connect(), said);
  }

  private void haunt(byte[] bytes) {
    board.reboot();
    ByteTransport line = board.connect();
    line.open();
    line.write(bytes, 0, bytes.length);
    // A frame of no session is answered at once, when all before it was taken.
    HostMessage.Heartbeat question = new HostMessage.Heartbeat(0);
    byte[] last = FrameCodec.encode(new Frame(0, question.type(), 0, 0, 0, question.payload()));
    line.write(new byte[1], 0, 1);
    line.write(last, 0, last.length);
    boolean[] over = new boolean[1];
    FrameDecoder decoder = new FrameDecoder();
    byte[] buffer = new byte[1024];
    while (!over[0]) {
      int count = line.read(buffer);
      decoder.accept(buffer, 0, count, decoded -> over[0] |= answersNoSession(decoded));
    }
    line.close();
  }

  private static boolean answersNoSession(Decoded decoded) {
    return decoded instanceof Decoded.Valid valid
        && valid.frame().type() == BoardMessage.NoSession.TYPE;
  }

  /** Keeps what the host says. */
  private record Recorder(ByteTransport inner, ByteArrayOutputStream said)
      implements ByteTransport {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public void open() {
      inner.open();
    }

    @Override
    public int read(byte[] buffer) {
      return inner.read(buffer);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      said.write(bytes, offset, length);
      inner.write(bytes, offset, length);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  @Override
  public CodeTicks codeTicks() {
    return board.codeTicks();
  }

  @Override
  public void reboot() {
    board.reboot();
  }

  @Override
  public FluxControlled device() {
    return board.device();
  }

  @Override
  public double startVoltSeconds(Cell cell) {
    return board.startVoltSeconds(cell);
  }

  @Override
  public Activation activation() {
    return board.activation();
  }

  @Override
  public void close() {
    board.close();
  }
}
