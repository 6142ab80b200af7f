package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fluxbar.journal.Entry;
import dev.fluxbar.journal.RunLog;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs are computed again, exported and reported, by what is in their folders alone. */
class RunsCommandTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  private final Path folder;
  private final Path run;

  RunsCommandTest(@TempDir Path folder) {
    this.folder = folder;
    this.run = folder.resolve("run");
  }

  private void done(String commandLine) {
    List<String> arguments = new ArrayList<>(List.of(commandLine.split(" ")));
    arguments.addAll(List.of("--quiet", "--transport", "memory", "--run-dir", run.toString()));
    CommandRun made = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(made.exit()).as(made.err()).isIn(ExitCode.DONE, ExitCode.PHYSICS_SAID_NO);
  }

  private CommandRun replay() {
    return CommandRun.of("runs", "replay", run.toString(), "--json", "--quiet");
  }

  private static JsonNode json(CommandRun of) throws IOException {
    return MAPPER.readTree(of.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "read",
        "read --cell 1,2,1 --repeat 40",
        "write --cell 1,3,1 --siemens 2.5",
        "write --target academic --method model --seed 5",
        "infer --input=-1,1 --input=0.5,0.25",
        "check --pulses",
        "read --bench emulator:gpio --cell 1,1,1",
        "read --bench emulator:openmena",
        "read --bench emulator:noisy --seed 7 --cell 1,2,3"
      })
  void everyResultFollowsFromItsJournal(String commandLine) throws IOException {
    done(commandLine);
    CommandRun again = replay();
    assertThat(again.exit()).as("%s%s", again.out(), again.err()).isEqualTo(ExitCode.DONE);
    JsonNode told = json(again);
    assertThat(told.path("equal").asBoolean()).isTrue();
    assertThat(told.path("replayed")).isEqualTo(told.path("programs"));
    assertThat(told.path("values-compared").asInt()).isGreaterThan(1);
  }

  @Test
  void aFileThatWasNamedMayChangeAfterwards() throws IOException {
    Path inputs = folder.resolve("inputs.csv");
    Files.writeString(inputs, "1,0\n0.5,-0.25\n");
    done("infer --inputs=" + inputs);
    Files.writeString(inputs, "0,1\n0,0\n");
    assertThat(replay().exit()).isEqualTo(ExitCode.DONE);
    Files.writeString(run.resolve("inputs/1-inputs.csv"), "0,1\n0,0\n");
    CommandRun other = replay();
    assertThat(other.exit()).isEqualTo(ExitCode.PHYSICS_SAID_NO);
    assertThat(other.err()).contains("it is not the one that was sent then");
  }

  /** The journal with another entry in the place of each that is changed. */
  private void forge(UnaryOperator<Entry> change) throws IOException {
    Path log = run.resolve(RunLog.FILE);
    List<Entry> entries = RunLog.read(log);
    Files.delete(log);
    try (RunLog forged = RunLog.begin(log)) {
      entries.forEach(entry -> forged.write(change.apply(entry)));
    }
  }

  @Test
  void tellsAResultThatDoesNotFollow() throws IOException {
    done("infer --input=-1,1");
    forge(
        entry ->
            entry instanceof Entry.Note note && note.name().equals("result")
                ? new Entry.Note(
                    "result", note.json().replace("\"bench-seconds\":", "\"bench-seconds\":1"))
                : entry);
    CommandRun other = replay();
    assertThat(other.exit()).isEqualTo(ExitCode.PHYSICS_SAID_NO);
    JsonNode first = json(other).path("first-difference");
    assertThat(first.path("recorded")).isNotEqualTo(first.path("computed"));
    assertThat(other.err()).contains("recorded=").contains("computed=");
  }

  /** A raw sum that is one count off makes another current than the one beside it. */
  @Test
  void tellsACountThatMakesOtherAmperes() throws IOException {
    done("read --cell 1,2,1");
    forge(entry -> entry instanceof Entry.Result result ? oneCountMore(result) : entry);
    CommandRun other = replay();
    assertThat(other.exit()).isEqualTo(ExitCode.PHYSICS_SAID_NO);
    assertThat(other.err()).contains("raw-sum=").contains("computed-amperes=");
    assertThat(json(other).path("first-difference").has("current")).isTrue();
  }

  private static Entry oneCountMore(Entry.Result result) {
    List<Sample> samples = new ArrayList<>(result.recording().samples());
    Sample first = samples.get(0);
    long[] sums = first.rawSums();
    sums[0]++;
    samples.set(
        0, new Sample(first.place(), first.atSeconds(), first.amperes(), sums, first.saturated()));
    return new Entry.Result(
        result.number(), new Recording(result.recording().benchSeconds(), samples));
  }

  @Test
  void saysHowFarARunThatDiedCanBeReplayed() throws IOException {
    done("write --cell 1,3,1 --siemens 2.5");
    Path log = run.resolve(RunLog.FILE);
    List<Entry> entries = RunLog.read(log);
    Files.delete(log);
    try (RunLog died = RunLog.begin(log)) {
      entries.subList(0, entries.size() - 2).forEach(died::write); // nor its last recording
    }
    CommandRun half = replay();
    assertThat(half.exit()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(half.err()).contains("the run came to no result").contains("replayed=");
    Files.delete(log);
    assertThat(replay().err()).contains("journal=none");
  }

  @Test
  void hdf5OpensInPythonWithUnitsAndProvenance() throws Exception {
    done("read --seed 11");
    Path file = folder.resolve("run.h5");
    assertThat(export("hdf5", file).exit()).isEqualTo(ExitCode.DONE);
    JsonNode read = MAPPER.readTree(python(file));
    JsonNode result = MAPPER.readTree(Files.readString(run.resolve("result.json")));
    assertThat(read.path("siemens")).isEqualTo(result.path("memductances-siemens").path(1));
    assertThat(read.path("units").toString()).isEqualTo("[\"S\",\"A\",\"V s\",\"1\"]");
    assertThat(read.path("undescribed").asInt()).isZero();
    assertThat(read.path("root").path("command").asText()).isEqualTo("read");
    assertThat(read.path("root").path("seed").asText()).isEqualTo("11");
    assertThat(read.path("root").path("board").asText()).isNotEqualTo("none");
    assertThat(read.path("samples").asInt()).isGreaterThan(20);
    assertThat(read.path("raw").asText()).isEqualTo("int64");
  }

  /** Values, attributes, and how many datasets have no unit or description. */
  private static String python(Path file) throws Exception {
    assumeTrue(
        Files.isExecutable(PYTHON)
            && new ProcessBuilder(PYTHON.toString(), "-c", "import h5py").start().waitFor() == 0,
        "python3 with h5py is not installed");
    String script =
        """
        import h5py, json, sys
        f = h5py.File(sys.argv[1], 'r')
        text = lambda x: x.decode() if isinstance(x, bytes) else str(x)
        bare = []
        f.visititems(lambda n, o: bare.append(n) if isinstance(o, h5py.Dataset)
            and not {'unit', 'description'} <= set(o.attrs) else None)
        names = ['result/memductances-siemens/array-2', 'samples/amperes',
            'ledger-before/volt-seconds/array-1', 'samples/row']
        print(json.dumps({
            'siemens': f[names[0]][:].tolist(),
            'units': [text(f[n].attrs['unit']) for n in names],
            'undescribed': len(bare),
            'samples': len(f['samples/raw-sum']),
            'raw': str(f['samples/raw-sum'].dtype),
            'root': {k: text(v) for k, v in f.attrs.items()}}))
        """;
    Process process =
        new ProcessBuilder(PYTHON.toString(), "-c", script, file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  private CommandRun export(String format, Path out) {
    return CommandRun.of(
        "runs", "export", run.toString(), "--format", format, "--out", out.toString(), "--json");
  }

  @Test
  void csvHasAUnitInEveryHeaderAndEveryBit() throws IOException {
    done("infer --input=-1,1");
    Path tables = folder.resolve("tables");
    CommandRun made = export("csv", tables);
    assertThat(made.exit()).as(made.err()).isEqualTo(ExitCode.DONE);
    try (Stream<Path> files = Files.list(tables)) {
      for (Path file : files.toList()) {
        List<String> lines = Files.readAllLines(file);
        assertThat(List.of(lines.get(0).split(",")))
            .as("%s: %s", file, lines.get(0))
            .allMatch(column -> column.matches("[^()]+ \\(([A-Za-z]+( s)?|1|see unit)\\)"));
        assertThat(lines).hasSizeGreaterThan(1);
      }
    }
    assertThat(json(made).path("tables").toString()).contains("samples.csv").contains("values.csv");
    assertThat(Files.readString(tables.resolve("provenance.csv"))).contains("command,infer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"npz", "json"})
  void exportsForOtherPrograms(String format) throws IOException {
    done("read --cell 1,2,1");
    Path file = folder.resolve("run." + format);
    assertThat(export(format, file).exit()).isEqualTo(ExitCode.DONE);
    if (format.equals("json")) {
      JsonNode all = MAPPER.readTree(file.toFile());
      JsonNode siemens = all.path("quantities").path("result/memductance-siemens");
      JsonNode result = MAPPER.readTree(run.resolve("result.json").toFile());
      assertThat(siemens.path("unit").asText()).isEqualTo("S");
      assertThat(siemens.path("values").path(0)).isEqualTo(result.path("memductance-siemens"));
    } else {
      try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(file.toFile())) {
        assertThat(zip.getEntry("samples.raw-sum.npy")).isNotNull();
        byte[] array = zip.getInputStream(zip.getEntry("samples.raw-sum.npy")).readAllBytes();
        int header = 10 + (array[8] & 0xff) + 256 * array[9];
        assertThat(header % 64).as("aligned").isZero();
        assertThat(new String(array, 10, header - 10, StandardCharsets.US_ASCII))
            .contains("'descr': '<i8'")
            .contains("'shape': (%d,)".formatted((array.length - header) / 8));
      }
    }
  }

  @Test
  void aRunWithoutAPageGetsOne() throws IOException {
    done("write --cell 1,3,1 --siemens 2.5");
    Path page = run.resolve("report.html");
    assertThat(page).doesNotExist();
    CommandRun made = CommandRun.of("runs", "report", run.toString(), "--json", "--quiet");
    assertThat(json(made).path("report").asText()).isEqualTo(page.toString());
    assertThat(Files.readString(page)).contains("siemens").contains("emulator:academic");
  }
}
