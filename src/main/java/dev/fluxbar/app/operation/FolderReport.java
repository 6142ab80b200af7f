package dev.fluxbar.app.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.export.RunExport;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.report.HtmlReport;
import dev.fluxbar.app.report.Png;
import dev.fluxbar.app.report.Report;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.app.runs.RunPlace;
import dev.fluxbar.app.runs.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The page of a run that has none, made of what its folder holds: how it ended, the single values
 * of its result, its pictures, and where it comes from.
 */
public final class FolderReport {

  private FolderReport() {}

  /**
   * The page of a run; one that its command has written stays as it is.
   *
   * @param runFolder of the run
   * @return where the page is
   * @throws BadInput if the folder holds no run or cannot be written to
   */
  public static Path of(Path runFolder) {
    Path page = runFolder.resolve(RunReport.FILE);
    if (Files.isRegularFile(page)) {
      return page;
    }
    RunRecord record = RunRecord.read(runFolder);
    List<Report.Fact> facts = new ArrayList<>();
    facts.add(new Report.Fact("state", record.state().word()));
    if (!record.message().isEmpty()) {
      facts.add(new Report.Fact("message", record.message()));
    }
    Path result = runFolder.resolve("result.json");
    if (Files.isRegularFile(result)) {
      facts("", ResultJson.node(new String(WholeFile.read(result), StandardCharsets.UTF_8)), facts);
    }
    List<Report.Fact> provenance = new ArrayList<>();
    for (Map.Entry<String, String> one : RunExport.of(runFolder).provenance().entrySet()) {
      provenance.add(new Report.Fact(one.getKey(), one.getValue()));
    }
    Report report =
        new Report(
            RunPlace.name(runFolder), facts, List.of(), pictures(runFolder), List.of(), provenance);
    WholeFile.write(page, HtmlReport.render(report).getBytes(StandardCharsets.UTF_8));
    return page;
  }

  private static void facts(String above, JsonNode object, List<Report.Fact> facts) {
    for (Map.Entry<String, JsonNode> one : object.properties()) {
      String name = above.isEmpty() ? one.getKey() : above + "." + one.getKey();
      if (one.getValue().isObject()) {
        facts(name, one.getValue(), facts);
      } else if (one.getValue().isValueNode()) {
        facts.add(new Report.Fact(name, one.getValue().asText()));
      }
    }
  }

  private static List<Report.Figure> pictures(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".png"))
          .sorted()
          .map(
              file ->
                  new Report.Figure(
                      RunPlace.name(file).replaceFirst("\\.png$", "").replace('-', ' '),
                      Png.drawn(WholeFile.read(file))))
          .toList();
    } catch (IOException e) {
      throw new BadInput(folder + ": the folder cannot be read; check its permissions", e);
    }
  }
}
