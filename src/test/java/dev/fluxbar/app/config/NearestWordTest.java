package dev.fluxbar.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestWordTest {

  @Test
  void countsInsertionsDeletionsAndReplacements() {
    assertThat(NearestWord.distance("", "abc")).isEqualTo(3);
    assertThat(NearestWord.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestWord.distance("flaw", "lawn")).isEqualTo(2);
    assertThat(NearestWord.distance("same", "same")).isZero();
  }

  @Test
  void countsASwapOfNeighboursAsOneSlip() {
    assertThat(NearestWord.distance("raed", "read")).isEqualTo(1);
    assertThat(NearestWord.distance("tset", "test")).isEqualTo(1);
    assertThat(NearestWord.distance("ca", "abc")).isEqualTo(3);
  }

  @Test
  void proposesOnlyWhatIsNear() {
    List<String> known = List.of("signal", "limits", "device");
    assertThat(NearestWord.to("singal", known)).contains("signal");
    assertThat(NearestWord.to("xyzzy", known)).isEmpty();
    assertThat(NearestWord.to("x", List.of())).isEmpty();
  }
}
