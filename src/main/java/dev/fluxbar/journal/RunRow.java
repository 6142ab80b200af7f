package dev.fluxbar.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line of the index of runs.
 *
 * @param id the name of the run's folder
 * @param folder where it is
 * @param command such as {@code write}
 * @param bench the bench's URI
 * @param board what the board calls itself; empty until it was asked
 * @param profile checksum of the calibration profile that was applied; empty for none
 * @param version of the software
 * @param seed of everything random, where one was given
 * @param state a word, such as {@code running}
 * @param began when it began
 * @param ended when it ended, unless it runs
 * @param message what a person should know of its end; may be empty
 * @param programs how many were sent
 * @param unknown of how many nobody knows whether they ran
 */
public record RunRow(
    String id,
    String folder,
    String command,
    String bench,
    String board,
    String profile,
    String version,
    OptionalLong seed,
    String state,
    Instant began,
    Optional<Instant> ended,
    String message,
    long programs,
    long unknown) {

  public RunRow {
    if (id.isBlank() || programs < 0 || unknown < 0 || unknown > programs) {
      throw new IllegalArgumentException(
          "run: id=%s, programs=%d, unknown=%d; name it and count from 0"
              .formatted(id, programs, unknown));
    }
  }
}
