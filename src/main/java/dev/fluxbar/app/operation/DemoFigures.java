package dev.fluxbar.app.operation;

import dev.fluxbar.app.report.Curve;
import dev.fluxbar.app.report.MemductanceFigure;
import dev.fluxbar.app.report.MemductancePanel;
import dev.fluxbar.app.report.Png;
import dev.fluxbar.array.Cell;
import dev.fluxbar.signal.BlockSignal;
import java.util.ArrayList;
import java.util.List;

/** The figures of Heidema Section VII-A, drawn from what the emulated board really did. */
final class DemoFigures {

  /** The cells of Heidema Fig. 6: (2, 3) of the second array and (3, 1) of the first. */
  static final List<Cell> WRITTEN = List.of(new Cell(1, 1, 2), new Cell(0, 2, 0));

  /** Points in each pulse and each plateau: enough for a smooth curve at the figure's width. */
  static final int PULSE_POINTS = 4;

  static final int PLATEAU_POINTS = 60;

  private DemoFigures() {}

  /** Every cell of the academic example, array by array. */
  static List<Cell> allCells() {
    List<Cell> cells = new ArrayList<>();
    for (int l = 0; l < AcademicExample.SHAPE.layers(); l++) {
      for (int k = 0; k < AcademicExample.SHAPE.array(l).rows(); k++) {
        for (int j = 0; j < AcademicExample.SHAPE.array(l).columns(); j++) {
          cells.add(new Cell(l, k, j));
        }
      }
    }
    return cells;
  }

  /** Heidema Fig. 6: two cells while the network is written. */
  static Png writing(Trace trace) {
    List<Curve> curves = trace.curves();
    List<MemductancePanel> panels = new ArrayList<>();
    for (int i = 0; i < WRITTEN.size(); i++) {
      Cell cell = WRITTEN.get(i);
      panels.add(
          MemductancePanel.writing(
              "Layer %d, row %d, column %d"
                  .formatted(cell.array() + 1, cell.row() + 1, cell.column() + 1),
              curves.get(i),
              new MemductancePanel.Target(
                  AcademicExample.TARGET.at(cell), AcademicExample.EPSILON_SIEMENS)));
    }
    return MemductanceFigure.draw(panels);
  }

  /** Heidema Fig. 7 or 8: every cell of one array during an inference. */
  static Png inference(Trace trace, int array, double tauSeconds) {
    List<Curve> all = trace.curves();
    List<Curve> curves = new ArrayList<>();
    List<Cell> cells = allCells();
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).array() == array) {
        curves.add(all.get(i));
      }
    }
    return MemductanceFigure.draw(
        List.of(
            MemductancePanel.inference(
                "Layer %d during one inference".formatted(array + 1),
                curves,
                new MemductancePanel.Block(0, new BlockSignal(tauSeconds)))));
  }
}
