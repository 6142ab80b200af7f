package dev.fluxbar.app.config;

import java.util.List;
import java.util.Map;

/** A part of a configuration file and the line it starts in: a mapping, a list or a plain value. */
public sealed interface YamlNode {

  /** The line, one-based. */
  int line();

  /** Keys in the file's order. */
  record Mapping(int line, Map<String, Entry> entries) implements YamlNode {}

  /** A value and the line of its key. */
  record Entry(int keyLine, YamlNode value) {}

  record Items(int line, List<YamlNode> items) implements YamlNode {}

  /** A text, number or truth value as it is written; {@code missing} when nothing is written. */
  record Scalar(int line, String text, boolean missing) implements YamlNode {}
}
