package dev.fluxbar.journal;

import dev.fluxbar.journal.RunHistory.Sent;
import dev.fluxbar.signal.Program;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Entries put together to programs and what became of them, one after the other. Holds the notes
 * and the one program whose end has not been heard yet.
 */
final class RunFold {
  private final Map<String, String> notes = new LinkedHashMap<>();
  private final Predicate<String> kept;
  private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
  private @Nullable Program open;
  private long begun;

  /**
   * @param kept the names of notes that are kept
   */
  RunFold(Predicate<String> kept) {
    this.kept = kept;
  }

  /**
   * Takes the next entry; the program that it ends, if it ends one.
   *
   * @throws JournalFault if it contradicts those before: a program without an intent, or with two
   *     ends
   */
  Optional<Sent> take(Entry entry) {
    if (entry instanceof Entry.Note note) {
      if (kept.test(note.name())) {
        notes.put(note.name(), note.json());
      }
      return Optional.empty();
    }
    if (entry instanceof Entry.Intent intent) {
      if (intent.number() != begun) {
        throw contradiction(intent.number(), "programs before it=" + begun);
      }
      Optional<Sent> before = rest();
      open = intent.program();
      begun++;
      return before;
    }
    if (entry instanceof Entry.Result result) {
      return Optional.of(
          ended(new Sent(open(result.number()), Fate.DONE, Optional.of(result.recording()), "")));
    }
    Entry.End end = (Entry.End) entry;
    return Optional.of(
        ended(new Sent(open(end.number()), end.fate(), Optional.empty(), end.why())));
  }

  /** The program of which the log does not say what became of it, if there is one. */
  Optional<Sent> rest() {
    Program program = open;
    return program == null
        ? Optional.empty()
        : Optional.of(ended(new Sent(program, Fate.UNKNOWN, Optional.empty(), "")));
  }

  private Sent ended(Sent sent) {
    open = null;
    fates.merge(sent.fate(), 1L, Long::sum);
    return sent;
  }

  private Program open(long number) {
    Program program = open;
    if (number != begun - 1 || number < 0) {
      throw contradiction(number, "programs=" + begun);
    }
    if (program == null) {
      throw contradiction(number, "it ended before");
    }
    return program;
  }

  private static JournalFault contradiction(long number, String evidence) {
    return new JournalFault(
        "journal: program=%d, %s; the log contradicts itself, take a copy of it"
            .formatted(number, evidence));
  }

  /** The last of each name. */
  Map<String, String> notes() {
    return notes;
  }

  /** How many programs have come out. */
  long programs() {
    return begun - (open == null ? 0 : 1);
  }

  /** How many of them ended so. */
  long count(Fate fate) {
    return fates.getOrDefault(fate, 0L);
  }
}
