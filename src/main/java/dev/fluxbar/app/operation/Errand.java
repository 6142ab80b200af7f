package dev.fluxbar.app.operation;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.Interruption;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.runs.DataFolder;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.app.runs.RunCatalogue;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.app.wiring.Reconnection;
import dev.fluxbar.journal.RunLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The way of one command through its bench: open, do or only plan, close in the safe state, and
 * write down how it ended, whatever ended it.
 *
 * @param command such as {@code write}
 * @param arguments what stood behind it, for the record
 * @param bench what the configuration says
 * @param board the emulated board, instead of the one that the bench's URI names
 * @param line what carries the bytes to an emulated board
 * @param seed of everything random, where one was given
 * @param runDir the run's folder, instead of one in the user's data folder
 * @param dryRun whether to plan only
 * @param audience who listens
 * @param inputs which values of arguments name files that are read: the run keeps copies
 */
public record Errand(
    String command,
    List<String> arguments,
    BenchFile bench,
    Optional<EmulatorFile> board,
    Line line,
    OptionalLong seed,
    Optional<Path> runDir,
    boolean dryRun,
    Audience audience,
    Set<String> inputs) {

  /** The note of the journal that holds the result. */
  public static final String RESULT = "result";

  public Errand {
    arguments = List.copyOf(arguments);
    inputs = Set.copyOf(inputs);
  }

  /** Of a command that names no files. */
  public Errand(
      String command,
      List<String> arguments,
      BenchFile bench,
      Optional<EmulatorFile> board,
      Line line,
      OptionalLong seed,
      Optional<Path> runDir,
      boolean dryRun,
      Audience audience) {
    this(command, arguments, bench, board, line, seed, runDir, dryRun, audience, Set.of());
  }

  /** The same with the files that it names kept. */
  public Errand withInputs(Set<String> texts) {
    return new Errand(
        command, arguments, bench, board, line, seed, runDir, dryRun, audience, texts);
  }

  /**
   * Does {@code operation}.
   *
   * @throws IllegalArgumentException if it was asked wrongly; nothing was driven
   * @throws dev.fluxbar.fault.BenchFault if the bench could not be had, broke or was aborted
   */
  public OperationResult run(Operation operation) {
    Reconnection reconnection = new Reconnection(operation.patience(), new LossNews(audience));
    OpenBench open = OpenBench.open(bench, board, line, seed, reconnection);
    try (Interruption interruption = new Interruption(() -> stop(open, operation))) {
      check(operation, open);
      if (dryRun) {
        try (open) {
          return operation.plan(open);
        }
      }
      return recorded(operation, open, interruption);
    }
  }

  private static void stop(OpenBench open, Operation operation) {
    try {
      open.bench().abort();
    } finally {
      operation.interrupted();
    }
  }

  /**
   * What is refused makes no run: the same folder may be named again once the mistake is mended.
   */
  private static void check(Operation operation, OpenBench open) {
    try {
      operation.check(open);
    } catch (RuntimeException e) {
      open.close();
      throw e;
    }
  }

  /** Opens the bench only to look at it: nothing is driven, nothing recorded. */
  public OperationResult look(Operation operation) {
    try (OpenBench open = OpenBench.open(bench, board, line, seed, Reconnection.NONE)) {
      return operation.plan(open);
    }
  }

  private OperationResult recorded(Operation operation, OpenBench open, Interruption interruption) {
    RunCatalogue catalogue = new RunCatalogue(DataFolder.current());
    RunFolder folder = begin(open);
    try (folder) {
      catalogue.tell(folder.path());
      journal(open, folder);
      OperationResult result = ended(operation, open, folder, interruption);
      audience.say("Run folder: " + folder.path());
      return result;
    } finally {
      catalogue.tell(folder.path());
    }
  }

  /** Before anything is driven; a journal that cannot be begun ends the run. */
  private void journal(OpenBench open, RunFolder folder) {
    try {
      folder.keep(inputs);
      open.journal(folder.path().resolve(RunLog.FILE), folder.request());
    } catch (RuntimeException e) {
      try (open) {
        folder.end(RunState.FAILED, String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /** Inside the folder's own block: a folder that is closed without an end says that it failed. */
  private OperationResult ended(
      Operation operation, OpenBench open, RunFolder folder, Interruption interruption) {
    try {
      OperationResult result = operate(operation, open, folder);
      folder.result(result.values());
      folder.end(result.reached() ? RunState.DONE : RunState.PHYSICS_SAID_NO, result.message());
      return result;
    } catch (RuntimeException e) {
      folder.end(state(e, interruption), String.valueOf(e.getMessage()));
      if (interruption.happened()) {
        // The program ends without another word of the command.
        audience.say("Interrupted: " + e.getMessage());
      }
      audience.say("Run folder: " + folder.path());
      throw e;
    }
  }

  private RunFolder begin(OpenBench open) {
    RunFolder.Request request =
        new RunFolder.Request(command, arguments, seed, bench.bench().toString());
    try {
      return RunFolder.begin(
          request, DataFolder.current(), runDir, Clock.system(ZoneId.systemDefault()));
    } catch (RuntimeException e) {
      open.close();
      throw e;
    }
  }

  /** The bench is safe and closed before the run is said to have ended. */
  private static OperationResult operate(Operation operation, OpenBench open, RunFolder folder) {
    try (open) {
      OperationResult result = operation.run(open, folder);
      open.note(RESULT, ResultJson.line(result.values()));
      return result;
    }
  }

  private static RunState state(RuntimeException e, Interruption interruption) {
    if (interruption.happened()) {
      return RunState.INTERRUPTED;
    }
    return e instanceof IllegalArgumentException ? RunState.REFUSED : RunState.FAILED;
  }
}
