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
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * A board whose line comes back with an echo: between two hosts it loses its power, and with it its
 * ledger, and hears all that the first of them said once more, its HELLO and its STARTs. No key of
 * an old session begins a new one, so that this is harmless; unless the echo knows the protocol and
 * puts the new key in.
 */
final class HauntedBoard implements BoardUnderTest {
  private final EmulatedBoardUnderTest board;
  private final boolean knowing;
  private BoardMessage.@Nullable Identity identity;
  private ByteArrayOutputStream said = new ByteArrayOutputStream();

  /**
   * @param knowing whether the echo says the key of each new session
   */
  HauntedBoard(BoardSpec spec, boolean knowing) {
    this.board = EmulatedBoardUnderTest.on(spec);
    this.knowing = knowing;
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
    List<Frame> frames = new ArrayList<>();
    new FrameDecoder().accept(bytes, 0, bytes.length, decoded -> keep(decoded, frames));
    for (Frame frame : frames) {
      say(line, frame);
      if (knowing && frame.type() == HostMessage.Hello.TYPE && identity == null) {
        identity = identity(line, frame);
      }
    }
    identity = null;
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

  private static void keep(Decoded decoded, List<Frame> frames) {
    if (decoded instanceof Decoded.Valid valid) {
      frames.add(valid.frame());
    }
  }

  private void say(ByteTransport line, Frame frame) {
    Frame said = frame;
    if (identity != null && frame.type() == HostMessage.Confirm.TYPE) {
      byte[] key = new HostMessage.Confirm(identity.sessionKey()).payload();
      said =
          new Frame(
              frame.flags(), frame.type(), frame.session(), frame.sequence(), frame.ack(), key);
    }
    zeroAnd(line, said);
  }

  /** The zero ends what the board may have heard last of the host before. */
  private static void zeroAnd(ByteTransport line, Frame frame) {
    byte[] encoded = FrameCodec.encode(frame);
    byte[] bytes = new byte[encoded.length + 1];
    System.arraycopy(encoded, 0, bytes, 1, encoded.length);
    line.write(bytes, 0, bytes.length);
  }

  /**
   * What the board answers to HELLO, which is said again until it does, as every host must: what
   * the board had to say to the host before comes ahead of it, or takes its place.
   */
  private static BoardMessage.Identity identity(ByteTransport line, Frame hello) {
    Timer again = new Timer(true);
    again.schedule(
        new TimerTask() {
          @Override
          public void run() {
            zeroAnd(line, hello);
          }
        },
        100,
        100);
    try {
      return identity(line);
    } finally {
      again.cancel();
    }
  }

  private static BoardMessage.Identity identity(ByteTransport line) {
    List<Frame> frames = new ArrayList<>();
    FrameDecoder decoder = new FrameDecoder();
    byte[] buffer = new byte[1024];
    while (frames.isEmpty()) {
      int count = line.read(buffer);
      decoder.accept(buffer, 0, count, decoded -> keep(decoded, frames));
      frames.removeIf(frame -> frame.type() != BoardMessage.Identity.TYPE);
    }
    return (BoardMessage.Identity) BoardMessage.decode(frames.get(0));
  }

  private static boolean answersNoSession(Decoded decoded) {
    return decoded instanceof Decoded.Valid valid
        && valid.frame().type() == BoardMessage.NoSession.TYPE
        && valid.frame().session() == 0;
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
