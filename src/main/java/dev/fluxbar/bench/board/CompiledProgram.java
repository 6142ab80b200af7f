package dev.fluxbar.bench.board;

import dev.fluxbar.wire.ProgramImage;
import java.util.List;

/**
 * A program in a board's integers.
 *
 * @param image what is sent
 * @param stepOfOperation for each operation of the image, the index of the step that it came from
 *     ({@link dev.fluxbar.signal.Sample.Place#step})
 */
record CompiledProgram(ProgramImage image, List<Integer> stepOfOperation) {

  CompiledProgram {
    stepOfOperation = List.copyOf(stepOfOperation);
  }
}
