package dev.fluxbar.app.report;

import java.util.List;

/**
 * One diagram of a quantity over time.
 *
 * @param title above it; may be empty
 * @param quantity what stands on the axis
 * @param unit its plain unit
 * @param waves at least one
 */
public record WavePanel(String title, String quantity, String unit, List<Wave> waves) {
  public WavePanel {
    waves = List.copyOf(waves);
    if (waves.isEmpty()) {
      throw new IllegalArgumentException(
          "figure: panel=%s, waves=0; give at least one".formatted(title));
    }
  }
}
