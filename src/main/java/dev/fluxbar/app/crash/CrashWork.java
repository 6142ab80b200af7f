package dev.fluxbar.app.crash;

import dev.fluxbar.algorithm.Inference;
import dev.fluxbar.algorithm.InferenceOutcome;
import dev.fluxbar.algorithm.InferenceSettings;
import dev.fluxbar.algorithm.ReadOutcome;
import dev.fluxbar.algorithm.ReadSchedule;
import dev.fluxbar.algorithm.ReadSettings;
import dev.fluxbar.algorithm.Reading;
import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.algorithm.WriteOutcome;
import dev.fluxbar.algorithm.WriteProgress;
import dev.fluxbar.algorithm.WriteSettings;
import dev.fluxbar.algorithm.Writing;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a mortal host has to do: two writes by different methods, inferences between them and
 * behind, and a reading. Each step is judged against what is really on the board.
 */
final class CrashWork {
  private static final double PULSE_SECONDS = 0.1;
  private static final double TAU_SECONDS = 0.01;
  private static final double EPSILON_SIEMENS = 0.1;

  /** Of the paper's device, 0.43 S to 3.57 S: where few pulses lead from anywhere to anywhere. */
  private static final double LOWEST_SIEMENS = 1.5;

  private static final double HIGHEST_SIEMENS = 2.5;

  /** One step: what it does, and what is wrong with what came of it; empty if nothing. */
  private sealed interface Step {
    record Write(Memductances target, WriteMethod method) implements Step {}

    record Infer(List<Volts> inputs) implements Step {}

    record Read() implements Step {}
  }

  private final List<Step> steps;

  /** Draws targets and inputs. */
  CrashWork(NetworkShape shape, SplittableRandom random) {
    this.steps =
        List.of(
            new Step.Write(target(shape, random), WriteMethod.ROW),
            new Step.Infer(inputs(shape, random)),
            new Step.Write(target(shape, random), WriteMethod.PROPORTIONAL),
            new Step.Infer(inputs(shape, random)),
            new Step.Read());
  }

  private static Memductances target(NetworkShape shape, SplittableRandom random) {
    List<Matrix> arrays = new ArrayList<>();
    for (int l = 0; l < shape.layers(); l++) {
      arrays.add(
          Matrix.fill(
              shape.array(l).rows(),
              shape.array(l).columns(),
              (k, j) -> LOWEST_SIEMENS + (HIGHEST_SIEMENS - LOWEST_SIEMENS) * random.nextDouble()));
    }
    return new Memductances(arrays);
  }

  private static List<Volts> inputs(NetworkShape shape, SplittableRandom random) {
    List<Volts> inputs = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      double[] volts = new double[shape.inputs()];
      for (int j = 0; j < volts.length; j++) {
        volts[j] = 2 * random.nextDouble() - 1;
      }
      inputs.add(Volts.of(volts));
    }
    return inputs;
  }

  /** How many steps there are. */
  int steps() {
    return steps.size();
  }

  /**
   * Does a step and judges it.
   *
   * @param truth what is on the board, asked once the step is done
   * @throws CrashFound if its result is not true
   */
  OperationResult perform(int index, Bench bench, FluxControlled device, Truth truth) {
    Step step = steps.get(index);
    if (step instanceof Step.Write write) {
      return write(write, bench, device, truth);
    }
    if (step instanceof Step.Infer infer) {
      return infer(infer, bench, device, truth);
    }
    return read(bench, device, truth);
  }

  private static OperationResult write(
      Step.Write write, Bench bench, FluxControlled device, Truth truth) {
    WriteSettings settings =
        WriteSettings.of(PULSE_SECONDS, EPSILON_SIEMENS).withMethod(write.method());
    WriteOutcome outcome =
        new Writing(bench, device, settings).run(write.target(), WriteProgress.NONE);
    double error = truth.siemens().largestDifferenceSiemens(write.target());
    if (!(outcome instanceof WriteOutcome.Converged) || !(error <= EPSILON_SIEMENS)) {
      throw new CrashFound(
          "not-written",
          "write: method=%s, outcome=%s, error-siemens=%s, epsilon-siemens=%s"
              .formatted(
                  write.method(), outcome.getClass().getSimpleName(), error, EPSILON_SIEMENS));
    }
    Memductances measured = outcome.report().measured(bench.description().shape());
    return OperationResult.done(Map.of("written-siemens", measured.arrays()));
  }

  private static OperationResult infer(
      Step.Infer infer, Bench bench, FluxControlled device, Truth truth) {
    List<List<Double>> outputs = new ArrayList<>();
    List<InferenceOutcome> outcomes =
        new Inference(bench, device, InferenceSettings.of(TAU_SECONDS))
            .run(infer.inputs())
            .outcomes();
    for (int i = 0; i < outcomes.size(); i++) {
      if (!(outcomes.get(i) instanceof InferenceOutcome.Inferred inferred)) {
        throw new CrashFound("misread", "inference: outcome=%s".formatted(outcomes.get(i)));
      }
      truth.check(infer.inputs().get(i), inferred.outputAmperes());
      outputs.add(inferred.outputAmperes());
    }
    return OperationResult.done(Map.of("output-amperes", outputs));
  }

  /** Reads every cell alone. */
  static OperationResult read(Bench bench, FluxControlled device, Truth truth) {
    ReadOutcome outcome =
        new Reading(bench, device, ReadSettings.of(TAU_SECONDS)).run(ReadSchedule.CELL_BY_CELL);
    if (!(outcome instanceof ReadOutcome.ReadResult result)) {
      throw new CrashFound("misread", "read: outcome=%s".formatted(outcome));
    }
    truth.check(result.memductances(), result.resolutions());
    return OperationResult.done(Map.of("memductances-siemens", result.memductances().arrays()));
  }
}
