package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The pages and the program know the same commands and options. */
class CommandLineDocsTest {
  private static final Path PAGE = Path.of("docs/reference/cli.md");
  private static final Pattern COMMAND = Pattern.compile("`([a-z-]+(?: [a-z-]+)?)`");
  private static final Pattern OPTION = Pattern.compile("`(--?[A-Za-z][a-z-]*)");
  private static final Pattern INVOCATION =
      Pattern.compile("\\./fluxbar +([a-z][a-z-]*)(?: +([a-z][a-z-]*))?([^`|;&>)\\n]*)");
  private static final Pattern USED_OPTION = Pattern.compile("(?<=\\s)(--[a-z][a-z-]*)");

  private final CommandLine program = Main.commandLine();

  /** Every command by its name, and every subcommand behind the name of its command. */
  private static Map<String, CommandLine> commands(CommandLine program) {
    Map<String, CommandLine> commands = new TreeMap<>();
    program
        .getSubcommands()
        .forEach(
            (name, command) -> {
              commands.put(name, command);
              command.getSubcommands().forEach((sub, its) -> commands.put(name + " " + sub, its));
            });
    return commands;
  }

  /** The options in the first column of the tables, by the heading above them. */
  private static Map<String, Set<String>> sections() throws IOException {
    Map<String, Set<String>> sections = new TreeMap<>();
    Set<String> current = new TreeSet<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        current = new TreeSet<>();
        sections.put(line.substring(3), current);
      } else if (line.startsWith("| `-")) {
        Matcher option = OPTION.matcher(line.split("(?<!\\\\)\\|", -1)[1]);
        while (option.find()) {
          current.add(option.group(1));
        }
      }
    }
    return sections;
  }

  private static Set<String> options(CommandLine command) {
    Set<String> names = new TreeSet<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      names.addAll(List.of(option.names()));
    }
    return names;
  }

  @Test
  void theReferenceNamesEveryCommandAndNoOther() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String heading : sections().keySet()) {
      Matcher command = COMMAND.matcher(heading);
      if (command.matches()) {
        named.add(command.group(1));
      }
    }
    assertThat(named).isEqualTo(new TreeSet<>(commands(program).keySet()));
  }

  @Test
  void theReferenceNamesEveryOptionAndNoOther() throws IOException {
    Map<String, Set<String>> sections = sections();
    commands(program)
        .forEach(
            (name, command) -> {
              Set<String> named = new TreeSet<>(sections.get("`" + name + "`"));
              named.addAll(sections.get("Every command"));
              if (command.getCommand() instanceof BenchCommand) {
                named.addAll(sections.get("Bench commands"));
              }
              if (name.equals("help")) {
                // The library's own: it has no version.
                named.removeAll(Set.of("-V", "--version"));
              }
              assertThat(named).as(name).isEqualTo(options(command));
            });
    assertThat(options(program)).isEqualTo(sections.get("Every command"));
  }

  @Test
  void everyCommandLineInThePagesIsKnown() throws IOException {
    List<String> unknown = new ArrayList<>();
    int found = 0;
    for (Path page : pages()) {
      Matcher call = INVOCATION.matcher(Files.readString(page));
      while (call.find()) {
        found++;
        Map<String, CommandLine> commands = commands(program);
        CommandLine command = commands.get(call.group(1) + " " + call.group(2));
        if (command == null) {
          command = commands.get(call.group(1));
        }
        Set<String> known = command == null ? Set.of() : options(command);
        List<String> used =
            USED_OPTION.matcher(call.group(3)).results().map(match -> match.group(1)).toList();
        if (!known.containsAll(used) || command == null) {
          unknown.add(page + ": " + call.group());
        }
      }
    }
    assertThat(unknown).isEmpty();
    assertThat(found).isGreaterThan(40);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      return pages;
    }
  }
}
