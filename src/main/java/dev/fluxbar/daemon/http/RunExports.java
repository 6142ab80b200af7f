package dev.fluxbar.daemon.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the folder of a run can be told as. */
public interface RunExports {

  /** The result alone, as it lies in the folder. */
  RunExports RESULT =
      new RunExports() {
        @Override
        public Map<String, String> types() {
          return Map.of("json", Route.JSON);
        }

        @Override
        public void write(Path runFolder, String format, OutputStream out) throws IOException {
          Files.copy(runFolder.resolve("result.json"), out);
        }
      };

  /** The type of each format, in the order of preference: the usual one first. */
  Map<String, String> types();

  /**
   * Writes a run.
   *
   * @param format one of {@link #types}
   * @throws IOException if its files cannot be read
   */
  void write(Path runFolder, String format, OutputStream out) throws IOException;
}
