package dev.fluxbar.app.operation;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.app.wiring.Reconnection;
import dev.fluxbar.calibration.BoardCheck;
import dev.fluxbar.calibration.CheckResult;
import dev.fluxbar.calibration.CheckSettings;
import dev.fluxbar.calibration.Finding;
import dev.fluxbar.fault.BenchFault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks emulated boards in this process. */
final class CheckedBoard {

  private static final int ATTEMPTS = 5;

  private CheckedBoard() {}

  /** A board that ships. */
  static CheckResult named(String name, long seed, boolean pulses) {
    return check(BenchFile.named("emulator:" + name), Optional.empty(), seed, pulses);
  }

  /** A board on the bench file of a named one. */
  static CheckResult of(BenchFile bench, EmulatorFile board, long seed, boolean pulses) {
    return check(bench, Optional.of(board), seed, pulses);
  }

  /**
   * A machine that stalls for a tenth of a second trips the board's watchdog, as it should. The
   * board of a seed is the same each time it is made, and so is what is found on it.
   */
  private static CheckResult check(
      BenchFile bench, Optional<EmulatorFile> board, long seed, boolean pulses) {
    for (int left = ATTEMPTS - 1; ; left--) {
      try {
        return once(bench, board, seed, pulses);
      } catch (BenchFault stalled) {
        if (left == 0) {
          throw stalled;
        }
      }
    }
  }

  private static CheckResult once(
      BenchFile bench, Optional<EmulatorFile> board, long seed, boolean pulses) {
    try (OpenBench open =
        OpenBench.open(bench, board, Line.MEMORY, OptionalLong.of(seed), Reconnection.NONE)) {
      return new BoardCheck(
              open.booked(),
              new CheckSettings(
                  open.file().signal().tauSeconds(),
                  open.file().signal().readVolts(),
                  0,
                  open.device(),
                  open.file().references().orElse(null),
                  pulses),
              (done, all) -> {})
          .run();
    }
  }

  /** {@code open-row: array 2, row 8}. */
  static List<String> words(CheckResult result) {
    return result.findings().stream().map(CheckedBoard::words).toList();
  }

  private static String words(Finding finding) {
    return finding.kind().word() + ": " + finding.place();
  }
}
