package dev.fluxbar.cli;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.export.RunExport;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.operation.EarlierRuns;
import dev.fluxbar.app.runs.DataFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Write everything that a run left for other programs: its result, the ledger before it, its",
      "programs, and every sample with raw counts and amperes; with units and where it comes from."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar runs export last --format hdf5",
      "  fluxbar runs export 20261122-210140-read --format csv --out tables"
    })
final class RunsExportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "RUN",
      description = "A name from the list, the folder of a run, or last.")
  String run = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      required = true,
      description = "hdf5, csv (a folder of tables), npz or json.")
  RunExport.Format format = RunExport.Format.HDF5;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to. Default: the run's name with .h5, .npz or .json, here; or -csv.")
  @Nullable Path out;

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    Path folder = new EarlierRuns(DataFolder.current(), output.terminal()).find(run);
    RunExport export = RunExport.of(folder);
    boolean tables = format == RunExport.Format.CSV;
    String usual = export.provenance().get("run") + (tables ? "-csv" : "." + format.extension());
    Path target = out == null ? Path.of(usual) : out;
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("format", format.name().toLowerCase(Locale.ROOT));
    values.put("out", target.toString());
    if (tables) {
      values.put("tables", export.writeTables(target));
    } else {
      write(export, target);
    }
    output.terminal().say("Written to " + target);
    output.print(values);
    return ExitCode.DONE;
  }

  private void write(RunExport export, Path target) {
    WholeFile.checkTarget(target);
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(target))) {
      export.write(format, file);
    } catch (IOException e) {
      throw new BadInput(target + ": the file cannot be written; check the space on the disk", e);
    }
  }
}
