package dev.fluxbar.daemon.scpi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All commands by their headers, in long and short forms (SCPI-99 volume 1, 6.2). */
final class CommandTree {
  private static final Pattern PART = Pattern.compile("(\\[)?:?([A-Za-z]+)\\]?");
  private static final Pattern SUFFIXED = Pattern.compile("([A-Z_]+)([0-9]+)");

  private final Node root = new Node();
  private final Map<String, Command> common = new HashMap<>();
  private final List<Command> commands;

  /** A place in the tree. */
  static final class Node {
    private final Map<String, Node> children = new HashMap<>();
    private Optional<Command> order = Optional.empty();
    private Optional<Command> query = Optional.empty();

    private Node child(String keyword) {
      Node child = children.computeIfAbsent(keyword.toUpperCase(Locale.ROOT), k -> new Node());
      children.put(Mnemonic.brief(keyword), child);
      return child;
    }

    private void put(Command command) {
      Optional<Command> before = command.query() ? query : order;
      if (before.isPresent()) {
        throw new IllegalStateException("scpi: two are called " + command.pattern());
      }
      if (command.query()) {
        query = Optional.of(command);
      } else {
        order = Optional.of(command);
      }
    }
  }

  /**
   * What a header means.
   *
   * @param path from where the header of the next unit counts
   */
  record Found(Command command, Node path) {}

  CommandTree(List<Command> commands) {
    this.commands = List.copyOf(commands);
    for (Command command : commands) {
      if (command.pattern().startsWith("*")) {
        common.put(command.pattern().substring(1), command);
      } else {
        put(command);
      }
    }
  }

  private void put(Command command) {
    List<String> keywords = new ArrayList<>();
    List<Boolean> optional = new ArrayList<>();
    Matcher part = PART.matcher(command.pattern());
    while (part.find()) {
      optional.add(part.group(1) != null);
      keywords.add(part.group(2));
    }
    put(root, command, keywords, optional, 0);
  }

  private static void put(
      Node node, Command command, List<String> keywords, List<Boolean> optional, int i) {
    if (i == keywords.size()) {
      node.put(command);
      return;
    }
    put(node.child(keywords.get(i)), command, keywords, optional, i + 1);
    if (optional.get(i)) {
      put(node, command, keywords, optional, i + 1);
    }
  }

  Node root() {
    return root;
  }

  List<Command> commands() {
    return commands;
  }

  /**
   * The command of a unit.
   *
   * @param path where the unit before it has left
   * @throws ScpiRefusal if there is none
   */
  Found find(Unit unit, Node path) {
    if (unit.common()) {
      String name = unit.mnemonics().get(0) + (unit.query() ? "?" : "");
      Command command = common.get(name);
      if (command == null) {
        throw undefined(unit);
      }
      return new Found(command, path);
    }
    Node above = unit.absolute() ? root : path;
    Node here = above;
    for (String mnemonic : unit.mnemonics()) {
      above = here;
      here = step(here, mnemonic, unit);
    }
    Optional<Command> command = unit.query() ? here.query : here.order;
    return new Found(command.orElseThrow(() -> undefined(unit)), above);
  }

  private static Node step(Node from, String mnemonic, Unit unit) {
    Node exact = from.children.get(mnemonic);
    if (exact != null) {
      return exact;
    }
    Matcher suffixed = SUFFIXED.matcher(mnemonic);
    Node base = suffixed.matches() ? from.children.get(suffixed.group(1)) : null;
    if (base == null) {
      throw undefined(unit);
    }
    // Each thing is there once: only the suffix 1 names it (SCPI-99 volume 1, 6.2.5.2).
    if (!suffixed.group(2).matches("0*1")) {
      throw new ScpiRefusal(ScpiError.SUFFIX_OUT_OF_RANGE, unit.header());
    }
    return base;
  }

  private static ScpiRefusal undefined(Unit unit) {
    return new ScpiRefusal(ScpiError.UNDEFINED_HEADER, unit.header());
  }
}
