package dev.fluxbar.app.wiring;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.Dac;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.Converters;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.config.InitialState;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.emulator.ArrayConverters;
import dev.fluxbar.emulator.BoardCapacity;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.ReadNoise;
import java.nio.file.Path;
import java.util.List;
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
    if (file.gpio().isPresent()) {
      throw new BadInput(
          "emulator: uri=%s, gpio=given; chips on a header speak no protocol, use it as a bench"
              .formatted(uri));
    }
    Converters given = file.converters();
    ArrayConverters converters =
        new ArrayConverters(
                new Dac(given.dacBits(), given.dacFullScaleVolts()),
                given.rangeAmperes().stream()
                    .map(range -> new Adc(given.adcBits(), range))
                    .toList())
            .withConversionTicks(given.conversionTicks());
    return of(
        uri,
        file,
        IntStream.range(0, file.shape().layers())
            .mapToObj(l -> converters.with(new ReadNoise(given.noiseAmperes(l))))
            .toList(),
        seed);
  }

  /** With other converters, one entry an array. */
  static BoardSpec of(
      BenchUri.Emulator uri,
      EmulatorFile file,
      List<ArrayConverters> converters,
      OptionalLong seed) {
    boolean siemens = file.initial().quantity() == InitialState.Quantity.SIEMENS;
    List<Matrix> initial =
        file.initial().arrays().stream()
            .map(m -> siemens ? m.map(file.device().port()::stateAt) : m)
            .map(m -> file.imperfections().references() == null ? m : widened(m))
            .toList();
    return new BoardSpec(
        boardId(uri),
        "fluxbar-emulator 1",
        file.topology(),
        physical(file),
        file.activation(),
        file.switchKind(),
        file.device().port(),
        converters,
        file.converters().ticksPerSecond(),
        BoardCapacity.usual(file.converters().ticksPerSecond()),
        initial,
        file.imperfections(),
        seed.orElse(file.seed()));
  }

  /** The arrays as the board has them: with a row and a column of references, where it has some. */
  private static NetworkShape physical(EmulatorFile file) {
    if (file.imperfections().references() == null) {
      return file.shape();
    }
    return new NetworkShape(
        file.shape().arrays().stream()
            .map(array -> ArrayShape.single(array.rows() + 1, array.columns() + 1))
            .toList());
  }

  /** With a row and a column more; what is at a reference has no state. */
  private static Matrix widened(Matrix states) {
    return Matrix.fill(
        states.rows() + 1,
        states.columns() + 1,
        (k, j) -> k < states.rows() && j < states.columns() ? states.at(k, j) : 0);
  }

  static String boardId(BenchUri.Emulator uri) {
    Path name = Path.of(uri.nameOrFile()).getFileName();
    String plain = name == null ? uri.nameOrFile() : name.toString().replaceFirst("\\.ya?ml$", "");
    return "emulated-" + plain;
  }
}
