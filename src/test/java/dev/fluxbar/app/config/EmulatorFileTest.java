package dev.fluxbar.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.NetworkFile;
import dev.fluxbar.app.files.NetworkFiles;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmulatorFileTest {
  private final Path folder;

  EmulatorFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private EmulatorFile read(String yaml) throws IOException {
    return EmulatorFile.read(Files.writeString(folder.resolve("e.yaml"), yaml));
  }

  @Test
  void isTheAcademicBoardWhenEmpty() throws IOException {
    EmulatorFile board = EmulatorFile.academic();
    assertThat(board.topology()).isEqualTo(Topology.CASCADE);
    assertThat(board.switchKind()).isEqualTo(SwitchKind.CROSSPOINT);
    assertThat(board.shape()).isEqualTo(NetworkShape.sizes(2, 3, 2));
    assertThat(board.activation()).isEqualTo(Activation.TANH);
    assertThat(board.device()).isEqualTo(TrueDevice.of(DeviceModel.ACADEMIC));
    assertThat(board.initial().quantity()).isEqualTo(InitialState.Quantity.FLUX_VOLT_SECONDS);
    assertThat(board.initial().arrays().get(1)).isEqualTo(Matrix.fill(2, 3, (k, j) -> 0));
    assertThat(board.pace()).isEqualTo(EmulatorFile.Pace.VIRTUAL);
    assertThat(EmulatorFile.of(new BenchUri.Emulator("academic"))).isEqualTo(board);
    assertThat(read("# nothing said\n")).isEqualTo(board);
  }

  @Test
  void readsEveryKey() throws IOException {
    EmulatorFile board =
        read(
            """
            topology: independent
            switch-kind: line
            arrays:
              - {rows: 4, columns: 1, differential: true}
              - {rows: 1, columns: 2}
            activation: {amplitude-volts: 2, scale-amperes: 1e-6}
            device: {kind: tanh, centre-siemens: 2, swing-siemens: 1.5, flux-scale-volt-seconds: 3}
            initial-siemens: [[[1], [2], [3], [2]], [[1, 2]]]
            dac-bits: 12
            adc-bits: 14
            dac-full-scale-volts: 2.5
            range-amperes: [1e-6, 1e-3]
            noise-amperes: [1e-9, 2e-9]
            conversion-ticks: 2
            ticks-per-second: 48000000
            pace: real-time
            seed: -42
            """);
    assertThat(board)
        .isEqualTo(
            new EmulatorFile(
                Topology.INDEPENDENT,
                SwitchKind.LINE,
                NetworkShape.of(ArrayShape.pairs(2, 1), ArrayShape.single(1, 2)),
                new Activation(2, 1e-6),
                new DeviceModel(DeviceModel.Kind.TANH, 2, 1.5, 3),
                new InitialState(
                    InitialState.Quantity.SIEMENS,
                    List.of(
                        Matrix.of(
                            new double[] {1}, new double[] {2}, new double[] {3}, new double[] {2}),
                        Matrix.of(new double[] {1, 2}))),
                new Converters(
                    12, 2.5, 14, List.of(1e-6, 1e-3), 48_000_000, List.of(1e-9, 2e-9), 2),
                EmulatorFile.Pace.REAL_TIME,
                -42));
  }

  @Test
  void takesInitialMatricesFromAFileBesideIt() throws IOException {
    Matrix only = Matrix.of(new double[] {1.25, 1.5});
    NetworkFiles.write(folder.resolve("w.npz"), new NetworkFile(Optional.empty(), List.of(only)));
    EmulatorFile board = read("sizes: [2, 1]\ninitial-siemens: w.npz\n");
    assertThat(board.initial().arrays()).containsExactly(only);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "topolgy: cascade|line=1, key=topolgy; there is no such key, did you mean topology?",
        "topology: ring|line=1, key=topology, value=ring; write one of: cascade, independent",
        "selector: diode|line=1, key=selector, value=diode; write one of: none, switch",
        "unselected-lines: grounded|line=1, key=unselected-lines, value=grounded; this is for arrays",
        "{selector: none, devices: {switch-ohms: 5}}|selector: selector=none, switch-ohms=5.0, leak",
        "switch-kind: relay|line=1, key=switch-kind, value=relay; write one of: crosspoint, line",
        "sizes: [2, 0]|line=1, key=sizes, value=0; write whole numbers from 1 to 4096",
        "sizes: [2]|network sizes: count=1; inputs and at least one layer are needed",
        "sizes: 2|line=1, key=sizes, value=2; write a list",
        "sizes: [2, 1];arrays: []|line=2, key=arrays, value=a list; sizes says the same",
        "arrays:;  - rows: 2|key=arrays[1].columns; this key is required, add it",
        "arrays:;  - rows: 3;    columns: 1;    differential: true|array shape: rows=3; a differ",
        "arrays:;  - rows: 2;    column: 1|line=3, key=arrays[1].column; there is no such key, did",
        "arrays:;  - rows: 2;    columns: 1;    differential: ja|line=4, key=arrays[1].differential, value=ja; write one of: false, true",
        "initial-siemens: 5|emulator: initial-siemens=5.0; this device has values strictly between",
        "initial-siemens: 2;initial-flux-volt-seconds: 0|line=2, key=initial-flux-volt-seconds, va",
        "initial-siemens: [[[1]]]|emulator: initial=[1 x 1], arrays=3 x 2, 2 x 3; the shapes must",
        "initial-siemens: [[1, 2]]|line=1, key=initial-siemens, value=1; write a list",
        "initial-siemens: [[[1, x]]]|line=1, key=initial-siemens, value=x; write finite numbers",
        "initial-siemens: [[[1, 2], [1]]]|matrix: row 1 has 2 columns, row 2 has 1",
        "dac-bits: 24|line=1, key=dac-bits, value=24; write a whole number from 2 to 16",
        "range-amperes: [1, 0.1]|emulator: range-amperes=[1.0, 0.1]; write positive numbers, the s",
        "range-amperes: [0]|line=1, key=range-amperes, value=0; write positive numbers",
        "noise-amperes: -1|line=1, key=noise-amperes, value=-1; write numbers from 0",
        "noise-amperes: [1, 2, 3]|emulator: noise-amperes=[1.0, 2.0, 3.0], arrays=2; write one nu",
        "ticks-per-second: 0|line=1, key=ticks-per-second, value=0; write a whole number from 1",
        "seed: 1.5|line=1, key=seed, value=1.5; write a whole number",
        "pace: slow|line=1, key=pace, value=slow; write one of: real-time, virtual",
      })
  void saysWhichKeyIsWrong(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml.replace(";", "\n")))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(folder.resolve("e.yaml") + ": " + message);
  }

  @Test
  void saysThatAMatrixFileIsMissing() {
    assertThatThrownBy(() -> read("initial-siemens: w.npz"))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            folder.resolve("w.npz") + ": there is no such file; check the name and the folder");
  }

  @Test
  void namesTheBuiltInEmulator() {
    assertThatThrownBy(() -> EmulatorFile.of(new BenchUri.Emulator("acadmic")))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(
            "bench: uri=emulator:acadmic; built-in emulators are academic and mnist");
  }
}
