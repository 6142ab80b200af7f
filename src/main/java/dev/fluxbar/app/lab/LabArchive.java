package dev.fluxbar.app.lab;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.runs.RunPlace;
import dev.fluxbar.app.runs.RunRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every run of a data folder, those that a lab remembers and those that lie on the disk alone:
 * earlier ones, and those of the command line. Any thread may call.
 */
public final class LabArchive {
  private static final Logger log = LoggerFactory.getLogger(LabArchive.class);

  private final Lab lab;

  /** The archive of a lab's data folder. */
  public LabArchive(Lab lab) {
    this.lab = lab;
  }

  /**
   * A piece of the list of runs, the newest first.
   *
   * @param runs as JSON objects
   * @param more whether there are older ones
   */
  public record Piece(List<Map<String, Object>> runs, boolean more) {
    public Piece {
      runs = List.copyOf(runs);
    }
  }

  /**
   * Runs, the newest first: what the lab remembers, then what lies on the disk alone.
   *
   * @param bench only of this bench of the lab
   * @param state only those in this state
   * @param after only those older than this one, which is in the list
   * @throws NoSuch if there is no run {@code after}
   */
  public Piece list(
      Optional<String> bench, Optional<String> state, int most, Optional<String> after) {
    List<Map<String, Object>> found = new ArrayList<>();
    boolean begun = after.isEmpty();
    Set<String> remembered = new HashSet<>();
    for (RunView view : lab.runs()) {
      remembered.add(view.id());
      if (begun && fits(bench, view.bench()) && fits(state, view.state())) {
        found.add(view.toMap());
      }
      begun |= after.equals(Optional.of(view.id()));
      if (found.size() > most) {
        return piece(found, most);
      }
    }
    for (Path folder : RunPlace.all(lab.data())) {
      String id = String.valueOf(folder.getFileName());
      if (remembered.contains(id)) {
        continue;
      }
      if (begun) {
        recorded(folder)
            .filter(run -> fits(bench, run.get("bench")) && fits(state, run.get("state")))
            .ifPresent(found::add);
      }
      begun |= after.equals(Optional.of(id));
      if (found.size() > most) {
        return piece(found, most);
      }
    }
    if (!begun) {
      throw new NoSuch("run", after.orElse(""), "begin the list anew");
    }
    return piece(found, most);
  }

  private static Piece piece(List<Map<String, Object>> found, int most) {
    boolean more = found.size() > most;
    return new Piece(more ? found.subList(0, most) : found, more);
  }

  private static boolean fits(Optional<String> asked, @Nullable Object is) {
    return asked.isEmpty() || asked.get().equals(is);
  }

  /**
   * One run, as a JSON object.
   *
   * @throws NoSuch if there is none of that name
   */
  public Map<String, Object> view(String id) {
    for (RunView view : lab.runs()) {
      if (view.id().equals(id)) {
        return view.toMap();
      }
    }
    return recorded(lab.folder(id))
        .orElseThrow(() -> new NoSuch("run", id, "its record cannot be read"));
  }

  /** What the folder of a run says; empty if nobody can read it. */
  private static Optional<Map<String, Object>> recorded(Path folder) {
    try {
      RunRecord record = RunRecord.read(folder);
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("run", String.valueOf(folder.getFileName()));
      map.put("bench", OrderFolder.is(folder) ? OrderFolder.bench(folder) : record.bench());
      map.put("name", record.command());
      map.put("state", record.state().word());
      map.put("revision", 0);
      map.put("submitted", record.started().toString());
      record.ended().ifPresent(ended -> map.put("ended", ended.toString()));
      map.put("message", record.message());
      map.put("version", record.version());
      return Optional.of(map);
    } catch (BadInput e) {
      log.warn("Run {} is left out of the list: {}", folder.getFileName(), e.getMessage());
      return Optional.empty();
    }
  }
}
