package dev.fluxbar.cli;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.operation.Errand;
import dev.fluxbar.app.operation.Operation;
import dev.fluxbar.app.operation.OperationResult;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** A command that works on a bench. */
abstract class BenchCommand implements Callable<Integer> {

  private static final Set<String> WRITTEN = Set.of("--out", "--run-dir");

  @Mixin final GlobalOptions global = new GlobalOptions();

  // Set by the command line before the command is called.
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  /** What is asked of which bench. */
  record Work(Errand errand, Operation operation) {}

  /** What is asked, from the command's own options; reads the files that they name. */
  abstract Work work(Terminal terminal);

  /** An operation on the bench that was named, or on the academic one. */
  Work onNamedBench(Operation operation, Terminal terminal) {
    return new Work(global.errand(name(), arguments(), terminal), operation);
  }

  /**
   * An operation on a bench.
   *
   * @param board the emulated board, instead of the one that the bench's URI names
   */
  Work on(BenchFile file, Optional<EmulatorFile> board, Operation operation, Terminal terminal) {
    return new Work(global.errand(name(), arguments(), file, board, terminal), operation);
  }

  @Override
  public Integer call() {
    Terminal terminal = global.terminal();
    Work work = work(terminal);
    Errand errand = work.errand().withInputs(inputs());
    return print(run(errand, work.operation()), terminal);
  }

  /** Does it; commands that only look override this. */
  OperationResult run(Errand errand, Operation operation) {
    return errand.run(operation);
  }

  private int print(OperationResult result, Terminal terminal) {
    global.output.print(result.values());
    if (!result.message().isEmpty()) {
      terminal.complain(result.message());
    }
    return result.reached() ? ExitCode.DONE : ExitCode.PHYSICS_SAID_NO;
  }

  /** {@code read}; of a subcommand {@code mnist-infer}. */
  private String name() {
    String all = spec.qualifiedName("-");
    return all.substring(all.indexOf('-') + 1);
  }

  /** The values of options that name files which are read, not written. */
  private Set<String> inputs() {
    Set<String> texts = new HashSet<>();
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      boolean path = option.type() == Path.class || option.longestName().equals("--bench");
      if (path && !WRITTEN.contains(option.longestName())) {
        texts.addAll(option.originalStringValues());
      }
    }
    return texts;
  }

  /** What stood behind the command. */
  private List<String> arguments() {
    List<String> all = spec.commandLine().getParseResult().originalArgs();
    return all.subList(Math.min(all.size(), all.indexOf(spec.name()) + 1), all.size());
  }
}
