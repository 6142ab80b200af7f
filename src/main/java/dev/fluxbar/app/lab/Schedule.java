package dev.fluxbar.app.lab;

import dev.fluxbar.app.BadInput;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run that is ordered again and again.
 *
 * @param id by which people know it
 * @param bench on which
 * @param name what its sequence calls itself
 * @param every how far apart its runs are ordered
 * @param next when the next one is
 * @param ordered how many there were
 * @param skipped how many were not ordered since the one before had not ended
 * @param lastRun the last one; empty for none
 * @param message why the last one could not be ordered; empty if it was
 */
public record Schedule(
    String id,
    String bench,
    String name,
    Duration every,
    Instant next,
    long ordered,
    long skipped,
    String lastRun,
    String message) {

  private static final Pattern EVERY = Pattern.compile("([1-9][0-9]{0,6})([smhd])");

  /**
   * How far apart, as people write it: {@code 90s}, {@code 30m}, {@code 6h}, {@code 2d}.
   *
   * @throws BadInput if it is written otherwise, or is more than ten years
   */
  public static Duration every(String text) {
    Matcher parts = EVERY.matcher(text);
    if (!parts.matches()) {
      throw new BadInput(
          "schedule: every=%s; write a whole number and s, m, h or d, such as 6h"
              .formatted(text.length() > 20 ? text.substring(0, 20) + "..." : text));
    }
    long number = Long.parseLong(parts.group(1));
    Duration every =
        switch (parts.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    if (every.compareTo(Duration.ofDays(3650)) > 0) {
      throw new BadInput("schedule: every=%s; give at most 3650d".formatted(text));
    }
    return every;
  }

  /** The same after one more time. */
  Schedule after(Instant following, boolean skip, String run, String why) {
    return new Schedule(
        id,
        bench,
        name,
        every,
        following,
        run.isEmpty() ? ordered : ordered + 1,
        skip ? skipped + 1 : skipped,
        run.isEmpty() ? lastRun : run,
        why);
  }

  /** As a JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("schedule", id);
    map.put("bench", bench);
    map.put("name", name);
    map.put("every-seconds", every.toSeconds());
    map.put("next", next.toString());
    map.put("ordered", ordered);
    map.put("skipped", skipped);
    map.put("last-run", lastRun);
    map.put("message", message);
    return map;
  }
}
