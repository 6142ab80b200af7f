package dev.fluxbar.app.endurance;

import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.transport.PluggedTerminal;
import java.nio.file.Path;

/** An emulated board that stays on, and the cable that leads to it. */
record Socket(EmulatedBoard board, PluggedTerminal cable) implements AutoCloseable {
  static final NetworkShape SHAPE = NetworkShape.sizes(3, 4, 2);

  /**
   * Turns a board on; its cable is out.
   *
   * @param link the port's name while it is in
   */
  static Socket of(String boardId, Path link) {
    PluggedTerminal cable = new PluggedTerminal(link);
    EmulatedBoard board =
        new EmulatedBoard(
            BoardSpec.of(boardId, SHAPE, Topology.INDEPENDENT, SwitchKind.CROSSPOINT), cable);
    board.open();
    return new Socket(board, cable);
  }

  @Override
  public void close() {
    board.close();
  }
}
