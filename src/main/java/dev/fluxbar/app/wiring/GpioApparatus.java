package dev.fluxbar.app.wiring;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.GpioKeys;
import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.gpio.GpioBench;
import dev.fluxbar.bench.gpio.pi.PiHeader;
import dev.fluxbar.bench.gpio.port.Header;
import dev.fluxbar.bench.gpio.port.MonotonicClock;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.emulator.chips.EmulatedHeader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chips on the header of this machine, or emulated ones in front of emulated arrays. */
final class GpioApparatus implements Apparatus {
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

  /** Whether a bench is such a one. */
  static boolean is(BenchUri uri, FarEnd far) {
    return uri instanceof BenchUri.Gpio || far instanceof FarEnd.Chips;
  }

  /**
   * Opens the bench.
   *
   * @param far what is turned on for it; not owned
   * @throws BadInput if the wiring is not one that its chips can have
   * @throws dev.fluxbar.fault.BenchFault if a device file is missing or a chip does not answer
   */
  static GpioApparatus open(BenchFile file, FarEnd far) {
    if (far instanceof FarEnd.Chips chips) {
      return open(file, chips.wiring(), chips.header(), chips.clock(), chips.header());
    }
    GpioWiring wiring = GpioKeys.of(Path.of(((BenchUri.Gpio) file.bench()).file()));
    return open(file, wiring, new PiHeader(), MonotonicClock.system(), null);
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
}
