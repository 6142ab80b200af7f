package dev.fluxbar.app.config;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.DecimalNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoublePredicate;

/** One level of a configuration file: its known keys, read as typed values with defaults. */
public final class Section {
  private final String file;
  private final String prefix;
  private final YamlNode.Mapping mapping;

  private Section(String file, String prefix, YamlNode.Mapping mapping, Set<String> known) {
    this.file = file;
    this.prefix = prefix;
    this.mapping = mapping;
    for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
      if (!known.contains(entry.getKey())) {
        String meant =
            NearestWord.to(entry.getKey(), known)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("known are " + String.join(", ", new TreeSet<>(known)));
        throw new BadInput(
            "%s: line=%d, key=%s; there is no such key, %s"
                .formatted(file, entry.getValue().keyLine(), prefix + entry.getKey(), meant));
      }
    }
  }

  /** The whole file; any key but the known ones is refused. */
  static Section of(String file, byte[] yaml, String... known) {
    return of(file, yaml, YamlBounds.DESCRIPTION, known);
  }

  /**
   * As {@link #of(String, byte[], String...)}, of a file that may be larger or deeper.
   *
   * @throws BadInput if it is not YAML within the bounds, or has another key
   */
  public static Section of(String file, byte[] yaml, YamlBounds bounds, String... known) {
    return new Section(file, "", YamlReader.read(file, yaml, bounds), Set.of(known));
  }

  /** A node of this file as a section of its own, an empty one if nothing is written there. */
  public Section of(YamlNode node, String path, String... known) {
    YamlNode.Mapping below =
        node instanceof YamlNode.Scalar scalar && (scalar.missing() || scalar.text().isEmpty())
            ? new YamlNode.Mapping(node.line(), Map.of())
            : mapping(node, path, known);
    return new Section(file, path + ".", below, Set.of(known));
  }

  /** The keys that are written, in their order, those without a value too. */
  public List<String> keys() {
    return List.copyOf(mapping.entries().keySet());
  }

  /** What is written under a key; the line of this section if the key is not there. */
  public YamlNode written(String key) {
    YamlNode.Entry entry = mapping.entries().get(key);
    return entry == null ? new YamlNode.Scalar(mapping.line(), "", true) : entry.value();
  }

  /** The line that this section starts in, one-based. */
  public int line() {
    return mapping.line();
  }

  /** The name of a key of this section in messages: {@code steps[2].write.pulses}. */
  public String path(String key) {
    return prefix + key;
  }

  /** The mapping under {@code key}, an empty one if it is not given. */
  Section section(String key, String... known) {
    YamlNode.Mapping below = new YamlNode.Mapping(mapping.line(), Map.of());
    Optional<YamlNode> node = node(key);
    if (node.isPresent()) {
      below = mapping(node.get(), prefix + key, known);
    }
    return new Section(file, prefix + key + ".", below, Set.of(known));
  }

  /** The mappings of the list under {@code key}. */
  List<Section> sections(String key, String... known) {
    List<Section> sections = new ArrayList<>();
    for (YamlNode item : items(key)) {
      String path = "%s%s[%d]".formatted(prefix, key, sections.size() + 1);
      sections.add(new Section(file, path + ".", mapping(item, path, known), Set.of(known)));
    }
    return sections;
  }

  private YamlNode.Mapping mapping(YamlNode node, String path, String... known) {
    if (node instanceof YamlNode.Mapping found) {
      return found;
    }
    throw wrong(node, path, "write the keys " + String.join(", ", known) + " below it");
  }

  /** What stands under a key, if anything does; a key without a value counts as not given. */
  public Optional<YamlNode> node(String key) {
    YamlNode.Entry entry = mapping.entries().get(key);
    return Optional.ofNullable(entry)
        .map(YamlNode.Entry::value)
        .filter(node -> !(node instanceof YamlNode.Scalar scalar && scalar.missing()));
  }

  public boolean has(String key) {
    return node(key).isPresent();
  }

  public Optional<String> text(String key) {
    return node(key).map(node -> scalar(node, prefix + key, "write one value").text());
  }

  public String requiredText(String key) {
    return text(key)
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () ->
                new BadInput(
                    "%s: key=%s; this key is required, add it".formatted(file, prefix + key)));
  }

  /** Refuses that nothing stands under a key, whatever kind of thing it would be. */
  public void requiredNode(String key) {
    if (!has(key)) {
      throw new BadInput("%s: key=%s; this key is required, add it".formatted(file, prefix + key));
    }
  }

  public double positive(String key, double fallback) {
    return number(key, fallback, value -> value > 0, "write a positive number");
  }

  public double number(String key, double fallback, DoublePredicate allowed, String advice) {
    return node(key).map(node -> number(node, prefix + key, allowed, advice)).orElse(fallback);
  }

  /** The number that a node of this file is. */
  public double number(YamlNode node, String path, DoublePredicate allowed, String advice) {
    String text = scalar(node, path, advice).text();
    if (DecimalNumber.isOne(text)) {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value) && allowed.test(value)) {
        return value;
      }
    }
    throw wrong(node, path, advice);
  }

  public int integer(String key, int fallback, int least, int most) {
    return (int) whole(key, fallback, least, most);
  }

  /** A whole number that a double holds exactly, when given. */
  public long whole(String key, long fallback, long least, long most) {
    String advice = "write a whole number from %d to %d".formatted(least, most);
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return fallback;
    }
    String text = scalar(node.get(), prefix + key, advice).text();
    if (text.matches("[+-]?[0-9]{1,18}")) {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw wrong(node.get(), prefix + key, advice);
  }

  public boolean truth(String key, boolean fallback) {
    return choice(key, Map.of("true", true, "false", false), fallback);
  }

  public <T> T choice(String key, Map<String, T> words, T fallback) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return fallback;
    }
    String advice = "write one of: " + String.join(", ", new TreeSet<>(words.keySet()));
    T chosen = words.get(scalar(node.get(), prefix + key, advice).text());
    if (chosen == null) {
      throw wrong(node.get(), prefix + key, advice);
    }
    return chosen;
  }

  /** What is listed under a key; nothing if the key is not given. */
  public List<YamlNode> items(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    return items(node.get(), prefix + key);
  }

  public List<YamlNode> items(YamlNode node, String path) {
    if (node instanceof YamlNode.Items list && !list.items().isEmpty()) {
      return list.items();
    }
    throw wrong(node, path, "write a list, such as [1, 2]");
  }

  /** The plain value that a node of this file is. */
  public YamlNode.Scalar scalar(YamlNode node, String path, String advice) {
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar;
    }
    throw wrong(node, path, advice);
  }

  /** The complaint about a key of this section. */
  public BadInput wrong(String key, String advice) {
    YamlNode.Entry entry = mapping.entries().get(key);
    return entry == null
        ? new BadInput("%s: key=%s; %s".formatted(file, prefix + key, advice))
        : wrong(entry.value(), prefix + key, advice);
  }

  /** The complaint about a node of this file. */
  public BadInput wrong(YamlNode node, String path, String advice) {
    String value =
        node instanceof YamlNode.Scalar scalar
            ? scalar.text()
            : node instanceof YamlNode.Items ? "a list" : "a mapping";
    return new BadInput(
        "%s: line=%d, key=%s, value=%s; %s".formatted(file, node.line(), path, value, advice));
  }

  public String file() {
    return file;
  }
}
