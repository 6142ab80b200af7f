package dev.fluxbar.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxbar.app.Audience;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No pulse fired twice, none lost in silence, by the firmware in C behind a pseudo-terminal. The
 * time limit is a guard against a hang.
 */
@Timeout(300)
class FirmwareCampaignTest {

  /** A hundred thousand pulses and more in long programs, and short programs lost all the time. */
  @ParameterizedTest(name = "seed {0}: {2} pulses at {3}, {5} a program")
  @CsvSource({
    "21, CROSSPOINT, 100000, 0,    0.3, 5000",
    "22, CROSSPOINT, 100000, 0.01, 0.2, 10000",
    "23, LINE,       100000, 0.02, 0.2, 10000",
    "24, CROSSPOINT, 100000, 0.05, 0.2, 10000",
    "25, CROSSPOINT,   3000, 0.02, 0.3, 100"
  })
  void noPulseFiresTwiceAndNoneIsLostInSilence(
      long seed,
      SwitchKind switches,
      long pulses,
      double rate,
      double disconnectRate,
      int pulsesAJob) {
    assumeTrue(
        Files.isExecutable(Path.of("target", "firmware", "fluxbar-board-host")),
        "gcc and make are not installed");
    CampaignSettings settings =
        new CampaignSettings(pulses, rate, disconnectRate, disconnectRate / 2, pulsesAJob, seed);
    try (BoardUnderTest board =
        FirmwareBoardUnderTest.start(NetworkShape.sizes(3, 4, 2), switches)) {
      CampaignResult result = new Campaign(board, settings).run(Audience.NOBODY);
      assertThat(result.violation()).as("%s", result).isEmpty();
      assertThat(result.pulses()).as("%s", result).isGreaterThanOrEqualTo(pulses);
      // It was put to the test: more than ten programs, each with a chance of three in ten or more.
      assertThat(result.disconnects() + result.reboots()).as("%s", result).isPositive();
      assertThat(result.faults().total()).as("%s", result).isGreaterThanOrEqualTo(rate > 0 ? 1 : 0);
    }
  }
}
