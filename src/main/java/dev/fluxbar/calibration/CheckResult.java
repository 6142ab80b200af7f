package dev.fluxbar.calibration;

import dev.fluxbar.array.Matrix;
import java.util.List;
import java.util.Optional;

/**
 * What a check found.
 *
 * @param findings in order of arrays; empty for a good board
 * @param notTested what could not be tested, and why, a sentence each
 * @param siemens what every cell measured, an entry an array, physical bars; empty where an array
 *     could not be measured. For pictures: uncalibrated, and a cell of a broken line is what it is
 * @param benchSeconds bench time
 * @param programs that were run
 */
public record CheckResult(
    List<Finding> findings,
    List<String> notTested,
    List<Optional<Matrix>> siemens,
    double benchSeconds,
    int programs) {

  public CheckResult {
    findings = List.copyOf(findings);
    notTested = List.copyOf(notTested);
    siemens = List.copyOf(siemens);
  }
}
