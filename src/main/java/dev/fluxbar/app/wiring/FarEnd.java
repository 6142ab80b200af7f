package dev.fluxbar.app.wiring;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.runs.DataFolder;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.chips.EmulatedHeader;
import dev.fluxbar.emulator.chips.VirtualClock;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What this process turns on at the far end of a bench's line. It stays on while benches come and
 * go, so that an emulated array outlives a session that was aborted; closing it pulls its plug. Of
 * a real board nothing is turned on.
 */
public sealed interface FarEnd extends AutoCloseable {

  /** A real board, or one that another process emulates; this process alone has it. */
  record Real(Ownership ownership) implements FarEnd {
    @Override
    public void close() {
      ownership.close();
    }
  }

  /** A journal that answers what a board said once; nothing is there. */
  record Journal() implements FarEnd {
    @Override
    public void close() {}
  }

  /** An emulated board that speaks the wire protocol, and its description. */
  record Wire(BoardHost host, EmulatorFile file) implements FarEnd {
    @Override
    public void close() {
      host.close();
    }
  }

  /** The C firmware as a process of its own. */
  record Firmware(FirmwareProcess process) implements FarEnd {
    @Override
    public void close() {
      process.close();
    }
  }

  /** Emulated chips on an emulated header. */
  record Chips(GpioWiring wiring, EmulatedHeader header, VirtualClock clock) implements FarEnd {
    @Override
    public void close() {}
  }

  /** An emulated OpenMENA board. */
  record Mena(OpenMenaHost host) implements FarEnd {
    @Override
    public void close() {
      host.close();
    }
  }

  /** As the other one, with the locks and ledgers of real boards in the user's data folder. */
  static FarEnd turnOn(BenchFile file, Optional<EmulatorFile> board, Line line, OptionalLong seed) {
    return turnOn(file, board, line, seed, DataFolder.current());
  }

  /**
   * Turns on what a bench's URI names.
   *
   * @param board the emulated board, instead of what the URI names
   * @param line what carries the bytes to an emulated board
   * @param seed of an emulated board, instead of its file's
   * @param home where locks and ledgers of real boards are, common to all who may want them
   * @throws dev.fluxbar.app.BadInput if there is no such board or it cannot be made
   */
  static FarEnd turnOn(
      BenchFile file, Optional<EmulatorFile> board, Line line, OptionalLong seed, Path home) {
    if (file.bench() instanceof BenchUri.Firmware uri) {
      return new Firmware(FirmwareProcess.start(uri));
    }
    if (!(file.bench() instanceof BenchUri.Emulator uri)) {
      return new Real(new Ownership(home, file.bench()));
    }
    EmulatorFile description = board.orElseGet(() -> EmulatorFile.of(uri));
    if (uri.openmena()) {
      return new Mena(OpenMenaHost.on(line, Boards.of(uri, description, seed)));
    }
    if (description.gpio().isPresent()) {
      return chips(uri, description, seed);
    }
    double pace = description.pace() == EmulatorFile.Pace.REAL_TIME ? 1 : 0;
    return new Wire(BoardHost.on(line, Boards.of(uri, description, seed), pace), description);
  }

  private static Chips chips(BenchUri.Emulator uri, EmulatorFile file, OptionalLong seed) {
    GpioWiring wiring = ChipBoards.wiring(uri, file);
    BoardSpec spec = ChipBoards.of(uri, file, wiring, seed);
    long drawn = seed.orElse(file.seed());
    long clockSeed = drawn ^ 0x636c6f636bL; // another draw than that of the chips
    VirtualClock clock = new VirtualClock(VirtualClock.Machine.SMALL_COMPUTER, clockSeed);
    return new Chips(wiring, new EmulatedHeader(wiring, spec, clock, drawn), clock);
  }

  @Override
  void close();
}
