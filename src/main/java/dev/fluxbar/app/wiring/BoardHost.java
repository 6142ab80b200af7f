package dev.fluxbar.app.wiring;

import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.MemoryListener;
import dev.fluxbar.transport.PseudoTerminal;
import dev.fluxbar.transport.SerialTransport;
import dev.fluxbar.transport.TcpListener;
import dev.fluxbar.transport.TcpTransport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** An emulated board that is on, and the way to reach it. Closing it pulls its plug. */
public final class BoardHost implements AutoCloseable {
  private final EmulatedBoard board;
  private final Supplier<ByteTransport> hostEnd;
  private final String uri;

  private BoardHost(EmulatedBoard board, Supplier<ByteTransport> hostEnd, String uri) {
    this.board = board;
    this.hostEnd = hostEnd;
    this.uri = uri;
  }

  /**
   * Turns a board on at one end of {@code line}.
   *
   * @param pace seconds that one second of bench time takes; 0: as fast as possible
   */
  public static BoardHost on(Line line, BoardSpec spec, double pace) {
    return switch (line) {
      case PTY -> onTerminal(new PseudoTerminal(), Optional.empty(), spec, pace);
      case TCP -> onTcp(0, spec, pace);
      case MEMORY -> {
        MemoryListener listener = new MemoryListener(spec.boardId());
        yield open(spec, listener, pace, listener::connect, () -> "memory");
      }
    };
  }

  /** Turns a board on at a pseudo-terminal that also has a stable name. */
  public static BoardHost onTerminal(Path link, BoardSpec spec, double pace) {
    return onTerminal(new PseudoTerminal(link), Optional.of(link), spec, pace);
  }

  /** Turns a board on at a TCP port of this machine; 0 lets the system choose one. */
  public static BoardHost onTcp(int port, BoardSpec spec, double pace) {
    TcpListener listener = new TcpListener(port);
    return open(
        spec,
        listener,
        pace,
        () -> new TcpTransport("127.0.0.1", listener.port()),
        () -> "tcp://127.0.0.1:" + listener.port());
  }

  private static BoardHost onTerminal(
      PseudoTerminal terminal, Optional<Path> link, BoardSpec spec, double pace) {
    return open(
        spec,
        terminal,
        pace,
        // A pseudo-terminal has no baud rate; any number opens it.
        () -> new SerialTransport(terminal.slave().toString(), 1_000_000),
        () -> "serial:" + link.orElseGet(terminal::slave));
  }

  private static BoardHost open(
      BoardSpec spec,
      ByteTransport boardEnd,
      double pace,
      Supplier<ByteTransport> hostEnd,
      Supplier<String> uri) {
    EmulatedBoard board = new EmulatedBoard(spec, boardEnd, pace);
    board.open();
    return new BoardHost(board, hostEnd, uri.get());
  }

  /** The board itself, with its truth. */
  public EmulatedBoard board() {
    return board;
  }

  /** A new host's end of the line, not open. */
  public ByteTransport hostEnd() {
    return hostEnd.get();
  }

  /** How another process reaches the board: a bench URI, or {@code memory}. */
  public String uri() {
    return uri;
  }

  @Override
  public void close() {
    board.close();
  }
}
