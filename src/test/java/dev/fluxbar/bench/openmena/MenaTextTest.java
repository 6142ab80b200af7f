package dev.fluxbar.bench.openmena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MenaTextTest {
  private static final String LINE =
      "2048.00\t2047.95\t0.00\t4095.00\t9.05\t100.50\t2048.35\t1999.10\t";

  @Test
  void writesVectorsOneAfterTheOther() {
    List<Integer> first = List.of(0, 1, 2, 3, 4, 5, 6, 4095);
    assertThat(new MenaCommand.Infer(List.of(first, Collections.nCopies(8, 2048))).text())
        .isEqualTo("INFEREMULTIPLE: 2 0 1 2 3 4 5 6 4095 2048 2048 2048 2048 2048 2048 2048 2048");
  }

  @Test
  void writesVoltagesAroundVirtualGroundAndKnowsTheirEcho() {
    MenaCommand.SetVoltages command = new MenaCommand.SetVoltages(List.of(0, -8, 7, 0, 0, 0, 0, 0));
    assertThat(command.text())
        .isEqualTo("SETVOLTAGES: 0.750 0.742 0.757 0.750 0.750 0.750 0.750 0.750 0.750");
    // (0.75 - 0.545) / 0.665 = 0.30827
    assertThat(command.echo())
        .startsWith("AD5593R DAC0: 0.750 V\tAD5593R DAC1: 0.742 V\t")
        .endsWith("\tDue DAC1: 0.308 V");
  }

  @Test
  void namesCellsColumnByColumn() {
    // Row 3, column 2 of the program is entry 8 * 2 + 3 of the board.
    CellPulse pulse = new CellPulse(3, 2, -1, 1500, 0.1);
    String[] words = new MenaCommand.ModifyWeights(List.of(pulse)).text().split(" ");
    assertThat(words).hasSize(1 + 3 * 64);
    assertThat(words[1 + 19]).isEqualTo("-1");
    assertThat(words[1 + 64 + 19]).isEqualTo("1500");
    assertThat(words[1 + 128 + 19]).isEqualTo("0.100000");
    assertThat(java.util.Arrays.stream(words).filter(word -> word.equals("0"))).hasSize(3 * 63);
  }

  @Test
  void refusesWhatTheBoardCannotTake() {
    assertThatThrownBy(() -> new MenaCommand.Infer(List.of())).hasMessageContaining("vectors=0");
    assertThatThrownBy(() -> new MenaCommand.Infer(List.of(Collections.nCopies(8, 4096))))
        .hasMessageContaining("code=4096");
    assertThatThrownBy(() -> new MenaCommand.Infer(List.of(Collections.nCopies(7, 0))))
        .hasMessageContaining("codes=7");
    // Beyond 0.2 V to either side the row's own driver would be given a negative code.
    assertThatThrownBy(() -> new CellPulse(0, 0, 1, 10, 0.21)).hasMessageContaining("0.21");
    assertThatThrownBy(() -> new CellPulse(0, 0, 1, 10, Double.NaN)).hasMessageContaining("NaN");
    CellPulse one = new CellPulse(0, 0, 1, 10, 0.1);
    assertThatThrownBy(() -> new MenaCommand.ModifyWeights(List.of(one, one)))
        .hasMessageContaining("twice");
  }

  @Test
  void readsEightMeans() {
    assertThat(MenaReply.means(LINE))
        .containsExactly(40960, 40959, 0, 81900, 181, 2010, 40967, 39982);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2048.00\t2047.95\t0.00\t4095.00\t9.05\t100.50\t2048.35\t1999.10",
        "2048.00\t2047.95\t0.00\t4095.00\t9.05\t100.50\t2048.35\t",
        "2048.00\t2047.95\t0.00\t4095.00\t9.05\t100.50\t2048.35\t1999.10\t1.00\t",
        "2048.01\t2047.95\t0.00\t4095.00\t9.05\t100.50\t2048.35\t1999.10\t",
        "2048.0\t2047.95\t0.00\t4095.00\t9.05\t100.50\t2048.35\t1999.10\t",
        "02048.00\t2047.95\t0.00\t4095.00\t9.05\t100.50\t2048.35\t1999.10\t",
        "4095.05\t2047.95\t0.00\t4095.00\t9.05\t100.50\t2048.35\t1999.10\t",
        "-1.00\t2047.95\t0.00\t4095.00\t9.05\t100.50\t2048.35\t1999.10\t",
        " 2048.00\t2047.95\t0.00\t4095.00\t9.05\t100.50\t2048.35\t1999.10\t",
        "2048.00 \t2047.95\t0.00\t4095.00\t9.05\t100.50\t2048.35\t1999.10\t"
      })
  void refusesALineThatIsNotEightMeansToItsLastCharacter(String line) {
    assertThat(MenaReply.means(line)).isEmpty();
  }

  @Test
  void everyLostCharacterOfAReplyIsRefusedOrChangesOneNumberAlone() {
    List<Integer> whole = MenaReply.means(LINE);
    int refused = 0;
    for (int i = 0; i < LINE.length(); i++) {
      List<Integer> cut = MenaReply.means(LINE.substring(0, i) + LINE.substring(i + 1));
      if (cut.isEmpty()) {
        refused++;
      } else {
        int changed = 0;
        for (int k = 0; k < 8; k++) {
          changed += cut.get(k).equals(whole.get(k)) ? 0 : 1;
        }
        assertThat(changed).as("changed numbers without character %d", i).isEqualTo(1);
      }
    }
    // Points, tabs and decimals are 4 of each number's characters; none of them may be missing.
    assertThat(refused).isGreaterThanOrEqualTo(4 * 8);
  }
}
