package dev.fluxbar.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.app.Audience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing runs twice and no result is lost. The time limit is a guard against a hang. */
@Timeout(300)
class CrashCampaignTest {

  @Test
  void hostsThatDieAnywhereLeaveEveryProgramAccountedFor() {
    CrashResult result = new CrashCampaign(new CrashSettings(300, 0, 1)).run(Audience.NOBODY);
    assertThat(result.finding()).as("seed 1: %s", result).isEmpty();
    assertThat(result.points()).as("%s", result).isGreaterThanOrEqualTo(300);
    // Of nine kinds of moments and three of deaths each is drawn as often as the others: that one
    // of them is not met in 300 would be a chance of e^-20 and less.
    assertThat(result.moments().values()).as("%s", result).allMatch(count -> count > 0);
    assertThat(result.deaths().values()).as("%s", result).allMatch(count -> count > 0);
    // It was put to the test: some died within a program, and their cells were read.
    assertThat(result.readings()).as("%s", result).isPositive();
  }
}
