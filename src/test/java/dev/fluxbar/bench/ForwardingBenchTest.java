package dev.fluxbar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** Defaults of {@link Bench} would hide a question that is not passed on. */
class ForwardingBenchTest {

  @Test
  void passesOnEverythingThatABenchCanBeAsked() {
    for (Method asked : Bench.class.getDeclaredMethods()) {
      assertThat(ForwardingBench.class)
          .hasDeclaredMethods(asked.getName())
          .satisfies(
              forwarding ->
                  assertThat(
                          forwarding
                              .getDeclaredMethod(asked.getName(), asked.getParameterTypes())
                              .getReturnType())
                      .isEqualTo(asked.getReturnType()));
    }
  }
}
