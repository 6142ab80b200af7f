package dev.fluxbar.daemon.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;

/** Files of secrets, and a clock in the hand of a test. */
final class Secrets {

  private Secrets() {}

  /** A file that its owner alone can read, where the system knows owners. */
  static Path write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return mode(file, "rw-------");
  }

  static Path mode(Path file, String mode) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
    return file;
  }

  /** A clock that stands until it is moved. */
  static final class HandClock implements InstantSource {
    private Instant now = Instant.parse("2026-06-01T12:00:00Z");

    void pass(long millis) {
      now = now.plusMillis(millis);
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
