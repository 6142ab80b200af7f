package dev.fluxbar.bench.board;

import dev.fluxbar.wire.ProgramImage;
import java.util.List;

/**
 * A program in a board's integers.
 *
 * @param image what is sent before the start
 * @param stepOfOperation for each operation of the image, the index of the step that it came from
 *     ({@link dev.fluxbar.signal.Sample.Place#step})
 * @param streamBytes bytes of the tables that follow the start; 0: none do
 */
record CompiledProgram(ProgramImage image, List<Integer> stepOfOperation, long streamBytes) {

  CompiledProgram {
    stepOfOperation = List.copyOf(stepOfOperation);
  }
}
