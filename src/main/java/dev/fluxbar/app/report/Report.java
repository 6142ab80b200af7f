package dev.fluxbar.app.report;

import dev.fluxbar.array.Matrix;
import java.util.List;

/**
 * What a report of a run says, before it has a form.
 *
 * @param title what was done
 * @param summary the results that matter, in order
 * @param account what happened, one text a paragraph
 * @param figures pictures with their captions
 * @param tables matrices
 * @param provenance where it all comes from: version, bench, seed, command, date
 */
public record Report(
    String title,
    List<Fact> summary,
    List<String> account,
    List<Figure> figures,
    List<Table> tables,
    List<Fact> provenance) {

  /**
   * One line of a summary.
   *
   * @param name what it is
   * @param value its value with its unit
   */
  public record Fact(String name, String value) {}

  /**
   * A picture.
   *
   * @param caption what to see in it; also read out to those who cannot see it
   * @param image the picture
   */
  public record Figure(String caption, Png image) {}

  /**
   * A matrix to be read number by number.
   *
   * @param caption what it is
   * @param unit of its numbers; may be empty
   * @param matrix the numbers
   */
  public record Table(String caption, String unit, Matrix matrix) {}

  public Report {
    summary = List.copyOf(summary);
    account = List.copyOf(account);
    figures = List.copyOf(figures);
    tables = List.copyOf(tables);
    provenance = List.copyOf(provenance);
  }
}
