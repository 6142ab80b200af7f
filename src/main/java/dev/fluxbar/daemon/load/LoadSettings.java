package dev.fluxbar.daemon.load;

import dev.fluxbar.app.BadInput;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is measured.
 *
 * @param clients 1 to 70, each with an event stream
 * @param every how often each reads the state; zero: again as soon as it has its answer
 * @param pace of the emulated bench
 * @param rounds of two turns each, one without clients and one with them
 * @param turn how long one is
 * @param data an empty folder
 */
public record LoadSettings(
    int clients, Duration every, Pace pace, int rounds, Duration turn, Path data) {

  /** A time as people give it; at most a day. */
  public static Duration seconds(double seconds) {
    if (!(seconds >= 0 && seconds <= 86_400)) {
      throw new BadInput("load: seconds=%s; give 0 to 86400".formatted(seconds));
    }
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /** How the time of the emulated bench goes by. */
  public enum Pace {
    /** As fast as the machine can: every processor is busy with the run itself. */
    VIRTUAL("virtual"),
    /** As on a table: plateaus of a millisecond. */
    REAL_TIME("real-time");

    private final String word;

    Pace(String word) {
      this.word = word;
    }

    /** As an emulator file has it. */
    @Override
    public String toString() {
      return word;
    }
  }

  public LoadSettings {
    if (clients < 1 || clients > 70) {
      throw new BadInput("load: clients=%d; give 1 to 70".formatted(clients));
    }
    if (every.isNegative() || rounds < 1 || turn.isNegative() || turn.isZero()) {
      throw new BadInput(
          "load: every-seconds=%s, rounds=%d, turn-seconds=%s; give at least 1 round, seconds above 0, and 0 or more between two reads"
              .formatted(every.toMillis() / 1e3, rounds, turn.toMillis() / 1e3));
    }
  }
}
