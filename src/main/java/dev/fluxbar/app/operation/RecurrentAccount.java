package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.ReadOutcome;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.files.NetworkFiles;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.dynamics.loop.BenchArray;
import dev.fluxbar.dynamics.recurrent.Mode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a recurrent network in the loop came to, for the document, people and files.
 *
 * @param array that the loop drove
 */
record RecurrentAccount(
    Mode mode,
    OpenBench open,
    ReadOutcome.ReadResult before,
    ReadOutcome.ReadResult after,
    BenchArray array,
    Books books,
    Followed followed) {

  /**
   * The bench beside its simulation.
   *
   * @param weightsStart in siemens, {@code [to][from]}, of the first reading
   * @param weightsEnd of the simulation, likewise
   */
  record Followed(RecurrentCourse course, Matrix weightsStart, Matrix weightsEnd) {}

  OperationResult told(Optional<String> trouble, RunFolder folder, Audience audience) {
    Map<String, Object> values = values();
    keep(folder);
    tell(audience);
    return trouble
        .or(this::verdict)
        .map(message -> OperationResult.notReached(values, message))
        .orElseGet(() -> OperationResult.done(values));
  }

  private Optional<String> verdict() {
    if (array.certificate().failed()) {
      return Optional.of(
          ("certificate: largest-relative-change=%s; a block signal has moved a memductance, read"
                  + " the cells")
              .formatted(array.certificate().largestRelativeChange()));
    }
    RecurrentCourse course = followed.course();
    return course.followed()
        ? Optional.empty()
        : Optional.of(
            ("dynamics recurrent: largest-difference-volts=%s, tolerance-volts=%s; the bench does"
                    + " not follow its simulation, calibrate it, or say what is enough with"
                    + " --tolerance-volts")
                .formatted(course.largestDifferenceVolts(), course.largestToleranceVolts()));
  }

  private Matrix weightsAfter() {
    return weights(after.memductances().array(0));
  }

  private static Matrix weights(Matrix siemens) {
    int n = siemens.columns();
    return siemens.rows() == n
        ? siemens
        : Matrix.fill(n, n, (i, j) -> siemens.at(i, j) - siemens.at(n + i, j));
  }

  private double changeSiemens() {
    return after.memductances().array(0).largestDifference(before.memductances().array(0));
  }

  private Map<String, Object> values() {
    RecurrentCourse course = followed.course();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("mode", mode.name().toLowerCase(Locale.ROOT));
    values.put("neurons", array.neurons());
    values.put("steps", course.bench().size() - 1);
    values.put("step-seconds", course.stepSeconds());
    values.put("activations-start-volts", course.bench().get(0));
    values.put("activations-end-volts", course.benchEnd());
    values.put("simulated-activations-end-volts", course.simulatedEnd());
    values.put("largest-difference-volts", course.largestDifferenceVolts());
    values.put("tolerance-volts", course.largestToleranceVolts());
    values.put("followed", course.followed());
    values.put("memductances-before-siemens", before.memductances().arrays());
    values.put("memductances-siemens", after.memductances().arrays());
    values.put("resolution-siemens", List.of(after.resolutionSiemens(0)));
    values.put("largest-change-siemens", changeSiemens());
    values.put("weights-siemens", weightsAfter());
    values.put("simulated-weights-siemens", followed.weightsEnd());
    values.put(
        "largest-weight-change-siemens", weightsAfter().largestDifference(followed.weightsStart()));
    values.put(
        "largest-weight-difference-siemens",
        weightsAfter().largestDifference(followed.weightsEnd()));
    values.put("programs", before.programs() + array.programs() + after.programs());
    values.put(
        "bench-seconds", before.benchSeconds() + array.benchSeconds() + after.benchSeconds());
    Tables.put(values, array.certificate());
    books.put(values, Optional.of(after.memductances()));
    return values;
  }

  private void keep(RunFolder folder) {
    RunReport page = new RunReport("A recurrent network in the loop", folder);
    folder.write("trajectories.csv", followed.course().csv());
    page.figure(
        "trajectories.png",
        followed.course().picture(),
        "Activations on the currents of the bench and of the simulation, and their difference.");
    Pictures.memductances(page, after.memductances());
    Pictures.ledger(page, open);
    page.write(open);
    NetworkFiles.write(folder.path().resolve("memductances-before.npz"), before.memductances());
    NetworkFiles.write(folder.path().resolve("memductances.npz"), after.memductances());
  }

  private void tell(Audience audience) {
    RecurrentCourse course = followed.course();
    audience.say(
        "%d neurons, %s of %s s: x = %s V"
            .formatted(
                array.neurons(),
                Tables.count(course.bench().size() - 1, "step"),
                Tables.plain(course.stepSeconds()),
                Tables.vector(Arrays.stream(course.benchEnd()).boxed().toList())));
    audience.say(
        "The simulation is at %s V; they differed by at most %s V, tolerance %s V"
            .formatted(
                Tables.vector(Arrays.stream(course.simulatedEnd()).boxed().toList()),
                Tables.brief(course.largestDifferenceVolts()),
                Tables.brief(course.largestToleranceVolts())));
    audience.say(
        "Weights changed by at most %s S, simulated ones end within %s S of them; resolution %s S"
            .formatted(
                Tables.brief(weightsAfter().largestDifference(followed.weightsStart())),
                Tables.brief(weightsAfter().largestDifference(followed.weightsEnd())),
                Tables.brief(after.resolutionSiemens(0))));
    audience.say(Tables.certificate(array.certificate()));
    books.tell(audience);
  }
}
