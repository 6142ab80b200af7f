package dev.fluxbar.journal;

import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a log tells of a run, all of it at once: of short ones. Others have a {@link RunReader}.
 *
 * @param notes the last of each name
 * @param programs in the order in which they were sent
 */
public record RunHistory(Map<String, String> notes, List<Sent> programs) {

  /**
   * A program and what became of it.
   *
   * @param fate {@link Fate#UNKNOWN} also where the log ends before it says
   * @param recording where the fate is {@link Fate#DONE}
   * @param why what was said of any other fate; empty where the log ends before
   */
  public record Sent(Program program, Fate fate, Optional<Recording> recording, String why) {}

  public RunHistory {
    notes = Map.copyOf(notes);
    programs = List.copyOf(programs);
  }

  /**
   * @throws JournalFault if the entries contradict each other: a program without an intent, or with
   *     two ends
   */
  public static RunHistory of(List<Entry> entries) {
    RunFold fold = new RunFold(name -> true);
    List<Sent> programs = new ArrayList<>();
    for (Entry entry : entries) {
      fold.take(entry).ifPresent(programs::add);
    }
    fold.rest().ifPresent(programs::add);
    return new RunHistory(fold.notes(), programs);
  }

  /** How many programs ended so. */
  public long count(Fate fate) {
    return programs.stream().filter(sent -> sent.fate() == fate).count();
  }
}
