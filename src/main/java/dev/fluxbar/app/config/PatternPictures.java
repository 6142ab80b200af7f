package dev.fluxbar.app.config;

import dev.fluxbar.dynamics.recurrent.Pattern;
import java.util.List;

/**
 * Patterns that are pictures, all of one size.
 *
 * @param patterns at least one, row by row
 * @param columns pixels of a row
 */
public record PatternPictures(List<Pattern> patterns, int columns) {
  public PatternPictures {
    patterns = List.copyOf(patterns);
  }
}
