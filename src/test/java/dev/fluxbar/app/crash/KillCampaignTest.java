package dev.fluxbar.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.app.Audience;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are really killed. The time limit is a guard against a hang. */
@Timeout(300)
@Tag("clock")
class KillCampaignTest {

  @Test
  void aKilledLabGoesOnWhereItsLogsEnd(@TempDir Path folder) {
    KillResult result = new KillCampaign(2, 1, folder).run(Audience.NOBODY);
    assertThat(result.finding()).as("seed 1: %s", result).isEmpty();
    assertThat(result.kills()).isEqualTo(2);
    assertThat(result.runs()).as("%s", result).isPositive();
  }
}
