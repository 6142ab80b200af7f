package dev.fluxbar.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.physics.Selector;
import dev.fluxbar.physics.lines.LineCapacitances;
import dev.fluxbar.physics.lines.LineResistances;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedBenchTest {
  private static final NetworkShape SHAPE =
      NetworkShape.of(ArrayShape.pairs(3, 4), ArrayShape.single(2, 3));

  private static final DeviceModel DEVICE =
      new DeviceModel(DeviceModel.Kind.TANH, 1.1e-4, 0.9e-4, 0.02);

  private static final Activation NEURONS = new Activation(1.5, 1.0 / 3);

  private static BenchFile bench() {
    return new BenchFile(
        new BenchUri.Emulator("mnist"),
        NEURONS,
        DEVICE,
        new SignalTimes(1e-4, 2e-3, 0.1, -0.05),
        new Limits(1.5, 0.05, 0.25, 60, Duration.ofMillis(90)),
        List.of(),
        LineResistances.of(0.05, 0.5));
  }

  private static EmulatorFile board(List<Matrix> fluxes) {
    return new EmulatorFile(
        Topology.INDEPENDENT,
        SwitchKind.LINE,
        SHAPE,
        NEURONS,
        DEVICE,
        new InitialState(InitialState.Quantity.FLUX_VOLT_SECONDS, fluxes),
        new Converters(12, 2.5, 20, List.of(1e-6, 1e-3), 72_000_000, List.of(1e-9, 2.5e-7), 3),
        EmulatorFile.Pace.REAL_TIME,
        -7);
  }

  private static List<Matrix> fluxes(Random random) {
    return SHAPE.arrays().stream()
        .map(a -> Matrix.fill(a.rows(), a.columns(), (k, j) -> random.nextGaussian()))
        .toList();
  }

  @Test
  void whatIsReadIsWhatWasSavedToTheLastBit(@TempDir Path folder) {
    List<Matrix> left = fluxes(new Random(11));

    SavedBench.write(folder, bench(), board(fluxes(new Random(12))), left);

    BenchFile read = BenchFile.read(folder.resolve(SavedBench.BENCH));
    BenchUri.Emulator uri = (BenchUri.Emulator) read.bench();
    assertThat(read).usingRecursiveComparison().ignoringFields("bench").isEqualTo(bench());
    assertThat(Path.of(uri.nameOrFile())).isAbsolute().exists();
    assertThat(EmulatorFile.of(uri)).isEqualTo(board(left));
  }

  @Test
  void whatLinesHoldIsSavedToo(@TempDir Path folder) {
    String lines = "lines:\n  row-segment-farads: 3e-15\n  cell-farads: 1e-16\n";
    BenchFile bench =
        BenchFile.parse(
            "b.yaml", ("bench: emulator:mnist\n" + lines).getBytes(StandardCharsets.UTF_8));
    assertThat(bench.capacitances()).isEqualTo(new LineCapacitances(0, 3e-15, 1e-16));

    SavedBench.write(folder, bench, board(fluxes(new Random(12))), fluxes(new Random(11)));

    assertThat(BenchFile.read(folder.resolve(SavedBench.BENCH)).capacitances())
        .isEqualTo(bench.capacitances());
  }

  @Test
  void aBoardWithoutSelectorsIsSavedAsSuch(@TempDir Path folder) throws IOException {
    for (String lines : List.of("floating", "grounded")) {
      Path file = folder.resolve(lines + ".yaml");
      Files.writeString(
          file,
          "topology: independent\nsizes: [2, 2]\nselector: none\nunselected-lines: "
              + lines
              + "\n");
      EmulatorFile passive = EmulatorFile.read(file);
      assertThat(passive.imperfections().devices().selector())
          .isEqualTo(lines.equals("floating") ? Selector.NONE_FLOATING : Selector.NONE_GROUNDED);

      Path saved = Files.createDirectory(folder.resolve(lines));
      SavedBench.write(saved, bench(), passive, InitialState.atRest(passive.shape()).arrays());

      BenchFile read = BenchFile.read(saved.resolve(SavedBench.BENCH));
      assertThat(EmulatorFile.of((BenchUri.Emulator) read.bench())).isEqualTo(passive);
    }
  }

  @Test
  void theBuiltInBoardOfPairsCanBeSavedToo(@TempDir Path folder) {
    EmulatorFile mnist = EmulatorFile.of(new BenchUri.Emulator("mnist"));
    assertThat(mnist.shape()).hasToString("20 x 784 (10 pairs), 20 x 10 (10 pairs)");

    SavedBench.write(
        folder, BenchFile.of(BenchFile.MNIST), mnist, InitialState.atRest(mnist.shape()).arrays());

    BenchFile read = BenchFile.read(folder.resolve(SavedBench.BENCH));
    assertThat(EmulatorFile.of((BenchUri.Emulator) read.bench())).isEqualTo(mnist);
  }
}
