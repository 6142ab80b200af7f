package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fluxbar.app.lab.RunView;
import dev.fluxbar.app.lab.TestLab;
import dev.fluxbar.journal.Entry;
import dev.fluxbar.journal.RunLog;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of sequences, of a daemon's runs, of runs that died and of runs that were long. */
class RunsExportTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  private static final String STEPS =
      """
      steps:
        - write: {target: academic, method: model}
        - loop:
            times: 2
            steps: [{read: {}}]
        - infer: {inputs-volts: [[1, -1], [0.5, 0.25], [0, 1]]}
      """;

  private final Path folder;

  RunsExportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static JsonNode json(CommandRun of) throws IOException {
    assertThat(of.exit()).as(of.err()).isZero();
    return MAPPER.readTree(of.out());
  }

  private Path sequence() throws IOException {
    Path run = folder.resolve("run");
    Path text = Files.writeString(folder.resolve("s.yaml"), "name: s\n" + STEPS);
    CommandRun made =
        CommandRun.of(
            "run", text.toString(), "--transport", "memory", "--quiet", "--run-dir", "" + run);
    assertThat(made.exit()).as(made.err()).isZero();
    return run;
  }

  private Path hdf5(Path run) throws IOException {
    Path file = folder.resolve("run.h5");
    json(
        CommandRun.of(
            "runs", "export", "" + run, "--format", "hdf5", "--out", "" + file, "--json"));
    return file;
  }

  @Test
  void theStepsOfASequenceKeepTheirMatrices() throws IOException {
    Path run = sequence();
    JsonNode steps = MAPPER.readTree(run.resolve("result.json").toFile()).path("steps");
    try (HdfFile file = new HdfFile(hdf5(run))) {
      double[][] written =
          (double[][]) file.getDatasetByPath("steps/001-write/written-siemens/array-2").getData();
      double[][] target =
          (double[][]) file.getDatasetByPath("steps/001-write/target-siemens/array-2").getData();
      double[][] error =
          (double[][]) file.getDatasetByPath("steps/001-write/error-siemens/array-2").getData();
      assertThat(MAPPER.<JsonNode>valueToTree(written))
          .isEqualTo(steps.at("/0/result/written-siemens/1"));
      assertThat(error[1][2]).isEqualTo(written[1][2] - target[1][2]);
      assertThat(
              MAPPER.<JsonNode>valueToTree(
                  file.getDatasetByPath("steps/002.002.001-read/memductances-siemens/array-1")
                      .getData()))
          .isEqualTo(steps.at("/2/result/memductances-siemens/0"));
      assertThat(
              MAPPER.<JsonNode>valueToTree(
                  file.getDatasetByPath("steps/003-infer/outputs-volts").getData()))
          .isEqualTo(steps.at("/3/result/outputs-volts"));
      assertThat(file.getChild("result").isGroup()).isTrue();
      assertThat(file.getByPath("steps/003-infer").getAttribute("word").getData())
          .isEqualTo("infer");
    }
  }

  @Test
  void everyDatasetOfASequenceHasItsUnitAndEveryStepItsStory() throws Exception {
    assumeTrue(
        Files.isExecutable(PYTHON)
            && new ProcessBuilder(PYTHON.toString(), "-c", "import h5py").start().waitFor() == 0,
        "python3 with h5py is not installed");
    String script =
        """
        import h5py, json, sys
        f = h5py.File(sys.argv[1], 'r')
        text = lambda x: x.decode() if isinstance(x, bytes) else str(x)
        bare, units = [], {}
        def visit(name, node):
            if isinstance(node, h5py.Dataset):
                node[()]
                if not {'unit', 'description'} <= set(node.attrs): bare.append(name)
                else: units[name] = text(node.attrs['unit'])
        f.visititems(visit)
        print(json.dumps({'bare': bare, 'units': units, 'datasets': len(units),
            'steps': [n for n in f['steps'] if isinstance(f['steps'][n], h5py.Group)],
            'story': {k: text(v) for k, v in f['steps/002.001.001-read'].attrs.items()},
            'words': [text(w) for w in f['steps/word'][:]],
            'shape': f['steps/003-infer/outputs-volts'].shape}))
        """;
    Process process =
        new ProcessBuilder(PYTHON.toString(), "-c", script, hdf5(sequence()).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    JsonNode told =
        MAPPER.readTree(
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertThat(process.waitFor()).isZero();
    assertThat(told.path("bare")).isEmpty();
    assertThat(told.path("datasets").asInt()).isGreaterThan(100);
    JsonNode units = told.path("units");
    assertThat(units.path("steps/001-write/error-siemens/array-1").asText()).isEqualTo("S");
    assertThat(units.path("steps/002.002.001-read/memductances-siemens/array-2").asText())
        .isEqualTo("S");
    assertThat(units.path("steps/003-infer/outputs-volts").asText()).isEqualTo("V");
    assertThat(told.path("steps").toString())
        .isEqualTo("[\"001-write\",\"002.001.001-read\",\"002.002.001-read\",\"003-infer\"]");
    assertThat(told.path("words").toString()).isEqualTo("[\"write\",\"read\",\"read\",\"infer\"]");
    assertThat(told.path("shape").toString()).isEqualTo("[3,2]");
    JsonNode story = told.path("story");
    assertThat(story.path("place").asText()).isEqualTo("2.1.1");
    assertThat(story.path("reached").asText()).isEqualTo("true");
    assertThat(story.path("began").asText()).matches("20..-.*Z");
    assertThat(story.path("ended").asText()).isGreaterThanOrEqualTo(story.path("began").asText());
  }

  @Test
  void aJournalThatIsTornAtItsEndIsExportedUntilThereAndItIsSaid() throws IOException {
    Path run = folder.resolve("run");
    CommandRun made =
        CommandRun.of(
            "write",
            "--target",
            "academic",
            "--method",
            "model",
            "--transport",
            "memory",
            "--quiet",
            "--run-dir",
            "" + run);
    assertThat(made.exit()).as(made.err()).isZero();
    Path log = run.resolve(RunLog.FILE);
    long programs = programs(run, "whole").path("values").size();
    byte[] bytes = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(bytes, bytes.length * 3 / 4));
    CommandRun torn =
        CommandRun.of(
            "runs",
            "export",
            "" + run,
            "--format",
            "csv",
            "--out",
            "" + folder.resolve("t"),
            "--json");
    int left = json(torn).path("torn-bytes").asInt();
    assertThat(left).isPositive();
    assertThat(torn.err()).contains("its last record was not finished, %d bytes".formatted(left));
    assertThat(Files.readString(folder.resolve("t/provenance.csv")))
        .contains("journal,\"its last record was not finished, %d bytes".formatted(left));
    assertThat(programs(run, "torn").path("values").size()).isPositive().isLessThan((int) programs);
  }

  private JsonNode programs(Path run, String name) throws IOException {
    Path file = folder.resolve(name + ".json");
    json(
        CommandRun.of(
            "runs", "export", "" + run, "--format", "json", "--out", "" + file, "--json"));
    return MAPPER.readTree(file.toFile()).path("quantities").path("programs/fate");
  }

  @Test
  void theRunsOfADaemonAreExportedReportedAndReplayedFromItsData() throws Exception {
    Path data = folder.resolve("data");
    String id;
    try (TestLab lab = TestLab.open(data, "a")) {
      RunView run = lab.order("a", STEPS);
      id = run.id();
      assertThat(lab.awaitEnd(id).state()).isEqualTo("done");
    }
    Path tables = folder.resolve("tables");
    JsonNode export =
        json(
            CommandRun.of(
                "runs",
                "export",
                id,
                "--data",
                "" + data,
                "--format",
                "csv",
                "--out",
                "" + tables,
                "--json",
                "--quiet"));
    assertThat(export.path("tables").toString())
        .contains("steps-001-write-error-siemens-array-1.csv", "samples.csv", "steps.csv");
    assertThat(Files.readAllLines(tables.resolve("steps-003-infer-outputs-volts.csv")))
        .hasSize(4)
        .first()
        .isEqualTo("column 1 (V),column 2 (V)");
    JsonNode report =
        json(CommandRun.of("runs", "report", id, "--data", "" + data, "--json", "--quiet"));
    assertThat(Files.readString(Path.of(report.path("report").asText())))
        .contains("emulator:academic")
        .contains("steps-ended");
    JsonNode replay =
        json(CommandRun.of("runs", "replay", "last", "--data", "" + data, "--json", "--quiet"));
    assertThat(replay.path("equal").asBoolean()).isTrue();
    assertThat(CommandRun.of("runs", "list", "--data", "" + folder.resolve("none")).err())
        .contains("there is no such folder");
  }

  /**
   * The journal has 48 MB and its samples 30 MB as columns: neither goes into a heap of 28 MB,
   * which is what the program itself needs and one record of 1.2 MB.
   */
  @Test
  void aLongRunNeedsTheMemoryOfOneProgram() throws Exception {
    Path run = folder.resolve("run");
    CommandRun.of(
        "read", "--cell", "1,1,1", "--transport", "memory", "--quiet", "--run-dir", "" + run);
    Path log = run.resolve(RunLog.FILE);
    Files.delete(log);
    Program program =
        new Program(
            List.of(Volts.of(new double[125_000])),
            List.of(new Step.Sense(0, 0, 1250, 0, 1), new Step.Sample(), new Step.Safe()));
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      samples.add(
          new Sample(
              new Sample.Place(1, 0, 0, 0, 0, 1), i, new double[1250], new long[1250], false));
    }
    try (RunLog written = RunLog.beginUnhurried(log)) {
      for (int i = 0; i < 40; i++) {
        written.write(new Entry.Intent(i, program));
        written.write(new Entry.Result(i, new Recording(1, samples)));
      }
    }
    Path tables = folder.resolve("tables");
    try (ChildProgram child = small("csv", run, tables)) {
      assertThat(child.exit()).as(child.err()).isZero();
    }
    try (Stream<String> lines = Files.lines(tables.resolve("samples.csv"))) {
      assertThat(lines.count()).isEqualTo(500_001);
    }
    Path file = folder.resolve("long.h5");
    try (ChildProgram child = small("hdf5", run, file)) {
      assertThat(child.exit()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(child.err()).contains("an HDF5 file is made in memory, allow more with");
    }
    assertThat(file).doesNotExist();
  }

  private ChildProgram small(String format, Path run, Path out) throws IOException {
    return ChildProgram.startSmall(
        folder, 28, "runs", "export", "" + run, "--format", format, "--out", "" + out);
  }
}
