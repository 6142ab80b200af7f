package dev.fluxbar.app.campaign;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Cell;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.CodeTicks;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.MemoryListener;

/** The emulated board of this process, behind memory. */
public final class EmulatedBoardUnderTest implements BoardUnderTest {
  private final BoardSpec spec;
  private final MemoryListener listener;
  private final EmulatedBoard board;

  private EmulatedBoardUnderTest(BoardSpec spec, MemoryListener listener, EmulatedBoard board) {
    this.spec = spec;
    this.listener = listener;
    this.board = board;
  }

  /** Turns a board on. */
  public static EmulatedBoardUnderTest on(BoardSpec spec) {
    MemoryListener listener = new MemoryListener(spec.boardId());
    EmulatedBoard board = new EmulatedBoard(spec, listener);
    board.open();
    return new EmulatedBoardUnderTest(spec, listener, board);
  }

  @Override
  public String name() {
    return spec.boardId();
  }

  @Override
  public ByteTransport connect() {
    return listener.connect();
  }

  @Override
  public CodeTicks codeTicks() {
    return board.codeTicks();
  }

  /** Bench time since it was made, in ticks: what was driven and what was waited for. */
  public long ticks() {
    return Math.round(board.truth().benchSeconds() * spec.ticksPerSecond());
  }

  @Override
  public void reboot() {
    board.reboot();
  }

  @Override
  public FluxControlled device() {
    return spec.curve();
  }

  @Override
  public double startVoltSeconds(Cell cell) {
    return spec.initialFluxesVoltSeconds().get(cell.array()).at(cell.row(), cell.column());
  }

  @Override
  public Activation activation() {
    return spec.activation();
  }

  @Override
  public void close() {
    board.close();
  }
}
