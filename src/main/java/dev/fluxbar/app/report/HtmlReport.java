package dev.fluxbar.app.report;

import dev.fluxbar.array.Matrix;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A report as one HTML file that needs nothing else: style and pictures are in it, there are no
 * scripts, and every text is escaped. It follows the reader's choice of light or dark and fits a
 * phone.
 */
public final class HtmlReport {

  /** Larger matrices are summed up: no one reads 784 columns. */
  private static final int MOST_COLUMNS = 16;

  private static final int MOST_ROWS = 64;

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1f2328; --soft: #57606a; --paper: #ffffff;
        --line: #d8dee4; --tint: #f6f8fa; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa4af;
        --paper: #14181d; --line: #343b44; --tint: #1c2229; } }
      * { box-sizing: border-box; }
      body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem; color: var(--ink);
        background: var(--paper); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
      h1 { font-size: 1.7rem; line-height: 1.25; margin: 0.5rem 0 1.25rem; }
      h2 { font-size: 1.2rem; margin: 2.25rem 0 0.75rem; }
      table { border-collapse: collapse; }
      table.facts { width: 100%; }
      .facts th { text-align: left; font-weight: 400; color: var(--soft); width: 38%; }
      .facts th, .facts td { padding: 0.4rem 0.75rem 0.4rem 0; vertical-align: top;
        border-bottom: 1px solid var(--line); }
      .scroll { overflow-x: auto; margin: 0 0 1.5rem; }
      .matrix caption { text-align: left; padding: 0.25rem 0 0.5rem; }
      .matrix th { font-weight: 400; color: var(--soft); background: var(--tint); }
      .matrix th, .matrix td { padding: 0.3rem 0.7rem; text-align: right;
        border: 1px solid var(--line); font-variant-numeric: tabular-nums; overflow-wrap: normal; }
      figure { margin: 0 0 2rem; }
      figure img { display: block; width: 100%; height: auto; background: #ffffff;
        border: 1px solid var(--line); border-radius: 6px; }
      .picture { overflow-x: auto; }
      @media (max-width: 40rem) { figure img { width: 40rem; max-width: none; } }
      figcaption { color: var(--soft); padding-top: 0.5rem; }
      @media print { body { max-width: none; } figure, table { break-inside: avoid; } }
      """;

  private final StringBuilder html = new StringBuilder();

  private HtmlReport() {}

  /** The file's text, to be written in UTF-8. */
  public static String render(Report report) {
    HtmlReport page = new HtmlReport();
    page.head(report.title());
    page.facts("Summary", report.summary());
    page.account(report.account());
    page.figures(report.figures());
    page.tables(report.tables());
    page.facts("Provenance", report.provenance());
    return page.html.append("</main>\n</body>\n</html>\n").toString();
  }

  private void head(String title) {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        // Even if a text slipped through unescaped, it could load and run nothing.
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("img-src data:; style-src 'unsafe-inline'\">\n<title>")
        .append(escaped(title))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<main>\n<h1>")
        .append(escaped(title))
        .append("</h1>\n");
  }

  private void facts(String heading, List<Report.Fact> facts) {
    if (facts.isEmpty()) {
      return;
    }
    html.append("<h2>").append(heading).append("</h2>\n<table class=\"facts\">\n");
    for (Report.Fact fact : facts) {
      html.append("<tr><th scope=\"row\">")
          .append(escaped(fact.name()))
          .append("</th><td>")
          .append(escaped(fact.value()))
          .append("</td></tr>\n");
    }
    html.append("</table>\n");
  }

  private void account(List<String> paragraphs) {
    if (!paragraphs.isEmpty()) {
      html.append("<h2>What happened</h2>\n");
    }
    for (String paragraph : paragraphs) {
      html.append("<p>").append(escaped(paragraph)).append("</p>\n");
    }
  }

  private void figures(List<Report.Figure> figures) {
    if (!figures.isEmpty()) {
      html.append("<h2>Figures</h2>\n");
    }
    for (Report.Figure figure : figures) {
      html.append(
              "<figure>\n<div class=\"picture\" tabindex=\"0\"><img width=\"%d\" height=\"%d\" alt=\"%s\" src=\"data:image/png;base64,"
                  .formatted(
                      figure.image().width(), figure.image().height(), escaped(figure.caption())))
          .append(Base64.getEncoder().encodeToString(figure.image().bytes()))
          .append("\"></div>\n<figcaption>")
          .append(escaped(figure.caption()))
          .append("</figcaption>\n</figure>\n");
    }
  }

  private void tables(List<Report.Table> tables) {
    if (!tables.isEmpty()) {
      html.append("<h2>Matrices</h2>\n");
    }
    for (Report.Table table : tables) {
      String caption =
          escaped(table.caption()) + (table.unit().isEmpty() ? "" : " in " + escaped(table.unit()));
      if (table.matrix().columns() > MOST_COLUMNS || table.matrix().rows() > MOST_ROWS) {
        html.append("<p>").append(caption).append(": ").append(summed(table.matrix()));
        html.append("</p>\n");
      } else {
        matrix(caption, table.matrix());
      }
    }
  }

  private void matrix(String caption, Matrix matrix) {
    html.append("<div class=\"scroll\" tabindex=\"0\"><table class=\"matrix\">\n<caption>")
        .append(caption)
        .append("</caption>\n<tr><th scope=\"col\">row \\ column</th>");
    for (int j = 1; j <= matrix.columns(); j++) {
      html.append("<th scope=\"col\">").append(j).append("</th>");
    }
    html.append("</tr>\n");
    for (int k = 0; k < matrix.rows(); k++) {
      html.append("<tr><th scope=\"row\">").append(k + 1).append("</th>");
      for (int j = 0; j < matrix.columns(); j++) {
        html.append("<td>").append(number(matrix.at(k, j))).append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</table></div>\n");
  }

  private static String summed(Matrix matrix) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double mean = 0;
    for (double[] row : matrix.toArrays()) {
      for (double value : row) {
        least = Math.min(least, value);
        most = Math.max(most, value);
        mean += value / ((double) matrix.rows() * matrix.columns());
      }
    }
    return "%d x %d, from %s to %s, mean %s; every number is in result.json."
        .formatted(matrix.rows(), matrix.columns(), number(least), number(most), number(mean));
  }

  /** Five significant digits; large and small numbers with an exponent. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size < 1e-3 || size >= 1e6) {
      return String.format(Locale.ROOT, "%.4e", value);
    }
    int before = (int) Math.floor(Math.log10(size));
    return String.format(Locale.ROOT, "%." + Math.max(0, 4 - before) + "f", value);
  }

  /** Text that no browser takes for anything else, in content and in quoted attributes. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
