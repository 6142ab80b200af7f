package dev.fluxbar.app.recovery;

/**
 * What boards are drawn and how they are calibrated.
 *
 * @param repeats how many boards
 * @param seed of the first; the others follow it
 * @param averages conversions a result
 * @param reads whether every board is also read, before and after
 * @param devices of how many cells an array devices are found too; 0: none
 */
public record RecoverySettings(int repeats, long seed, int averages, boolean reads, int devices) {

  /** Without devices. */
  public RecoverySettings(int repeats, long seed, int averages, boolean reads) {
    this(repeats, seed, averages, reads, 0);
  }

  public RecoverySettings {
    if (devices < 0) {
      throw new IllegalArgumentException(
          "recovery: devices=%d; it may not be negative".formatted(devices));
    }
    if (repeats < 1 || repeats > 100_000) {
      throw new IllegalArgumentException(
          "recovery: repeats=%d; 1 to 100000 are possible".formatted(repeats));
    }
  }
}
