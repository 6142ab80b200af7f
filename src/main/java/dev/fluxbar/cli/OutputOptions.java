package dev.fluxbar.cli;

import dev.fluxbar.app.runs.ResultJson;
import java.util.Map;
import picocli.CommandLine.Option;

/** Who is told what. */
final class OutputOptions {

  @Option(
      names = "--json",
      description = "One JSON document on stdout; text for people goes to stderr.")
  boolean json;

  @Option(names = "--quiet", description = "No text for people; errors are still told.")
  boolean quiet;

  /** Who listens. */
  Terminal terminal() {
    return new Terminal(json ? System.err : System.out, quiet, Terminal.watched());
  }

  /** Prints the document, if it was asked for. */
  void print(Map<String, Object> values) {
    if (json) {
      System.out.println(ResultJson.document(values));
    }
  }
}
