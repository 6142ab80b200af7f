package dev.fluxbar.app.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.array.Matrix;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequenceAccountTest {
  private final SequenceAccount account = new SequenceAccount("s");

  private List<Map<String, Object>> steps() {
    return Documents.steps(account.result());
  }

  @Test
  void keepsTheLastThousandSteps() {
    for (int i = 1; i <= 1234; i++) {
      account.ended("1." + i + ".1", "read", OperationResult.done(Map.of("bench-seconds", 0.5)));
    }
    assertThat(steps()).hasSize(1000);
    assertThat(steps().get(0)).containsEntry("step", "1.235.1").containsKey("result");
    assertThat(account.result().values())
        .containsEntry("steps-ended", 1234L)
        .containsEntry("bench-seconds", 617.0);
  }

  @Test
  void keepsOnlySoManyNumbers() {
    // 400,000 numbers each: two fit into a million, three do not.
    Map<String, Object> large =
        Map.of("a", List.of(Matrix.of(new double[400][1000 - 1])), "b", new double[400]);
    for (int i = 1; i <= 1100; i++) {
      account.ended("1." + i + ".1", "read", OperationResult.done(large));
    }
    assertThat(steps()).hasSize(1000);
    assertThat(steps().subList(0, 998)).noneMatch(step -> step.containsKey("result"));
    assertThat(steps().subList(998, 1000)).allMatch(step -> step.containsKey("result"));
    assertThat(steps().get(999)).containsEntry("step", "1.1100.1");
  }

  @Test
  void keepsTheLastResultHoweverLargeItIs() {
    account.ended("1", "read", OperationResult.done(Map.of("a", 1)));
    account.ended("2", "infer", OperationResult.done(Map.of("a", new double[2_000_000])));
    assertThat(steps().get(0)).doesNotContainKey("result");
    assertThat(steps().get(1)).containsKey("result");
  }

  @Test
  void tellsOfTheFirstThatWasNotReached() {
    account.ended("1", "read", OperationResult.notReached(Map.of(), "read: no"));
    account.ended("2", "infer", OperationResult.notReached(Map.of(), "certificate: no"));
    assertThat(account.result().message()).isEqualTo("step 1, read: no");
    assertThat(SequenceAccount.sentence("2", "infer", "certificate: no"))
        .isEqualTo("step 2, infer: certificate: no");
  }
}
