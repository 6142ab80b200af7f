package dev.fluxbar.bench.board;

import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.signal.Program;
import dev.fluxbar.wire.HostMessage;
import java.util.List;

/**
 * A program on its way to a board: loaded whole where it is short, its tables streamed where it is
 * long and the board can do that.
 *
 * @param id of the job
 * @param compiled in the board's integers
 * @param messages LOAD to START
 * @param stream the tables that follow
 */
record BoardJob(long id, CompiledProgram compiled, List<HostMessage> messages, TableStream stream) {

  /**
   * @throws ProgramRefused if the board would refuse it
   */
  static BoardJob of(long id, Program program, BoardProfile board, HostMessage.Limits limits) {
    TableUse use = TableUse.of(program, board.geometry());
    boolean possible = board.streamsTables() && use.any();
    if (possible && use.worthStreaming()) {
      return of(id, program, board, limits, true);
    }
    try {
      return of(id, program, board, limits, false);
    } catch (ProgramRefused loaded) {
      if (!possible) {
        throw loaded;
      }
      try {
        return of(id, program, board, limits, true);
      } catch (ProgramRefused streamed) {
        loaded.addSuppressed(streamed);
        throw loaded;
      }
    }
  }

  private static BoardJob of(
      long id, Program program, BoardProfile board, HostMessage.Limits limits, boolean streaming) {
    double tick = board.description().tickSeconds();
    CompiledProgram compiled = ProgramCompiler.compile(program, board.drivers(), tick, streaming);
    List<HostMessage> messages = JobMessages.of(id, compiled, board, limits);
    HostMessage.Load load = (HostMessage.Load) messages.get(0);
    TableStream stream = new TableStream(load, new StreamedTables(program, board.drivers()));
    return new BoardJob(id, compiled, messages, stream);
  }
}
