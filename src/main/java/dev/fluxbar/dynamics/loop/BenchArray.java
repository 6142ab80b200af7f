package dev.fluxbar.dynamics.loop;

import dev.fluxbar.algorithm.Certificate;
import dev.fluxbar.algorithm.Inference;
import dev.fluxbar.algorithm.InferenceOutcome;
import dev.fluxbar.algorithm.InferenceResult;
import dev.fluxbar.algorithm.InferenceSettings;
import dev.fluxbar.algorithm.RunPlan;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.dynamics.recurrent.WeightArray;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.List;

/**
 * The memristors of a bench of one array with as many columns as neurons. Currents are those of an
 * inference, a block signal that leaves every flux where it was. Learning is one pulse a row bar:
 * the row's output times that of each column, turned in minus rows, so that every cell of the row
 * gets its own flux and no other row any.
 *
 * <p>Between two calls no time passes for the array: what bench time a step takes has nothing to do
 * with the time of the network, as long as the devices hold.
 */
public final class BenchArray implements WeightArray {
  private final Bench bench;
  private final Inference inference;
  private final ArrayShape shape;
  private final double pulseSeconds;
  private Certificate certificate = new Certificate(0, 0);
  private int programs;
  private double benchSeconds;

  /**
   * @param bench not owned
   * @param device what its memristors are taken for
   * @param settings of inference
   * @param pulseSeconds the length of a learning pulse, positive
   * @throws IllegalArgumentException if the bench has not one array that is square in neurons
   */
  public BenchArray(
      Bench bench, FluxControlled device, InferenceSettings settings, double pulseSeconds) {
    this.bench = bench;
    this.inference = new Inference(bench, device, settings);
    this.shape = bench.description().shape().array(0);
    this.pulseSeconds = pulseSeconds;
    if (bench.description().shape().layers() != 1 || shape.neurons() != shape.columns()) {
      throw new IllegalArgumentException(
          "recurrent bench: arrays=%d, neurons=%d, columns=%d; it needs one array with as many columns"
                  .formatted(bench.description().shape().layers(), shape.neurons(), shape.columns())
              + " as neurons");
    }
    if (!(pulseSeconds > 0 && pulseSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "recurrent bench: pulse-seconds=%s; it must be positive and finite"
              .formatted(pulseSeconds));
    }
  }

  public int neurons() {
    return shape.neurons();
  }

  /**
   * The programs of one step at its largest; drives nothing.
   *
   * @param outputVolts the bound of the outputs
   * @param gainSeconds as of {@link #learn}; 0: it does not learn
   * @throws ProgramRefused if the bench cannot or may not run them
   */
  public RunPlan plan(double outputVolts, double gainSeconds) {
    Volts all = Volts.all(shape.columns(), outputVolts);
    List<Program> step = new ArrayList<>(inference.plan(List.of(all)).programs());
    if (gainSeconds > 0) {
      step.add(learning(all.toArray(), gainSeconds));
    }
    return RunPlan.of(step, false, bench.description(), bench.limits());
  }

  /**
   * {@inheritDoc}
   *
   * @throws ProgramRefused if the bench may not drive so many volts
   * @throws CurrentsUnknown if a row input saturated
   */
  @Override
  public void currents(double[] outputVolts, double[] amperes) {
    InferenceResult result = inference.run(List.of(Volts.of(outputVolts)));
    programs++;
    benchSeconds += result.benchSeconds();
    InferenceOutcome outcome = result.outcomes().get(0);
    if (outcome instanceof InferenceOutcome.Inferred inferred) {
      certificate = inferred.certificate().map(certificate::and).orElse(certificate);
      for (int i = 0; i < amperes.length; i++) {
        amperes[i] = inferred.outputAmperes().get(i);
      }
    } else if (outcome instanceof InferenceOutcome.Saturated saturated) {
      throw new CurrentsUnknown(saturated);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws ProgramRefused if the bench may not give such pulses; nothing was driven
   */
  @Override
  public void learn(double[] outputVolts, double gainSeconds) {
    benchSeconds += bench.run(learning(outputVolts, gainSeconds)).benchSeconds();
    programs++;
  }

  private Program learning(double[] outputVolts, double gainSeconds) {
    Program.Builder program = Program.builder();
    for (int row = 0; row < shape.rows(); row++) {
      int only = row;
      double sign = row < shape.neurons() ? 1 : -1;
      double factor = sign * outputVolts[shape.neuronOf(row)] * gainSeconds / pulseSeconds;
      ArraySwitches switches = ArraySwitches.lines(shape, k -> k == only, j -> true);
      program
          .then(
              new Step.Switches(SwitchSetting.open(bench.description().shape()).with(0, switches)))
          .drive(0, Volts.of(outputVolts).map(volts -> factor * volts))
          .then(new Step.Pulse(pulseSeconds, false, List.of()));
    }
    return program.build();
  }

  /** What all inferences together left. */
  public Certificate certificate() {
    return certificate;
  }

  /** How many programs ran. */
  public int programs() {
    return programs;
  }

  /** What they took of the bench's time. */
  public double benchSeconds() {
    return benchSeconds;
  }
}
