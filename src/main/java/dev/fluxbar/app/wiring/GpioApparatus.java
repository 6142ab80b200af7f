package dev.fluxbar.app.wiring;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.config.GpioKeys;
import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.gpio.GpioBench;
import dev.fluxbar.bench.gpio.pi.PiHeader;
import dev.fluxbar.bench.gpio.port.Header;
import dev.fluxbar.bench.gpio.port.MonotonicClock;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.emulator.chips.EmulatedHeader;
import dev.fluxbar.emulator.chips.VirtualClock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Chips on the header of this machine, or emulated ones in front of emulated arrays. */
final class GpioApparatus implements Apparatus {
  private static final long CLOCK_SEED = 0x636c6f636bL;

  private final GpioBench bench;
  private final String transport;
  private final Optional<ProfileFile> profile;
  private final @Nullable EmulatedHeader emulated;

  private GpioApparatus(
      GpioBench bench,
      String transport,
      Optional<ProfileFile> profile,
      @Nullable EmulatedHeader emulated) {
    this.bench = bench;
    this.transport = transport;
    this.profile = profile;
    this.emulated = emulated;
  }

  /**
   * Whether a bench is such a one.
   *
   * @param board instead of what an emulator's URI names
   */
  static boolean is(BenchUri uri, Optional<EmulatorFile> board) {
    return uri instanceof BenchUri.Gpio
        || (uri instanceof BenchUri.Emulator named
            && board.orElseGet(() -> EmulatorFile.of(named)).gpio().isPresent());
  }

  /**
   * Opens the bench.
   *
   * @param board instead of what an emulator's URI names
   * @param seed of an emulated one, instead of its file's
   * @throws BadInput if the wiring is not one that its chips can have
   * @throws dev.fluxbar.fault.BenchFault if a device file is missing or a chip does not answer
   */
  static GpioApparatus open(BenchFile file, Optional<EmulatorFile> board, OptionalLong seed) {
    if (file.bench() instanceof BenchUri.Gpio uri) {
      return open(
          file, GpioKeys.of(Path.of(uri.file())), new PiHeader(), MonotonicClock.system(), null);
    }
    BenchUri.Emulator uri = (BenchUri.Emulator) file.bench();
    EmulatorFile description = board.orElseGet(() -> EmulatorFile.of(uri));
    GpioWiring wiring = ChipBoards.wiring(uri, description);
    BoardSpec spec = ChipBoards.of(uri, description, wiring, seed);
    long drawn = seed.orElse(description.seed());
    VirtualClock clock = new VirtualClock(VirtualClock.Machine.SMALL_COMPUTER, drawn ^ CLOCK_SEED);
    EmulatedHeader header = new EmulatedHeader(wiring, spec, clock, drawn);
    return open(file, wiring, header, clock, header);
  }

  private static GpioApparatus open(
      BenchFile file,
      GpioWiring wiring,
      Header header,
      MonotonicClock clock,
      @Nullable EmulatedHeader emulated) {
    Optional<ProfileFile> profile = file.calibration().map(ProfileFile::read);
    try {
      GpioBench bench =
          GpioBench.open(
              wiring,
              header,
              clock,
              file.activation(),
              file.limits(),
              (BenchDescription found) ->
                  profile.map(one -> one.forBoard(found, Clock.systemUTC())));
      return new GpioApparatus(bench, file.bench().toString(), profile, emulated);
    } catch (BadInput e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new BadInput("%s: %s".formatted(file.bench(), e.getMessage()), e);
    }
  }

  @Override
  public GpioBench bench() {
    return bench;
  }

  @Override
  public String transport() {
    return transport;
  }

  @Override
  public Optional<ProfileFile> profile() {
    return profile;
  }

  @Override
  public boolean lasts() {
    return emulated == null;
  }

  @Override
  public Optional<BoardTruth> truth() {
    return Optional.ofNullable(emulated).map(EmulatedHeader::truth);
  }

  /** The bench lets go of its header itself. */
  @Override
  public void close() {}
}
