package dev.fluxbar.app.lab;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.runs.RunPlace;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.runs.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the disk from filling: of the runs that a lab was ordered to do and that have ended, the
 * newest keep their folders. A run that waits, runs or may go on is never touched, nor is one of
 * the command line. Any thread may call.
 */
final class Retention {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private final Path data;
  private final int kept;
  private final Predicate<String> alive;

  /** Folders may be looked through again when so many more are there. */
  private final int slack;

  private int sinceLooked;

  /**
   * @param kept at least so many ended runs, and at most a tenth more, keep their folders
   * @param alive whether a run of that name waits or runs
   */
  Retention(Path data, int kept, Predicate<String> alive) {
    this.data = data;
    this.kept = kept;
    this.alive = alive;
    this.slack = Math.max(1, kept / 10);
    this.sinceLooked = slack;
  }

  /**
   * A run was ordered: there is a folder more.
   *
   * @return names of runs whose folders are gone now
   */
  synchronized List<String> ordered() {
    sinceLooked++;
    if (sinceLooked < slack) {
      return List.of();
    }
    sinceLooked = 0;
    List<Path> ended = RunPlace.all(data).stream().filter(this::over).toList();
    List<String> gone = new ArrayList<>();
    for (Path folder : ended.subList(Math.min(kept, ended.size()), ended.size())) {
      try {
        remove(folder);
        gone.add(String.valueOf(folder.getFileName()));
      } catch (IOException e) {
        log.warn("Run {} is over and its folder cannot be removed: {}", folder, e.toString());
      }
    }
    return gone;
  }

  private boolean over(Path folder) {
    if (!OrderFolder.is(folder) || alive.test(String.valueOf(folder.getFileName()))) {
      return false;
    }
    try {
      RunState state = RunRecord.read(folder).state();
      return state.ended() && state != RunState.INTERRUPTED; // that one goes on in the next life
    } catch (BadInput e) {
      return false; // a person should look at it
    }
  }

  /** What names it as a run goes last, so that one that is half removed is found again. */
  private static void remove(Path folder) throws IOException {
    List<Path> last =
        List.of(folder, folder.resolve(RunRecord.FILE), folder.resolve(OrderFolder.FILE));
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!last.contains(path)) {
          Files.delete(path);
        }
      }
    }
    Files.delete(last.get(2));
    Files.delete(last.get(1));
    Files.delete(folder);
  }
}
