package dev.fluxbar.app.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.algorithm.Certificate;
import dev.fluxbar.algorithm.Inference;
import dev.fluxbar.algorithm.InferenceOutcome;
import dev.fluxbar.algorithm.InferenceSettings;
import dev.fluxbar.algorithm.ReadCertificate;
import dev.fluxbar.algorithm.ReadOutcome;
import dev.fluxbar.algorithm.ReadSchedule;
import dev.fluxbar.algorithm.ReadSettings;
import dev.fluxbar.algorithm.Reading;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.runs.SoftwareVersion;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.calibration.Calibration;
import dev.fluxbar.calibration.CalibrationResult;
import dev.fluxbar.signal.Volts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often certificates fail on the named boards where nothing moves, and whether they fail where
 * something does. {@code -Dcertificate.seeds=100} takes more boards than the few of every build.
 */
@Timeout(1200)
final class CertificateRatesTest {
  private static final int SEEDS = Integer.getInteger("certificate.seeds", 3);
  private static final int INPUTS = 20;

  private final Path folder;

  CertificateRatesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Certificate inferred(OpenBench open, long seed) {
    Random random = new Random(seed);
    ArrayShape first = open.bench().description().shape().array(0);
    double volts = open.file().signal().readVolts();
    List<Volts> inputs = new ArrayList<>();
    for (int i = 0; i < INPUTS; i++) {
      inputs.add(Volts.of(random.doubles(first.columns(), -volts, volts).toArray()));
    }
    InferenceSettings settings = InferenceSettings.of(open.file().signal().tauSeconds());
    Certificate all = new Certificate(0, 0);
    for (InferenceOutcome outcome :
        new Inference(open.bench(), open.device(), settings).run(inputs).outcomes()) {
      all = all.and(((InferenceOutcome.Inferred) outcome).certificate().orElseThrow());
    }
    return all;
  }

  private static ReadCertificate read(OpenBench open, ReadSchedule schedule) {
    ReadSettings settings =
        ReadSettings.of(open.file().signal().tauSeconds())
            .withReadVolts(open.file().signal().readVolts())
            .asCertified();
    ReadOutcome outcome = new Reading(open.bench(), open.device(), settings).run(schedule);
    return ((ReadOutcome.ReadResult) outcome).certificate().orElseThrow();
  }

  private <T> T calibrated(String board, long seed, Function<OpenBench, T> action) {
    BenchFile bench = BenchFile.of(new BenchUri.Emulator(board));
    Path profile = folder.resolve("profile-" + seed + ".json");
    try (OpenBench open = OpenBench.open(bench, Line.MEMORY, OptionalLong.of(seed))) {
      CalibrationResult result =
          new Calibration(open.board(), open.calibrationSettings(16)).run((done, all) -> {});
      ProfileFile.Origin origin =
          new ProfileFile.Origin(
              Instant.now(), 1, SoftwareVersion.current(), open.file().signal().readVolts());
      WholeFile.write(profile, ProfileFile.bytes(open.board().description(), result, origin));
    }
    try (OpenBench open =
        OpenBench.open(
            bench.withCalibration(Optional.of(profile)), Line.MEMORY, OptionalLong.of(seed))) {
      return action.apply(open);
    }
  }

  private static <T> T uncalibrated(String board, long seed, Function<OpenBench, T> action) {
    BenchFile bench = BenchFile.of(new BenchUri.Emulator(board));
    try (OpenBench open = OpenBench.open(bench, Line.MEMORY, OptionalLong.of(seed))) {
      return action.apply(open);
    }
  }

  /** Once in a thousand by design; so in a hundred at most once in practice. */
  @ParameterizedTest
  @CsvSource({
    "ideal, false", "lab, false", "noisy, false", "leaky, false",
    "ideal, true", "lab, true", "noisy, true", "leaky, true"
  })
  void boardsThatAreNotDisturbedPass(String board, boolean calibrated) {
    int inferences = 0;
    int columns = 0;
    int coded = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      long one = seed;
      Function<OpenBench, boolean[]> all =
          open ->
              new boolean[] {
                inferred(open, one).failed(),
                read(open, ReadSchedule.COLUMN_PARALLEL).failed(),
                read(open, ReadSchedule.HADAMARD).failed()
              };
      boolean[] failed = calibrated ? calibrated(board, one, all) : uncalibrated(board, one, all);
      inferences += failed[0] ? 1 : 0;
      columns += failed[1] ? 1 : 0;
      coded += failed[2] ? 1 : 0;
    }
    String found =
        "%s, calibrated=%s: of %d boards failed infer=%d, column=%d, hadamard=%d"
            .formatted(board, calibrated, SEEDS, inferences, columns, coded);
    org.slf4j.LoggerFactory.getLogger(CertificateRatesTest.class).info(found);
    assertThat(Math.max(inferences, Math.max(columns, coded)))
        .as(found)
        .isLessThanOrEqualTo(SEEDS / 100);
  }
}
