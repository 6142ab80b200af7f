package dev.fluxbar.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.array.Cell;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellChoiceTest {
  private static List<Cell> all(int rows, int columns) {
    List<Cell> cells = new ArrayList<>();
    for (int k = 0; k < rows; k++) {
      for (int j = 0; j < columns; j++) {
        cells.add(new Cell(0, k, j));
      }
    }
    return cells;
  }

  @Test
  void noTwoCellsShareALineWhereThereAreEnough() {
    for (int count = 1; count <= 8; count++) {
      List<Cell> chosen = CellChoice.spread(all(16, 8), 16, 8, count);
      assertThat(chosen).hasSize(count);
      assertThat(chosen.stream().map(Cell::row).distinct()).as("%s", chosen).hasSize(count);
      assertThat(chosen.stream().map(Cell::column).distinct()).as("%s", chosen).hasSize(count);
    }
  }

  @Test
  void moreThanThereAreIsAllOfThem() {
    assertThat(CellChoice.spread(all(3, 2), 3, 2, 40))
        .containsExactlyInAnyOrderElementsOf(all(3, 2));
  }

  @Test
  void aCellThatIsNotSoundGivesItsPlaceToANeighbour() {
    List<Cell> sound = all(5, 5);
    sound.remove(new Cell(0, 2, 2));
    List<Cell> chosen = CellChoice.spread(sound, 5, 5, 1);
    assertThat(chosen).hasSize(1).doesNotContain(new Cell(0, 2, 2));
    assertThat(Math.abs(chosen.get(0).row() - 2) + Math.abs(chosen.get(0).column() - 2))
        .isEqualTo(1);
  }
}
