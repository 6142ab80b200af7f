package dev.fluxbar.app.export;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Tables as CSV: one a matrix, one a group of columns of one length, one of all single values, and
 * one that says where they come from. Every header has the unit in parentheses.
 */
final class CsvTables {
  private final Map<String, StringBuilder> tables = new LinkedHashMap<>();

  private CsvTables(RunExport run) {
    StringBuilder provenance = table("provenance", "name (1),value (1)");
    run.provenance().forEach((name, value) -> line(provenance, List.of(name, value)));
    Map<String, List<Quantity>> columns = new LinkedHashMap<>();
    for (Quantity one : run.quantities()) {
      if (one.isMatrix()) {
        matrix(one);
      } else {
        String key = one.length() == 1 ? "values" : one.group() + " " + one.length();
        columns.computeIfAbsent(key, k -> new ArrayList<>()).add(one);
      }
    }
    columns.forEach(
        (key, group) -> {
          if (key.equals("values")) {
            singles(group);
          } else {
            columns(group);
          }
        });
  }

  private StringBuilder table(String path, String header) {
    String name = path.replace('/', '-');
    int n = 2;
    String free = name;
    while (tables.containsKey(free + ".csv")) {
      free = name + "-" + n++;
    }
    StringBuilder text = new StringBuilder(header).append('\n');
    tables.put(free + ".csv", text);
    return text;
  }

  private void singles(List<Quantity> values) {
    StringBuilder text = table("values", "name (1),value (see unit),unit (1)");
    for (Quantity one : values) {
      line(text, List.of(one.path(), one.text(0), one.unit()));
    }
  }

  private void matrix(Quantity one) {
    double[][] rows = (double[][]) one.values();
    List<String> header = new ArrayList<>();
    for (int j = 0; j < rows[0].length; j++) {
      header.add("column %d (%s)".formatted(j + 1, one.unit()));
    }
    StringBuilder text = table(one.path(), String.join(",", header));
    for (double[] row : rows) {
      List<String> values = new ArrayList<>();
      for (double value : row) {
        values.add(String.valueOf(value));
      }
      line(text, values);
    }
  }

  private void columns(List<Quantity> group) {
    List<String> header = new ArrayList<>();
    group.forEach(one -> header.add("%s (%s)".formatted(one.name(), one.unit())));
    StringBuilder text = table(group.get(0).group(), String.join(",", header));
    for (int i = 0; i < group.get(0).length(); i++) {
      List<String> row = new ArrayList<>();
      for (Quantity one : group) {
        row.add(one.text(i));
      }
      line(text, row);
    }
  }

  private static void line(StringBuilder text, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ",").append(quoted(values.get(i)));
    }
    text.append('\n');
  }

  /** RFC 4180. */
  private static String quoted(String value) {
    return value.matches("[^\",\\r\\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  static void zip(RunExport run, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, StringBuilder> one : new CsvTables(run).tables.entrySet()) {
      zip.putNextEntry(new ZipEntry(one.getKey()));
      zip.write(one.getValue().toString().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    zip.finish();
  }

  static List<String> folder(RunExport run, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BadInput(
          folder + ": the folder cannot be made; check its permissions or name another", e);
    }
    Map<String, StringBuilder> tables = new CsvTables(run).tables;
    tables.forEach(
        (name, text) ->
            WholeFile.write(
                folder.resolve(name), text.toString().getBytes(StandardCharsets.UTF_8)));
    return List.copyOf(tables.keySet());
  }
}
