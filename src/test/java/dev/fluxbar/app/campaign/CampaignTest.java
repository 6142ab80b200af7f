package dev.fluxbar.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.app.Audience;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.emulator.BoardSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No pulse fired twice, none lost in silence. The time limit is a guard against a hang. */
@Timeout(300)
class CampaignTest {

  private static BoardSpec board(SwitchKind switches) {
    return BoardSpec.of("campaign", NetworkShape.sizes(3, 4, 2), Topology.INDEPENDENT, switches);
  }

  /** A million pulses and more in long programs, and short programs that are lost all the time. */
  @ParameterizedTest(name = "seed {0}: {2} pulses at {3}, {5} a program")
  @CsvSource({
    "1, CROSSPOINT, 400000, 0.01, 0.2, 10000",
    "2, CROSSPOINT, 300000, 0.02, 0.2, 10000",
    "3, CROSSPOINT, 300000, 0.05, 0.2, 10000",
    "4, LINE,        20000, 0,    0.4, 200",
    "5, CROSSPOINT,  10000, 0.02, 0.3, 200"
  })
  void noPulseFiresTwiceAndNoneIsLostInSilence(
      long seed,
      SwitchKind switches,
      long pulses,
      double rate,
      double disconnectRate,
      int pulsesAJob) {
    CampaignSettings settings =
        new CampaignSettings(pulses, rate, disconnectRate, disconnectRate / 2, pulsesAJob, seed);
    try (BoardUnderTest board = EmulatedBoardUnderTest.on(board(switches))) {
      CampaignResult result = new Campaign(board, settings).run(Audience.NOBODY);
      assertThat(result.violation()).as("%s", result).isEmpty();
      assertThat(result.pulses()).as("%s", result).isGreaterThanOrEqualTo(pulses);
      // It was put to the test: more than ten programs, each with a chance of a third.
      assertThat(result.disconnects() + result.reboots()).as("%s", result).isPositive();
      assertThat(result.faults().total()).as("%s", result).isGreaterThanOrEqualTo(rate > 0 ? 1 : 0);
    }
  }

  @Test
  void aWholeSessionThatComesAgainAfterARebootFiresNothing() {
    CampaignSettings settings = new CampaignSettings(5_000, 0, 0.3, 0, 50, 6);
    try (BoardUnderTest board = new HauntedBoard(board(SwitchKind.CROSSPOINT), false)) {
      CampaignResult result = new Campaign(board, settings).run(Audience.NOBODY);
      assertThat(result.violation()).as("%s", result).isEmpty();
      assertThat(result.disconnects()).as("%s", result).isPositive();
    }
  }

  @Test
  void findsAPulseThatComesAgainAfterAReboot() {
    CampaignSettings settings = new CampaignSettings(1_000_000, 0, 0.3, 0, 50, 6);
    try (BoardUnderTest board = new HauntedBoard(board(SwitchKind.CROSSPOINT), true)) {
      CampaignResult result = new Campaign(board, settings).run(Audience.NOBODY);
      assertThat(result.violation()).as("%s", result).isPresent();
      assertThat(result.violation().get().kind())
          .as("%s", result)
          .isIn(Violation.Kind.FIRED_TWICE, Violation.Kind.UNEXPLAINED);
    }
  }
}
