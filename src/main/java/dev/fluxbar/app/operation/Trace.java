package dev.fluxbar.app.operation;

import dev.fluxbar.app.report.Curve;
import dev.fluxbar.array.Cell;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.emulator.EmulatedBoard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The memductances of some cells of an emulated board against bench time, for figures. Recorded on
 * the board's thread, read after {@link #stop}.
 */
final class Trace {
  private final EmulatedBoard board;
  private final List<Cell> cells;
  private final double startSeconds;
  private final List<double[]> points = new ArrayList<>();

  private Trace(EmulatedBoard board, List<Cell> cells, BoardTruth start) {
    this.board = board;
    this.cells = cells;
    this.startSeconds = start.benchSeconds();
    record(
        startSeconds, cells.stream().mapToDouble(cell -> start.memductances().at(cell)).toArray());
  }

  /** Begins with the state now; {@code points} more in each plateau or pulse. */
  static Trace start(EmulatedBoard board, int points, List<Cell> cells) {
    Trace trace = new Trace(board, cells, board.truth());
    board.observe(points, cells, trace::record);
    return trace;
  }

  private void record(double benchSeconds, double[] siemens) {
    double[] point = new double[siemens.length + 1];
    point[0] = benchSeconds - startSeconds;
    System.arraycopy(siemens, 0, point, 1, siemens.length);
    points.add(point);
  }

  /** Ends the recording; the board's lock makes its points visible here. */
  void stop() {
    board.unobserve();
  }

  /** One curve a cell, in their order; time starts at 0. */
  List<Curve> curves() {
    double[] seconds = points.stream().mapToDouble(point -> point[0]).toArray();
    return IntStream.range(0, cells.size())
        .mapToObj(
            i ->
                new Curve(
                    "row %d, column %d"
                        .formatted(cells.get(i).row() + 1, cells.get(i).column() + 1),
                    seconds,
                    points.stream().mapToDouble(point -> point[i + 1]).toArray()))
        .toList();
  }
}
