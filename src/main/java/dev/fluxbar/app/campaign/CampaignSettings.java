package dev.fluxbar.app.campaign;

/**
 * How much, and how badly.
 *
 * @param pulses how many are fired at least, at least 1
 * @param rate of each fault of the line, 0 to 0.2
 * @param disconnectRate programs in whose course the cable is pulled, 0 to 0.5
 * @param rebootRate programs in whose course the board loses its power, 0 to 0.5
 * @param pulsesAJob how many pulses a program has on the average, at least 1
 * @param seed of programs and faults; threads are not seeded, so that two runs meet the same faults
 *     at different moments
 */
public record CampaignSettings(
    long pulses, double rate, double disconnectRate, double rebootRate, int pulsesAJob, long seed) {

  public CampaignSettings {
    if (pulses < 1 || pulsesAJob < 1 || pulsesAJob > 100_000) {
      throw new IllegalArgumentException(
          "campaign: pulses=%d, pulses-a-job=%d; give at least 1, and a job at most 100000"
              .formatted(pulses, pulsesAJob));
    }
    share("rate", rate, 0.2);
    share("disconnect-rate", disconnectRate, 0.5);
    share("reboot-rate", rebootRate, 0.5);
  }

  private static void share(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(
          "campaign: %s=%s; give a probability from 0 to %s".formatted(name, value, most));
    }
  }
}
