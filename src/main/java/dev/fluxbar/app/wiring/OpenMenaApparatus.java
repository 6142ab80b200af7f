package dev.fluxbar.app.wiring;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.OpenMenaKeys;
import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.bench.openmena.MenaTimes;
import dev.fluxbar.bench.openmena.OpenMenaBench;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.SerialTransport;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An OpenMENA board: real, or emulated in this process. */
final class OpenMenaApparatus implements Apparatus {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final OpenMenaBench bench;
  private final String transport;
  private final Optional<ProfileFile> profile;
  private final @Nullable OpenMenaHost emulated;

  private OpenMenaApparatus(
      OpenMenaBench bench,
      String transport,
      Optional<ProfileFile> profile,
      @Nullable OpenMenaHost emulated) {
    this.bench = bench;
    this.transport = transport;
    this.profile = profile;
    this.emulated = emulated;
  }

  /** Whether a bench is such a board. */
  static boolean is(BenchUri uri, FarEnd far) {
    return uri instanceof BenchUri.Openmena || far instanceof FarEnd.Mena;
  }

  /**
   * Opens a board.
   *
   * @param far what is turned on for it; not owned
   * @throws BadInput if the configuration does not fit the board
   * @throws dev.fluxbar.fault.BenchFault if no board answers
   */
  static OpenMenaApparatus open(BenchFile file, FarEnd far) {
    OpenMenaKeys keys = keys(file);
    if (far instanceof FarEnd.Mena mena) {
      return open(file, keys, mena.host().hostEnd(), MenaTimes.EMULATED, mena.host());
    }
    BenchUri.Openmena uri = (BenchUri.Openmena) file.bench();
    return open(file, keys, new SerialTransport(uri.port(), uri.baud()), MenaTimes.REAL, null);
  }

  private static OpenMenaKeys keys(BenchFile file) {
    return file.openmena()
        .orElseThrow(
            () ->
                new BadInput(
                    "bench: uri=%s, openmena.amperes-per-count=none; the board does not say what a count is worth, write it into a bench file"
                        .formatted(file.bench())));
  }

  private static OpenMenaApparatus open(
      BenchFile file,
      OpenMenaKeys keys,
      ByteTransport line,
      MenaTimes times,
      @Nullable OpenMenaHost emulated) {
    Optional<ProfileFile> profile = file.calibration().map(ProfileFile::read);
    OpenMenaBench bench =
        OpenMenaBench.open(
            line,
            times,
            new OpenMenaBench.Setup(
                keys.boardId(), file.activation(), keys.inputs(), keys.offsets(), file.limits()),
            RANDOM.nextLong(),
            board -> profile.map(one -> one.forBoard(board, Clock.systemUTC())));
    return new OpenMenaApparatus(bench, line.name(), profile, emulated);
  }

  @Override
  public OpenMenaBench bench() {
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
    return Optional.ofNullable(emulated).map(host -> host.board().truth());
  }
}
