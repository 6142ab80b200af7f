package dev.fluxbar.app.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Matrix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Matrices in JSON: {@code [[...]]}, {@code [[[...]]]}, an object with {@code layers} and perhaps
 * {@code activation}, or an object with {@code memductances-siemens}, whose other keys are skipped:
 * what {@code fluxbar read --json} prints can be read back.
 */
final class JsonNetwork {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String name;
  private final JsonParser parser;
  private final Entries entries;

  private JsonNetwork(String name, JsonParser parser, Entries entries) {
    this.name = name;
    this.parser = parser;
    this.entries = entries;
  }

  static NetworkFile decode(String name, byte[] bytes, Entries entries) {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      JsonNetwork network = new JsonNetwork(name, parser, entries);
      NetworkFile file = network.document();
      if (parser.nextToken() != null) {
        throw network.wrong("the document ends before this, remove what follows");
      }
      return file;
    } catch (BadInput e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new BadInput(name + ": " + e.getMessage(), e);
    } catch (JsonProcessingException e) {
      throw new BadInput(
          "%s: line=%d, column=%d; this is not JSON (%s), mend it or write the file again"
              .formatted(
                  name,
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                  reason(e)),
          e);
    } catch (IOException e) {
      throw new BadInput(name + ": the JSON text cannot be read; write the file again", e);
    }
  }

  /** The parser's reason without its advice to programmers. */
  private static String reason(JsonProcessingException e) {
    return e.getOriginalMessage()
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll(": enable .*| \\(start marker .*", "");
  }

  private NetworkFile document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_ARRAY) {
      return new NetworkFile(Optional.empty(), stack());
    }
    if (first == JsonToken.START_OBJECT) {
      return object();
    }
    throw wrong("write a list of rows, or an object with the key layers or memductances-siemens");
  }

  private NetworkFile object() throws IOException {
    Optional<Activation> activation = Optional.empty();
    List<Matrix> layers = List.of();
    List<Matrix> siemens = List.of();
    List<String> others = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      switch (key) {
        case "activation" -> activation = Optional.of(activation());
        case "layers" -> layers = keyedStack(key);
        case "memductances-siemens" -> siemens = keyedStack(key);
        default -> {
          others.add(key);
          parser.skipChildren();
        }
      }
    }
    if (layers.isEmpty() == siemens.isEmpty()) {
      throw new BadInput(name + ": give exactly one of the keys layers and memductances-siemens");
    }
    if (!layers.isEmpty() && !others.isEmpty()) {
      throw new BadInput(
          "%s: key=%s; with layers the only other key is activation, remove or mend it"
              .formatted(name, others.get(0)));
    }
    return new NetworkFile(activation, layers.isEmpty() ? siemens : layers);
  }

  private Activation activation() throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      return scaledTanh();
    }
    String word = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
    Optional<Activation> named = NamedActivation.named(word);
    if (named.isEmpty()) {
      throw wrong("the key activation must be one of: " + NamedActivation.known());
    }
    return named.get();
  }

  private Activation scaledTanh() throws IOException {
    double amplitudeVolts = Double.NaN;
    double scaleAmperes = Double.NaN;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      if (!parser.nextToken().isNumeric()) {
        throw wrong("activation has the keys amplitude-volts and scale-amperes, both numbers");
      }
      switch (key) {
        case "amplitude-volts" -> amplitudeVolts = parser.getDoubleValue();
        case "scale-amperes" -> scaleAmperes = parser.getDoubleValue();
        default -> throw wrong("activation has the keys amplitude-volts and scale-amperes only");
      }
    }
    return new Activation(amplitudeVolts, scaleAmperes);
  }

  private List<Matrix> keyedStack(String key) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrong("the key " + key + " must be a list of matrices");
    }
    return stack();
  }

  /** The matrices of a list, or the one matrix that the list is; the list has just begun. */
  private List<Matrix> stack() throws IOException {
    List<Matrix> matrices = new ArrayList<>();
    begin("a matrix is a list of rows, write [[...]]");
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      return List.of(matrix());
    }
    parser.nextToken();
    matrices.add(matrix());
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      begun("a network is a list of matrices, each a list of rows");
      begin("a matrix is a list of rows, write [[...]]");
      parser.nextToken();
      matrices.add(matrix());
    }
    return matrices;
  }

  /** A matrix to its end; the parser stands on the first token inside its first row. */
  private Matrix matrix() throws IOException {
    RowCollector rows = new RowCollector(name, entries);
    row(rows);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      begun("every row must be a list of numbers");
      parser.nextToken();
      row(rows);
    }
    return rows.toMatrix();
  }

  private void row(RowCollector rows) throws IOException {
    while (parser.currentToken() != JsonToken.END_ARRAY) {
      rows.add(number(), line(), column());
      parser.nextToken();
    }
    rows.endRow(line());
  }

  private double number() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING && entries.isOpen(parser.getText())) {
      return Double.POSITIVE_INFINITY;
    }
    if (parser.currentToken() == null || !parser.currentToken().isNumeric()) {
      throw wrong("every entry of a row must be a finite number");
    }
    return parser.getDoubleValue();
  }

  private void begin(String advice) throws IOException {
    parser.nextToken();
    begun(advice);
  }

  private void begun(String advice) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrong(advice);
    }
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private int column() {
    return parser.currentTokenLocation().getColumnNr();
  }

  private BadInput wrong(String advice) throws IOException {
    String text = parser.currentToken() == null ? "end of file" : parser.getText();
    return new BadInput(
        "%s: line=%d, column=%d, found='%s'; %s".formatted(name, line(), column(), text, advice));
  }
}
