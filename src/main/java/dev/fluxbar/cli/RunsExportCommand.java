package dev.fluxbar.cli;

import dev.fluxbar.app.export.RunExport;
import dev.fluxbar.app.files.WholeFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Write everything that a run left for other programs, with units and where it comes from.",
      "Its result, the ledger before it, its programs, and every sample with raw counts and amperes."
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

  @Mixin final RunsOptions earlier = new RunsOptions();

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    Path folder = earlier.runs(output.terminal()).find(run);
    RunExport export = RunExport.of(folder);
    boolean tables = format == RunExport.Format.CSV;
    String usual = export.provenance().get("run") + (tables ? "-csv" : "." + format.extension());
    Path target = out == null ? Path.of(usual) : out;
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("format", format.name().toLowerCase(Locale.ROOT));
    values.put("out", target.toString());
    RunExport.Written written = tables ? export.writeTables(target) : write(export, target);
    if (tables) {
      values.put("tables", written.files());
    }
    values.put("torn-bytes", written.tornBytes());
    output.terminal().say("Written to " + target);
    written.remark().ifPresent(output.terminal()::say);
    output.print(values);
    return ExitCode.DONE;
  }

  /** A file that was there stays as it was where this fails. */
  private RunExport.Written write(RunExport export, Path target) {
    WholeFile.checkTarget(target);
    AtomicReference<RunExport.Written> written = new AtomicReference<>();
    WholeFile.write(target, file -> written.set(export.write(format, file)));
    return Objects.requireNonNull(written.get());
  }
}
