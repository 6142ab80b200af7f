package dev.fluxbar.app.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.sequence.Condition.Comparison;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static boolean holds(Comparison comparison, String operand, Object found) {
    return new Condition("x", comparison, operand).holds(found);
  }

  @Test
  void comparesNumbersStrictly() {
    assertThat(holds(Comparison.BELOW, "1e-6", 9e-7)).isTrue();
    assertThat(holds(Comparison.BELOW, "1e-6", 1e-6)).isFalse();
    assertThat(holds(Comparison.ABOVE, "3", 4L)).isTrue();
    assertThat(holds(Comparison.ABOVE, "3", 3)).isFalse();
  }

  @Test
  void takesNothingThatIsNoNumberForOne() {
    assertThat(holds(Comparison.BELOW, "1", Double.NaN)).isFalse();
    assertThat(holds(Comparison.ABOVE, "1", Double.NaN)).isFalse();
    assertThat(holds(Comparison.BELOW, "1", "0")).isFalse();
    assertThat(holds(Comparison.BELOW, "1", false)).isFalse();
  }

  @Test
  void comparesWordsTruthsAndNumbersForBeingTheSame() {
    assertThat(holds(Comparison.IS, "true", true)).isTrue();
    assertThat(holds(Comparison.IS, "true", false)).isFalse();
    assertThat(holds(Comparison.IS, "gated", "gated")).isTrue();
    // A result that was read back from its file may be whole where it was not.
    assertThat(holds(Comparison.IS, "2", 2.0)).isTrue();
    assertThat(holds(Comparison.IS, "gated", 2.0)).isFalse();
  }

  @Test
  void looksForKeysWithinKeys() {
    Condition condition = new Condition("a.b", Comparison.IS, "1");
    assertThat(condition.in(Map.of("a", Map.of("b", 1)))).contains(1);
    assertThat(condition.in(Map.of("a", 1))).isEmpty();
    assertThat(condition.in(Map.of("a.b", 1))).isEmpty();
  }

  @Test
  void refusesToCompareWithWhatIsNotFinite() {
    assertThatThrownBy(() -> new Condition("x", Comparison.BELOW, "NaN"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("until: value=x, below=NaN; compare with a finite number");
  }
}
