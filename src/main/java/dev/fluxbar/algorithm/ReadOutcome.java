package dev.fluxbar.algorithm;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.signal.Recording;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What reading every cell came to. */
public sealed interface ReadOutcome {

  /** Bench time that was spent, in seconds. */
  double benchSeconds();

  /** Number of programs that were run. */
  int programs();

  /**
   * Every cell was measured.
   *
   * @param memductances as measured; a measurement below zero is given as 0
   * @param resolutions of each cell in siemens: how far the steps of current inputs and drivers
   *     alone can put it off
   * @param recordings one a program
   * @param evidence null unless block signals were sampled for it
   */
  record ReadResult(
      Memductances memductances,
      Memductances resolutions,
      double benchSeconds,
      List<Recording> recordings,
      @Nullable ReadCertificate evidence)
      implements ReadOutcome {
    public ReadResult {
      recordings = List.copyOf(recordings);
    }

    /** Without a certificate. */
    public ReadResult(
        Memductances memductances,
        Memductances resolutions,
        double benchSeconds,
        List<Recording> recordings) {
      this(memductances, resolutions, benchSeconds, recordings, null);
    }

    /** What the reading left, if it was sampled. */
    public Optional<ReadCertificate> certificate() {
      return Optional.ofNullable(evidence);
    }

    @Override
    public int programs() {
      return recordings.size();
    }

    /** The largest resolution of one array in siemens. */
    public double resolutionSiemens(int array) {
      Matrix resolution = resolutions.array(array);
      return resolution.largestDifference(
          Matrix.fill(resolution.rows(), resolution.columns(), (k, j) -> 0));
    }
  }

  /**
   * A cell could not be measured; reading ended with the program in which it was found.
   *
   * @param reason which cell, and why; never {@link CellMeasurement.Measured}
   */
  record Unreadable(CellMeasurement reason, double benchSeconds, List<Recording> recordings)
      implements ReadOutcome {
    public Unreadable {
      recordings = List.copyOf(recordings);
    }

    @Override
    public int programs() {
      return recordings.size();
    }
  }
}
