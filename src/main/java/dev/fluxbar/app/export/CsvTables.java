package dev.fluxbar.app.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Tables as CSV: one a matrix, one a group of columns of one length, one of all single values, and
 * one that says where they come from. Every header has the unit in parentheses.
 */
final class CsvTables {

  /** Where tables go, one after the other. */
  private interface Shelf {

    /** A new one; the one before is whole. */
    Writer begin(String name) throws IOException;

    void end(Writer table) throws IOException;
  }

  private interface Rows {
    void write(Writer table) throws IOException;
  }

  private final Shelf shelf;
  private final Set<String> names = new LinkedHashSet<>();
  private final List<String[]> singles = new ArrayList<>();

  private CsvTables(Shelf shelf) {
    this.shelf = shelf;
  }

  static void zip(RunContents run, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    new CsvTables(
            new Shelf() {
              @Override
              public Writer begin(String name) throws IOException {
                zip.putNextEntry(new ZipEntry(name));
                return new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
              }

              @Override
              public void end(Writer table) throws IOException {
                table.flush();
                zip.closeEntry();
              }
            })
        .all(run);
    zip.finish();
  }

  /** Returns the names of the files. */
  static List<String> folder(RunContents run, Path folder) throws IOException {
    Files.createDirectories(folder);
    CsvTables tables =
        new CsvTables(
            new Shelf() {
              @Override
              public Writer begin(String name) throws IOException {
                return Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8);
              }

              @Override
              public void end(Writer table) throws IOException {
                table.close();
              }
            });
    tables.all(run);
    return List.copyOf(tables.names);
  }

  private void all(RunContents run) throws IOException {
    table(
        "provenance",
        "name (1),value (1)",
        table -> {
          for (Map.Entry<String, String> one : run.provenance().entrySet()) {
            line(table, List.of(one.getKey(), one.getValue()));
          }
        });
    run.forEach(this::section);
    if (!singles.isEmpty()) {
      table(
          "values",
          "name (1),value (see unit),unit (1)",
          table -> {
            for (String[] one : singles) {
              line(table, List.of(one));
            }
          });
    }
  }

  private void table(String path, String header, Rows rows) throws IOException {
    String name = path.replace('/', '-');
    int n = 2;
    String free = name + ".csv";
    while (!names.add(free)) {
      free = "%s-%d.csv".formatted(name, n++);
    }
    Writer table = shelf.begin(free);
    try {
      table.write(header);
      table.write('\n');
      rows.write(table);
    } finally {
      shelf.end(table);
    }
  }

  private void section(List<Quantity> quantities) throws IOException {
    Map<String, List<Quantity>> columns = new LinkedHashMap<>();
    for (Quantity one : quantities) {
      if (one.values().isMatrix()) {
        matrix(one);
      } else if (one.values().rows() == 1) {
        try (Values.Cursor only = one.values().read()) {
          singles.add(new String[] {one.path(), String.valueOf(only.next()), one.unit()});
        }
      } else {
        String key = one.group() + " " + one.values().rows();
        columns.computeIfAbsent(key, k -> new ArrayList<>()).add(one);
      }
    }
    for (List<Quantity> group : columns.values()) {
      columns(group);
    }
  }

  private void matrix(Quantity one) throws IOException {
    Values values = one.values();
    List<String> header = new ArrayList<>();
    for (int j = 0; j < values.columns(); j++) {
      header.add("column %d (%s)".formatted(j + 1, one.unit()));
    }
    table(
        one.path(),
        String.join(",", header),
        table -> {
          try (Values.Cursor cursor = values.read()) {
            for (long k = 0; k < values.rows(); k++) {
              List<String> row = new ArrayList<>();
              for (int j = 0; j < values.columns(); j++) {
                row.add(String.valueOf(cursor.next()));
              }
              line(table, row);
            }
          }
        });
  }

  private void columns(List<Quantity> group) throws IOException {
    List<String> header = new ArrayList<>();
    group.forEach(one -> header.add("%s (%s)".formatted(one.name(), one.unit())));
    table(
        group.get(0).group(),
        String.join(",", header),
        table -> {
          List<Values.Cursor> cursors = new ArrayList<>();
          try {
            for (Quantity one : group) {
              cursors.add(one.values().read());
            }
            for (long i = 0; i < group.get(0).values().rows(); i++) {
              List<String> row = new ArrayList<>();
              for (Values.Cursor cursor : cursors) {
                row.add(String.valueOf(cursor.next()));
              }
              line(table, row);
            }
          } finally {
            for (Values.Cursor cursor : cursors) {
              cursor.close();
            }
          }
        });
  }

  private static void line(Writer table, List<String> values) throws IOException {
    for (int i = 0; i < values.size(); i++) {
      table.write(i == 0 ? "" : ",");
      table.write(quoted(values.get(i)));
    }
    table.write('\n');
  }

  /** RFC 4180. */
  private static String quoted(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (",\"\r\n".indexOf(value.charAt(i)) >= 0) {
        return '"' + value.replace("\"", "\"\"") + '"';
      }
    }
    return value;
  }
}
