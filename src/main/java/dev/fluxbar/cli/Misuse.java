package dev.fluxbar.cli;

import dev.fluxbar.app.config.NearestWord;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One sentence about a command line that cannot be understood, with the nearest that can. */
final class Misuse {

  private static final Pattern CHOICE =
      Pattern.compile("(.*): expected one of \\[(.*)] \\(case-\\w+\\) but was '(.*)'");

  private static final Pattern UNKNOWN_SUBCOMMAND =
      Pattern.compile("Unknown subcommand '(.*)'\\.?");

  private Misuse() {}

  static String message(ParameterException e) {
    CommandLine command = e.getCommandLine();
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unknown(command, unmatched.getUnmatched().get(0));
    }
    String message = String.valueOf(e.getMessage());
    Matcher subcommand = UNKNOWN_SUBCOMMAND.matcher(message);
    return subcommand.matches()
        ? unknown(root(command), subcommand.group(1))
        : plain(message) + "; " + help(command);
  }

  private static CommandLine root(CommandLine command) {
    return command.getParent() == null ? command : root(command.getParent());
  }

  /** The parser's words for people who know no Java. */
  private static String plain(String message) {
    Matcher choice = CHOICE.matcher(message);
    if (choice.matches()) {
      return "%s: write one of %s, not %s"
          .formatted(choice.group(1), choice.group(2).toLowerCase(Locale.ROOT), choice.group(3));
    }
    return message
        .replaceFirst("is not an? (int|long)$", "is not a whole number")
        .replaceFirst("is not an? (float|double)$", "is not a number");
  }

  private static String unknown(CommandLine command, String word) {
    if (word.startsWith("-")) {
      String name = word.split("=", 2)[0];
      return "%s: there is no option %s%s; %s"
          .formatted(words(command), name, meant(name, options(command)), help(command));
    }
    if (command.getParent() == null) {
      return "there is no command %s%s; %s"
          .formatted(
              word, meant(word, List.copyOf(command.getSubcommands().keySet())), help(command));
    }
    return "%s: what is %s for? options begin with --; %s"
        .formatted(words(command), word, help(command));
  }

  private static String meant(String word, List<String> known) {
    return NearestWord.to(word, known).map(best -> ", did you mean " + best + "?").orElse("");
  }

  private static List<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> List.of(option.names()).stream())
        .toList();
  }

  private static String words(CommandLine command) {
    return command.getCommandSpec().qualifiedName().replaceFirst("^fluxbar ", "");
  }

  private static String help(CommandLine command) {
    return "'%s --help' shows what there is".formatted(command.getCommandSpec().qualifiedName());
  }
}
