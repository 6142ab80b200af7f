package dev.fluxbar.app.lab;

import dev.fluxbar.app.Audience;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what a run says: lines go into {@code said.txt} of its folder and to the listeners,
 * progress to the run's view, and to the listeners five times a second at most.
 */
final class LabAudience implements Audience, AutoCloseable {
  static final String FILE = "said.txt";
  private static final Logger log = LoggerFactory.getLogger(LabAudience.class);
  private static final long QUIET_NANOS = 200_000_000;

  private final LabRun run;
  private final LabEvents events;
  private final @Nullable FileOutputStream file;
  private long toldNanos;

  LabAudience(LabRun run, LabEvents events) {
    this.run = run;
    this.events = events;
    this.file = open(run.folder().resolve(FILE));
  }

  private static @Nullable FileOutputStream open(Path file) {
    try {
      return new FileOutputStream(file.toFile(), true);
    } catch (IOException e) {
      log.warn("{}: what the run says is not kept: {}", file, e.getMessage());
      return null;
    }
  }

  @Override
  public void say(String line) {
    log.info("{}", line);
    FileOutputStream out = file;
    if (out != null) {
      try {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        log.warn("{}: a line is lost: {}", FILE, e.getMessage());
      }
    }
    events.progress("said", run.bench(), run.id(), () -> Map.of("line", line));
  }

  @Override
  public Meter meter(String task, long steps) {
    run.progress(run.view().step(), task, "", 0, steps);
    tell(true);
    return new Meter() {
      @Override
      public void at(long done, String note) {
        run.progress(run.view().step(), task, note, done, steps);
        tell(false);
      }

      @Override
      public void close() {
        tell(true);
      }
    };
  }

  /** Progress to those who listen. */
  void tell(boolean atOnce) {
    long now = System.nanoTime();
    if (!atOnce && now - toldNanos < QUIET_NANOS) {
      return;
    }
    toldNanos = now;
    RunView view = run.view();
    events.progress("progress", run.bench(), run.id(), () -> Map.of("progress", view.progress()));
  }

  @Override
  public void close() {
    FileOutputStream out = file;
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        log.warn("{}: it may lack its last lines: {}", FILE, e.getMessage());
      }
    }
  }
}
