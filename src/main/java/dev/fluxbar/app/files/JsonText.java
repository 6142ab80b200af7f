package dev.fluxbar.app.files;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Matrix;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Matrices and networks as JSON text that people can read: one matrix row a line. */
final class JsonText {

  private JsonText() {}

  static byte[] matrix(Matrix matrix) {
    return bytes(append(new StringBuilder(), matrix, ""));
  }

  static byte[] network(NetworkFile network) {
    StringBuilder text = new StringBuilder("{\n");
    network.activation().ifPresent(a -> text.append(activation(a)));
    return bytes(append(text.append("  \"layers\": "), network.layers()).append("\n}"));
  }

  static byte[] memductances(List<Matrix> siemens) {
    StringBuilder text = new StringBuilder("{\n  \"memductances-siemens\": ");
    return bytes(append(text, siemens).append("\n}"));
  }

  private static String activation(Activation activation) {
    Optional<String> name = NamedActivation.nameOf(activation);
    return name.isPresent()
        ? "  \"activation\": \"%s\",\n".formatted(name.get())
        : "  \"activation\": {\"amplitude-volts\": %s, \"scale-amperes\": %s},\n"
            .formatted(activation.amplitudeVolts(), activation.scaleAmperes());
  }

  private static StringBuilder append(StringBuilder text, List<Matrix> matrices) {
    text.append("[\n");
    for (int l = 0; l < matrices.size(); l++) {
      append(text.append(l == 0 ? "    " : ",\n    "), matrices.get(l), "    ");
    }
    return text.append("\n  ]");
  }

  private static StringBuilder append(StringBuilder text, Matrix matrix, String indent) {
    text.append('[');
    for (int k = 0; k < matrix.rows(); k++) {
      text.append(k == 0 ? "" : ",").append('\n').append(indent).append("  [");
      for (int j = 0; j < matrix.columns(); j++) {
        text.append(j == 0 ? "" : ", ").append(matrix.at(k, j));
      }
      text.append(']');
    }
    return text.append('\n').append(indent).append(']');
  }

  private static byte[] bytes(StringBuilder text) {
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }
}
