package dev.fluxbar.cli;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.operation.Operation;
import dev.fluxbar.app.operation.Replay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads the command line of an earlier run again, for its operation alone. */
final class ReplayDoor implements Replay.Door {
  private final Terminal terminal;

  ReplayDoor(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Operation operation(String command, List<String> arguments, Path benchFile, Path scratch) {
    List<String> words = new ArrayList<>(Arrays.asList(command.split("-")));
    words.addAll(withoutPlaces(arguments));
    if (command.equals("calibrate")) {
      // It would replace the board's profile in the data folder.
      words.addAll(List.of("--out", scratch.resolve("profile.json").toString()));
    }
    CommandLine line = Main.commandLine();
    try {
      CommandLine.ParseResult parsed = line.parseArgs(words.toArray(String[]::new));
      while (parsed.hasSubcommand()) {
        parsed = parsed.subcommand();
      }
      if (!(parsed.commandSpec().userObject() instanceof BenchCommand found)) {
        throw new BadInput("replay: command=%s; it drives no bench".formatted(command));
      }
      found.global.bench = benchFile.toString();
      found.global.calibration = null;
      return found.work(terminal).operation();
    } catch (ParameterException e) {
      throw new BadInput(
          "replay: command=%s, %s; replay with the version of the run"
              .formatted(command, e.getMessage()),
          e);
    }
  }

  /** Without the options that say where to write: what is computed again is only compared. */
  private static List<String> withoutPlaces(List<String> arguments) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String one = arguments.get(i);
      if (one.equals("--out") || one.equals("--run-dir")) {
        i++;
      } else if (!one.startsWith("--out=") && !one.startsWith("--run-dir=")) {
        kept.add(one);
      }
    }
    return kept;
  }
}
