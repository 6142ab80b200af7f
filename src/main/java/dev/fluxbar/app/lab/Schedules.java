package dev.fluxbar.app.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.runs.ResultJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs that are ordered again and again, each from its folder {@code schedules/ID}. A time that
 * passed while the lab was closed is made up for once. Any thread may call.
 */
public final class Schedules implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Schedules.class);
  private static final String FILE = "schedule.json";
  private static final int MOST = 100;
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Lab lab;
  private final LabSettings settings;
  private final Path folder;
  private final Map<String, Schedule> schedules = new LinkedHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread clockwork;

  private Schedules(Lab lab, LabSettings settings) {
    this.lab = lab;
    this.settings = settings;
    this.folder = settings.data().resolve("schedules");
    this.clockwork = new Thread(this::work, "schedules");
    this.clockwork.setDaemon(true);
  }

  static Schedules open(Lab lab, LabSettings settings) {
    Schedules opened = new Schedules(lab, settings);
    opened.load();
    opened.clockwork.start();
    return opened;
  }

  private void load() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path one : folders.sorted().toList()) {
        if (Files.isRegularFile(one.resolve(FILE))) {
          Schedule schedule = read(one);
          schedules.put(schedule.id(), schedule);
        }
      }
    } catch (IOException e) {
      throw new BadInput(folder + ": the schedules cannot be read; look at the disk", e);
    }
  }

  /**
   * Orders a run now and then every so often.
   *
   * @throws BadInput if the bench cannot or may not do it, or there are too many schedules
   */
  public synchronized Schedule add(String bench, RunOrder order, Duration every) {
    if (every.compareTo(SHORTEST) < 0 || schedules.size() >= MOST) {
      throw new BadInput(
          "schedule: every-seconds=%d, schedules=%d; give at least 1 s, and keep at most %d"
              .formatted(every.toSeconds(), schedules.size(), MOST));
    }
    lab.benchOf(bench).estimate(order);
    Schedule added =
        new Schedule(
            UUID.randomUUID().toString().substring(0, 8),
            bench,
            order.sequence().name(),
            every,
            settings.clock().instant(),
            0,
            0,
            "",
            "");
    Path place = folder.resolve(added.id());
    OrderFolder.write(place, bench, order);
    write(added);
    schedules.put(added.id(), added);
    lab.events().tell("schedule", bench, "", added.toMap());
    return added;
  }

  /** All of them, the next one first. */
  public synchronized List<Schedule> all() {
    List<Schedule> all = new ArrayList<>(schedules.values());
    all.sort(Comparator.comparing(Schedule::next));
    return all;
  }

  /**
   * Forgets one; runs that it has ordered stay.
   *
   * @throws NoSuch if there is none of that name
   */
  public synchronized void remove(String id) {
    Schedule gone = schedules.get(id);
    if (gone == null) {
      throw new NoSuch("schedule", id.length() > 20 ? "?" : id, "the list of schedules names them");
    }
    try {
      // From this on the folder is none of ours.
      Files.delete(folder.resolve(id).resolve(FILE));
    } catch (IOException e) {
      throw new BadInput(
          "schedule: name=%s; it cannot be deleted, look at the disk".formatted(id), e);
    }
    schedules.remove(id);
    lab.events().tell("schedule-removed", gone.bench(), "", Map.of("schedule", id));
  }

  private void work() {
    try {
      while (!closing.await(500, TimeUnit.MILLISECONDS)) {
        tick();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Orders what is due. */
  synchronized void tick() {
    Instant now = settings.clock().instant();
    for (Schedule schedule : List.copyOf(schedules.values())) {
      if (!schedule.next().isAfter(now)) {
        try {
          Schedule next = due(schedule, now);
          write(next);
          schedules.put(next.id(), next);
          lab.events().tell("schedule", next.bench(), "", next.toMap());
        } catch (RuntimeException e) {
          log.error("Schedule {} could not be kept: {}", schedule.id(), e.getMessage());
        }
      }
    }
  }

  private Schedule due(Schedule schedule, Instant now) {
    Instant next = schedule.next();
    while (!next.isAfter(now)) {
      long behind = Duration.between(next, now).toSeconds() / schedule.every().toSeconds();
      next = next.plus(schedule.every().multipliedBy(behind + 1));
    }
    if (lab.alive(schedule.lastRun())) {
      return schedule.after(next, true, "", "skipped: the run before has not ended");
    }
    try {
      RunOrder order =
          OrderFolder.read(
              folder.resolve(schedule.id()), lab.benchOf(schedule.bench()).slot().file());
      return schedule.after(next, false, lab.submit(schedule.bench(), order).id(), "");
    } catch (IllegalArgumentException e) {
      log.warn("Schedule {} ordered nothing: {}", schedule.id(), e.getMessage());
      return schedule.after(next, false, "", String.valueOf(e.getMessage()));
    }
  }

  private void write(Schedule schedule) {
    WholeFile.write(
        folder.resolve(schedule.id()).resolve(FILE),
        ResultJson.document(schedule.toMap()).getBytes(StandardCharsets.UTF_8));
  }

  private static Schedule read(Path folder) throws IOException {
    JsonNode json = ResultJson.parse(WholeFile.read(folder.resolve(FILE)));
    return new Schedule(
        json.path("schedule").asText(),
        json.path("bench").asText(),
        json.path("name").asText(),
        Duration.ofSeconds(json.path("every-seconds").asLong(1)),
        Instant.parse(json.path("next").asText()),
        json.path("ordered").asLong(),
        json.path("skipped").asLong(),
        json.path("last-run").asText(),
        json.path("message").asText());
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      clockwork.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
