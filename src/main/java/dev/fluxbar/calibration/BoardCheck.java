package dev.fluxbar.calibration;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for what is broken on a board: lines, channels, references, cells. Block signals at read
 * volts or less, and pulses that are taken back only where they are asked for.
 */
public final class BoardCheck {
  private final Bench bench;
  private final CheckSettings settings;
  private final Calibration.Progress progress;
  private final List<Board> boards = new ArrayList<>();
  private int programs;
  private double seconds;

  /**
   * @param bench without a profile: a check is of the board as it is; not owned
   */
  public BoardCheck(Bench bench, CheckSettings settings, Calibration.Progress progress) {
    this.bench = bench;
    this.settings = settings;
    this.progress = progress;
    BenchDescription description = bench.description();
    for (int l = 0; l < description.shape().layers(); l++) {
      boards.add(new Board(l, description, bench.limits(), settings.calibration()));
    }
  }

  /**
   * The programs that run in any case; drives nothing. Where something is wrong, more follow, at
   * the same volts; pulses are not among them.
   *
   * @throws ProgramRefused if the bench cannot or may not run one of them
   */
  public List<Program> programs() {
    List<Program> all = new ArrayList<>();
    for (Board board : boards) {
      if (board.channels().driven()) {
        new ArrayCheck(board, settings).looks().forEach(look -> all.addAll(programs(look)));
      }
    }
    return all;
  }

  private List<Program> programs(Look look) {
    return look.programs(bench, settings.tauSeconds(), settings.settleSeconds());
  }

  /** Checks every array whose columns have drivers. */
  public CheckResult run() {
    List<Finding> findings = new ArrayList<>();
    List<String> notTested = new ArrayList<>();
    List<Optional<Matrix>> siemens = new ArrayList<>();
    for (Board board : boards) {
      if (!board.channels().driven()) {
        notTested.add(
            "array %d: anything; its columns have no drivers, only neurons drive it"
                .formatted(board.array() + 1));
        siemens.add(Optional.empty());
        continue;
      }
      ArrayCheck check = new ArrayCheck(board, settings);
      siemens.add(Optional.of(check.run(hands())));
      findings.addAll(check.findings());
      notTested.addAll(check.notTested());
    }
    return new CheckResult(findings, notTested, siemens, seconds, programs);
  }

  private ArrayCheck.Hands hands() {
    return new ArrayCheck.Hands() {
      @Override
      public List<Seen> see(List<Look> looks) {
        List<Seen> seen = new ArrayList<>();
        for (Look look : looks) {
          List<Recording> recordings = programs(look).stream().map(BoardCheck.this::run).toList();
          Look.Shares shares = look.shares(bench.description(), settings.tauSeconds());
          seen.add(new Seen(look, shares, recordings));
        }
        return seen;
      }

      @Override
      public Recording run(Program program) {
        return BoardCheck.this.run(program);
      }
    };
  }

  private Recording run(Program program) {
    Recording recording = bench.run(program);
    seconds += recording.benchSeconds();
    programs++;
    progress.measured(programs, 0);
    return recording;
  }
}
