package dev.fluxbar.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DosageTest {
  private final Dosage dosage = new Dosage(List.of(new long[] {5, 0}, new long[] {-3, 4}), 3);

  @Test
  void countsAndSumsEveryTurn() {
    assertThat(dosage.count()).isEqualTo(6);
    assertThat(dosage.total(2)).containsExactly(6, 12);
  }

  @Test
  void explainsEveryBeginning() {
    assertThat(dosage.given(new long[] {0, 0})).isZero();
    assertThat(dosage.given(new long[] {2, 4})).isEqualTo(2);
    assertThat(dosage.given(new long[] {6, 12})).isEqualTo(6);
  }

  @Test
  void explainsAPulseThatWasCut() {
    assertThat(dosage.given(new long[] {4, 2})).isEqualTo(1); // 5 - 1, 0 + 2
  }

  @Test
  void doesNotExplainWhatCameTwiceOrFromElsewhere() {
    assertThat(dosage.given(new long[] {12, 24})).isEqualTo(Dosage.NEVER);
    assertThat(dosage.given(new long[] {0, 1})).isEqualTo(Dosage.NEVER);
    assertThat(dosage.given(new long[] {-1, 0})).isEqualTo(Dosage.NEVER);
  }
}
