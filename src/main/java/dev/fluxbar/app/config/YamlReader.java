package dev.fluxbar.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.fluxbar.app.BadInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * YAML as a plain tree: no types, no aliases, one document, and no more levels and bytes than
 * bounds allow. A file can so neither make objects nor grow when read.
 */
final class YamlReader {
  /** Of the files that describe a bench or a board. */
  static final int LARGEST_BYTES = YamlBounds.DESCRIPTION.bytes();

  private final String name;
  private final YAMLParser parser;
  private final int deepest;

  private YamlReader(String name, YAMLParser parser, int deepest) {
    this.name = name;
    this.parser = parser;
    this.deepest = deepest;
  }

  /**
   * The mapping that a file is; an empty one if it holds comments alone.
   *
   * @param name the file, for messages
   */
  static YamlNode.Mapping read(String name, byte[] bytes, YamlBounds bounds) {
    if (bytes.length > bounds.bytes()) {
      throw new BadInput(
          "%s: bytes=%d; this file may have at most %d bytes"
              .formatted(name, bytes.length, bounds.bytes()));
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(bounds.bytes());
    options.setNestingDepthLimit(2 * bounds.levels());
    YAMLFactory factory = YAMLFactory.builder().loaderOptions(options).build();
    try (YAMLParser parser = factory.createParser(bytes)) {
      return new YamlReader(name, parser, bounds.levels()).document();
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new BadInput(
          "%s: line=%d; this is not YAML (%s), mend this line or the one before it"
              .formatted(name, line, e.getOriginalMessage().lines().findFirst().orElse("").strip()),
          e);
    } catch (IOException e) {
      throw new BadInput(name + ": this is not YAML text in UTF-8; write the file again", e);
    }
  }

  private YamlNode.Mapping document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return new YamlNode.Mapping(1, Map.of());
    }
    YamlNode root = node(1);
    if (parser.nextToken() != null) {
      throw refused("a second document starts here, keep one");
    }
    if (root instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    if (root instanceof YamlNode.Scalar scalar && scalar.missing()) {
      return new YamlNode.Mapping(1, Map.of());
    }
    throw new BadInput(
        "%s: line=%d; the file must be a list of keys with values, such as 'activation: tanh'"
            .formatted(name, root.line()));
  }

  private YamlNode node(int depth) throws IOException {
    if (depth > deepest) {
      throw refused("this is nested deeper than %d levels".formatted(deepest));
    }
    if (parser.isCurrentAlias() || parser.getObjectId() != null) {
      throw refused("anchors (&) and aliases (*) are not allowed, write the value out");
    }
    if (parser.getTypeId() != null) {
      throw refused("types (!) are not allowed, write the plain value");
    }
    int line = line();
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return mapping(line, depth);
    }
    if (token == JsonToken.START_ARRAY) {
      List<YamlNode> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(depth + 1));
      }
      return new YamlNode.Items(line, items);
    }
    return new YamlNode.Scalar(line, parser.getText(), token == JsonToken.VALUE_NULL);
  }

  private YamlNode.Mapping mapping(int line, int depth) throws IOException {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyLine = line();
      parser.nextToken();
      if (entries.put(key, new YamlNode.Entry(keyLine, node(depth + 1))) != null) {
        throw new BadInput(
            "%s: line=%d, key=%s; this key stands here twice, remove one"
                .formatted(name, keyLine, key));
      }
    }
    return new YamlNode.Mapping(line, entries);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private BadInput refused(String advice) {
    return new BadInput("%s: line=%d; %s".formatted(name, line(), advice));
  }
}
