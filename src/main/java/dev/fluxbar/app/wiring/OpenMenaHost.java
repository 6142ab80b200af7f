package dev.fluxbar.app.wiring;

import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.openmena.EmulatedMena;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.MemoryListener;
import dev.fluxbar.transport.PseudoTerminal;
import dev.fluxbar.transport.SerialTransport;
import dev.fluxbar.transport.TcpListener;
import dev.fluxbar.transport.TcpTransport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An emulated OpenMENA board that is on, and the way to reach it. Closing it pulls its plug.
 *
 * @param board with its truth
 * @param lines makes a new host's end of the line, not open
 * @param uri how another process reaches it, or {@code memory}
 */
public record OpenMenaHost(EmulatedMena board, Supplier<ByteTransport> lines, String uri)
    implements AutoCloseable {

  /** A pseudo-terminal has no baud rate; any number opens it. */
  private static final int BAUD = 115_200;

  /** Turns a board on at one end of {@code line}. */
  static OpenMenaHost on(Line line, BoardSpec spec) {
    return switch (line) {
      case PTY -> onTerminal(spec, new PseudoTerminal(), Optional.empty());
      case TCP -> {
        TcpListener listener = new TcpListener(0);
        EmulatedMena board = on(spec, listener);
        yield new OpenMenaHost(
            board, () -> new TcpTransport("127.0.0.1", listener.port()), "tcp:" + listener.port());
      }
      case MEMORY -> {
        MemoryListener listener = new MemoryListener(spec.boardId());
        yield new OpenMenaHost(on(spec, listener), listener::connect, "memory");
      }
    };
  }

  /** Turns a board on at a pseudo-terminal, with a stable name where one is given. */
  public static OpenMenaHost onTerminal(BoardSpec spec, Optional<Path> link) {
    return onTerminal(spec, link.map(PseudoTerminal::new).orElseGet(PseudoTerminal::new), link);
  }

  private static OpenMenaHost onTerminal(
      BoardSpec spec, PseudoTerminal terminal, Optional<Path> link) {
    EmulatedMena board = on(spec, terminal);
    return new OpenMenaHost(
        board,
        () -> new SerialTransport(terminal.slave().toString(), BAUD),
        "openmena:" + link.orElseGet(terminal::slave));
  }

  private static EmulatedMena on(BoardSpec spec, ByteTransport boardEnd) {
    EmulatedMena board = new EmulatedMena(spec, boardEnd, EmulatedMena.USUAL_SILENCE);
    board.open();
    return board;
  }

  /** A new host's end of the line, not open. */
  public ByteTransport hostEnd() {
    return lines.get();
  }

  @Override
  public void close() {
    board.close();
  }
}
