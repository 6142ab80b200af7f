package dev.fluxbar.app.wiring;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.Dac;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.Converters;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.config.InitialState;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.emulator.ArrayConverters;
import dev.fluxbar.emulator.BoardCapacity;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.ReadNoise;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Makes the emulated boards that configuration files describe. */
public final class Boards {

  private Boards() {}

  /**
   * @param uri gives the board its name
   * @param seed instead of the file's
   * @throws dev.fluxbar.app.BadInput if the board cannot be made
   */
  public static BoardSpec of(BenchUri.Emulator uri, EmulatorFile file, OptionalLong seed) {
    Converters given = file.converters();
    ArrayConverters converters =
        new ArrayConverters(
            new Dac(given.dacBits(), given.dacFullScaleVolts()),
            given.rangeAmperes().stream().map(range -> new Adc(given.adcBits(), range)).toList());
    BoardSpec spec =
        new BoardSpec(
            boardId(uri),
            "fluxbar-emulator 1",
            file.topology(),
            file.shape(),
            file.activation(),
            file.switchKind(),
            file.device().port(),
            IntStream.range(0, file.shape().layers())
                .mapToObj(l -> converters.with(new ReadNoise(given.noiseAmperes(l))))
                .toList(),
            given.ticksPerSecond(),
            BoardCapacity.usual(given.ticksPerSecond()),
            file.initial().arrays(),
            file.imperfections(),
            seed.orElse(file.seed()));
    return file.initial().quantity() == InitialState.Quantity.SIEMENS
        ? spec.withMemductances(new Memductances(file.initial().arrays()))
        : spec;
  }

  private static String boardId(BenchUri.Emulator uri) {
    Path name = Path.of(uri.nameOrFile()).getFileName();
    String plain = name == null ? uri.nameOrFile() : name.toString().replaceFirst("\\.ya?ml$", "");
    return "emulated-" + plain;
  }
}
