package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("clock")
class PatientClockTest {
  private static final long MILLI = 1_000_000;

  private long machineNanos = -5;
  private final PatientClock clock = new PatientClock(() -> machineNanos);

  @Test
  void passesAsTheMachineDoesButNoLongStop() {
    assertThat(clock.getAsLong()).isZero();
    machineNanos += 3 * MILLI;
    assertThat(clock.getAsLong()).isEqualTo(3 * MILLI);
    machineNanos += 5_000 * MILLI;
    assertThat(clock.getAsLong()).isEqualTo(23 * MILLI);
    assertThat(clock.getAsLong()).isEqualTo(23 * MILLI);
  }

  @Test
  void passesSlowlyWhileTheBoardIsAtWork() {
    machineNanos += 8 * MILLI;
    clock.worked();
    assertThat(clock.getAsLong()).isEqualTo(MILLI);
    machineNanos += 5_000 * MILLI;
    clock.worked();
    assertThat(clock.getAsLong()).isEqualTo(MILLI + 20 * MILLI / 8);
  }
}
