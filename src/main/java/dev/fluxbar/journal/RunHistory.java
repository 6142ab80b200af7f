package dev.fluxbar.journal;

import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a log tells of a run.
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
    Map<String, String> notes = new LinkedHashMap<>();
    List<Sent> programs = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Note note) {
        notes.put(note.name(), note.json());
      } else if (entry instanceof Entry.Intent intent) {
        if (intent.number() != programs.size()) {
          throw contradiction(intent.number(), "programs before it=" + programs.size());
        }
        programs.add(new Sent(intent.program(), Fate.UNKNOWN, Optional.empty(), ""));
      } else if (entry instanceof Entry.Result result) {
        Program program = open(programs, result.number());
        programs.set(
            (int) result.number(),
            new Sent(program, Fate.DONE, Optional.of(result.recording()), ""));
      } else if (entry instanceof Entry.End end) {
        Program program = open(programs, end.number());
        programs.set(
            (int) end.number(), new Sent(program, end.fate(), Optional.empty(), end.why()));
      }
    }
    return new RunHistory(notes, programs);
  }

  private static Program open(List<Sent> programs, long number) {
    if (number < 0 || number != programs.size() - 1L) {
      throw contradiction(number, "programs=" + programs.size());
    }
    Sent sent = programs.get((int) number);
    if (sent.fate() != Fate.UNKNOWN || !sent.why().isEmpty()) {
      throw contradiction(number, "it ended before");
    }
    return sent.program();
  }

  private static JournalFault contradiction(long number, String evidence) {
    return new JournalFault(
        "journal: program=%d, %s; the log contradicts itself, take a copy of it"
            .formatted(number, evidence));
  }

  /** How many programs ended so. */
  public long count(Fate fate) {
    return programs.stream().filter(sent -> sent.fate() == fate).count();
  }
}
