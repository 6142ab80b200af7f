package dev.fluxbar.app.crash;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.journal.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts the promise of the log to the test: nothing unaccounted, nothing twice, no result lost. */
public final class CrashProof {
  private final CrashSettings settings;
  private final Audience audience;

  public CrashProof(CrashSettings settings, Audience audience) {
    this.settings = settings;
    this.audience = audience;
  }

  /** Runs what was asked. */
  public OperationResult run() {
    audience.say(
        "Campaign: seed %d, %,d deaths in this process, %,d of a program of its own"
            .formatted(settings.seed(), settings.points(), settings.kills()));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("seed", settings.seed());
    Optional<Finding> finding = Optional.empty();
    if (settings.points() > 0) {
      CrashResult result = new CrashCampaign(settings).run(audience);
      tell(result);
      values.putAll(values(result));
      finding = result.finding();
    }
    if (settings.kills() > 0 && finding.isEmpty()) {
      KillResult result = kills();
      tell(result);
      values.putAll(values(result));
      finding = result.finding();
    }
    Optional<Finding> found = finding;
    audience.say(
        "Fired twice: %d; results lost: %d"
            .formatted(count(found, "fired-twice"), count(found, "result-lost")));
    values.put("fired-twice", count(found, "fired-twice"));
    values.put("results-lost", count(found, "result-lost"));
    if (found.isEmpty()) {
      return OperationResult.done(values);
    }
    values.put("violation", found.get().kind());
    values.put("violation-case", found.get().number());
    return OperationResult.notReached(values, sentence(found.get()));
  }

  /** In a folder of its own, which stays only where something was found. */
  private KillResult kills() {
    try {
      Path folder = Files.createTempDirectory("fluxbar-crashes");
      KillResult result = new KillCampaign(settings.kills(), settings.seed(), folder).run(audience);
      if (result.finding().isEmpty()) {
        delete(folder);
      }
      return result;
    } catch (IOException e) {
      throw new BadInput("crashes: no folder for a lab can be had; check the temporary folder", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }

  private void tell(KillResult result) {
    audience.say(
        "Killed %d times in %s s: %d in programs, %d in runs between programs, %d between runs"
            .formatted(
                result.kills(),
                String.format(Locale.ROOT, "%.1f", result.seconds()),
                result.inPrograms(),
                result.inRuns(),
                result.kills() - result.inPrograms() - result.inRuns()));
    audience.say(
        "Runs: %,d done, %,d ended by a fault; programs: %,d done, %,d unknown; cells read again"
                .formatted(
                    result.runs(),
                    result.failed(),
                    result.fates().getOrDefault(Fate.DONE, 0L),
                    result.fates().getOrDefault(Fate.UNKNOWN, 0L))
            + " %,d times".formatted(result.readings()));
  }

  private static Map<String, Object> values(KillResult result) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("kills", result.kills());
    values.put("kills-in-programs", result.inPrograms());
    values.put("kills-in-runs", result.inRuns());
    values.put("kills-runs", result.runs());
    values.put("kills-runs-failed", result.failed());
    values.put("kills-programs-done", result.fates().getOrDefault(Fate.DONE, 0L));
    values.put("kills-programs-unknown", result.fates().getOrDefault(Fate.UNKNOWN, 0L));
    values.put("kills-readings", result.readings());
    values.put("kills-seconds", result.seconds());
    return values;
  }

  private static int count(Optional<Finding> finding, String kind) {
    return finding.filter(found -> found.kind().equals(kind)).isPresent() ? 1 : 0;
  }

  private String sentence(Finding found) {
    return "crashes: kind=%s, seed=%d, case=%d, %s; report this with the seed and the version"
        .formatted(found.kind(), settings.seed(), found.number(), found.evidence());
  }

  private void tell(CrashResult result) {
    audience.say(
        "Died %,d times in %,d lives of %,d logs in %s s"
            .formatted(
                result.points(),
                result.lives(),
                result.cases(),
                String.format(Locale.ROOT, "%.1f", result.seconds())));
    audience.say("Deaths: " + words(byWord(result.deaths())));
    audience.say("Moments: " + words(byWord(result.moments())));
    audience.say(
        "Programs: %,d sent, %,d done, %,d not started, %,d done and unheard, %,d unknown; every"
                .formatted(
                    result.programs(),
                    result.fates().get(Fate.DONE),
                    result.fates().get(Fate.NOT_STARTED),
                    result.fates().get(Fate.DONE_UNHEARD),
                    result.fates().get(Fate.UNKNOWN))
            + " cell read again %,d times".formatted(result.readings()));
  }

  private static String words(Map<String, Long> counts) {
    StringBuilder words = new StringBuilder();
    counts.forEach(
        (word, count) ->
            words.append(words.isEmpty() ? "" : ", ").append("%,d %s".formatted(count, word)));
    return words.toString();
  }

  private static Map<String, Long> byWord(Map<? extends Enum<?>, Long> counts) {
    Map<String, Long> words = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted((a, b) -> Integer.compare(a.getKey().ordinal(), b.getKey().ordinal()))
        .forEach(
            entry ->
                words.put(
                    entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    entry.getValue()));
    return words;
  }

  private static Map<String, Object> values(CrashResult result) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("points", result.points());
    values.put("logs", result.cases());
    values.put("lives", result.lives());
    values.put("deaths", byWord(result.deaths()));
    values.put("moments", byWord(result.moments()));
    values.put("programs", result.programs());
    values.put("programs-done", result.fates().get(Fate.DONE));
    values.put("programs-not-started", result.fates().get(Fate.NOT_STARTED));
    values.put("programs-done-unheard", result.fates().get(Fate.DONE_UNHEARD));
    values.put("programs-unknown", result.fates().get(Fate.UNKNOWN));
    values.put("faults", result.faults());
    values.put("readings", result.readings());
    values.put("seconds", result.seconds());
    return values;
  }
}
