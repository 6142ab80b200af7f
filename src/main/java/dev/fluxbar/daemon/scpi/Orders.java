package dev.fluxbar.daemon.scpi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.lab.AfterCrash;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabEvents;
import dev.fluxbar.app.lab.NoSuch;
import dev.fluxbar.app.lab.RunOrder;
import dev.fluxbar.app.lab.RunView;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.app.sequence.SequenceFiles;
import dev.fluxbar.daemon.guard.Bodies;
import dev.fluxbar.fault.BenchFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The runs that a session has ordered, and how it waits for them. */
final class Orders {
  private static final int MOST_PENDING = 1000;
  private static final long POLL_MILLISECONDS = 200;

  private final Lab lab;
  private final Caller caller;

  /** Runs that commands have ordered and whose ends nobody was told yet, in the order of asking. */
  private final Set<String> pending = new LinkedHashSet<>();

  private Optional<String> last = Optional.empty();

  Orders(Lab lab, Caller caller) {
    this.lab = lab;
    this.caller = caller;
  }

  /** The last run that was ordered here. */
  Optional<String> last() {
    return last;
  }

  /**
   * Orders a run and goes on: an overlapped command (IEEE 488.2, 12.2).
   *
   * @throws ScpiRefusal if the bench cannot or may not do it
   */
  void overlapped(String bench, String by, String yaml, SequenceFiles files, int priority) {
    if (pending.size() >= MOST_PENDING) {
      throw new ScpiRefusal(
          ScpiError.REFUSED, "pending=%d; wait with *OPC? first".formatted(pending.size()));
    }
    pending.add(submit(bench, by, yaml, files, priority));
  }

  /**
   * Orders a run and waits for its end.
   *
   * @throws ScpiRefusal if the bench cannot or may not do it
   */
  RunView sequential(String bench, String by, String yaml, SequenceFiles files)
      throws InterruptedException {
    return awaitEnd(submit(bench, by, yaml, files, 0));
  }

  private String submit(String bench, String by, String yaml, SequenceFiles files, int priority) {
    try {
      RunOrder order =
          new RunOrder(lab.sequence(bench, yaml, files), priority, false, AfterCrash.WAIT, by);
      String id = lab.submit(bench, order).id();
      last = Optional.of(id);
      return id;
    } catch (ScpiRefusal e) {
      throw e;
    } catch (NoSuch e) {
      throw new ScpiRefusal(ScpiError.NO_SUCH, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new ScpiRefusal(ScpiError.REFUSED, String.valueOf(e.getMessage()));
    } catch (BenchFault e) {
      throw new ScpiRefusal(ScpiError.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** Waits for the end of a run, of whoever. */
  RunView awaitEnd(String id) throws InterruptedException {
    try (LabEvents.Listener listener = lab.events().listen()) {
      while (true) {
        RunView view = view(id);
        if (view.ended().isPresent()) {
          return view;
        }
        listener.next(POLL_MILLISECONDS);
        caller.stillThere();
      }
    }
  }

  /** Waits until every overlapped run has ended. */
  void awaitAll(Status status) throws InterruptedException {
    while (!settle(status)) {
      awaitEnd(pending.iterator().next());
    }
  }

  /**
   * Takes notice of overlapped runs that have ended; those that failed leave an error.
   *
   * @return whether none is under way
   */
  boolean settle(Status status) {
    for (String id : List.copyOf(pending)) {
      try {
        RunView view = view(id);
        if (view.ended().isEmpty()) {
          continue;
        }
        failure(view).ifPresent(why -> status.push(why.error(), why.detail()));
      } catch (ScpiRefusal e) {
        status.push(e.error(), e.detail());
      }
      pending.remove(id);
    }
    return pending.isEmpty();
  }

  /** The runs that this session has ordered and not yet heard the end of. */
  List<String> pending() {
    return List.copyOf(pending);
  }

  /** What is wrong with a run that has ended; nothing if it did what it was asked. */
  static Optional<ScpiRefusal> failure(RunView view) {
    ScpiError error =
        switch (view.state()) {
          case "done" -> ScpiError.NONE;
          case "physics-said-no" -> ScpiError.PHYSICS_SAID_NO;
          case "refused" -> ScpiError.REFUSED;
          case "aborted" -> ScpiError.ABORTED;
          case "interrupted" -> ScpiError.INTERRUPTED;
          default -> ScpiError.FAILED;
        };
    return error == ScpiError.NONE
        ? Optional.empty()
        : Optional.of(new ScpiRefusal(error, "run=%s; %s".formatted(view.id(), view.message())));
  }

  RunView view(String id) {
    try {
      return lab.run(id);
    } catch (NoSuch e) {
      throw new ScpiRefusal(ScpiError.NO_SUCH, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The document of a run that has ended.
   *
   * @throws ScpiRefusal if it has left none
   */
  byte[] document(String id) {
    Path file = lab.folder(id).resolve("result.json");
    if (!Files.isRegularFile(file)) {
      throw new ScpiRefusal(ScpiError.STALE, "run=%s; it has left no result".formatted(id));
    }
    return WholeFile.read(file, Bodies.FILE_BYTES);
  }

  /**
   * What the only step of a run brought.
   *
   * @throws ScpiRefusal if it brought nothing
   */
  JsonNode result(String id) {
    try {
      return ResultJson.parse(document(id)).path("steps").path(0).path("result");
    } catch (IOException e) {
      throw new ScpiRefusal(ScpiError.STALE, "run=%s; its result cannot be read".formatted(id));
    }
  }
}
