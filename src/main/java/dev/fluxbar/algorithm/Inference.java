package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.BlockSignal;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Evaluates the network that is stored in the arrays without changing it (Heidema Theorem 1): block
 * signals with the inputs as amplitudes, every switch closed, sampled at T/2.
 *
 * <p>In a cascade one block signal passes all arrays. Where every array has drivers the host
 * computes the neurons, and each array has a block signal of its own.
 */
public final class Inference {
  private final Bench bench;
  private final BenchDescription description;
  private final InferenceSettings settings;
  private final FluxControlled device;

  /**
   * @param bench not owned
   * @param device gives Wmax, from which current ranges are chosen, and how fast W can move
   */
  public Inference(Bench bench, FluxControlled device, InferenceSettings settings) {
    this.bench = bench;
    this.description = bench.description();
    this.settings = settings;
    this.device = device;
  }

  /**
   * The programs for {@code inputs}; drives nothing. Where the host computes the neurons, the
   * programs of later arrays are given with the largest amplitudes that can occur.
   *
   * @throws ProgramRefused if the bench cannot or may not run them
   */
  public RunPlan plan(List<Volts> inputs) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("inference: inputs=0; give at least one input");
    }
    description.shape().chained();
    checkInputs(0, inputs);
    return planned(batches(inputs));
  }

  private RunPlan planned(List<List<Volts>> batches) {
    List<Program> programs = new ArrayList<>();
    for (List<Volts> batch : batches) {
      List<Volts> amplitudes = batch;
      for (int l = 0; l < passes(); l++) {
        LayerPass pass = pass(l, amplitudes);
        programs.add(pass.program());
        double largest = description.activation().volts(pass.largestAmperes());
        int neurons = description.shape().array(l).neurons();
        amplitudes = batch.stream().map(input -> Volts.all(neurons, largest)).toList();
      }
    }
    return RunPlan.of(programs, passes() == 1, description, bench.limits());
  }

  /**
   * Evaluates every input.
   *
   * @throws ProgramRefused if the bench cannot or may not do it; nothing was driven
   */
  public InferenceResult run(List<Volts> inputs) {
    plan(inputs);
    List<InferenceOutcome> outcomes = new ArrayList<>();
    List<Recording> recordings = new ArrayList<>();
    double benchSeconds = 0;
    for (List<Volts> batch : batches(inputs)) {
      InferenceBatch done = evaluated(outcomes.size(), batch);
      outcomes.addAll(done.outcomes());
      recordings.addAll(done.recordings());
      benchSeconds += done.benchSeconds();
    }
    return new InferenceResult(outcomes, benchSeconds, recordings);
  }

  /**
   * Evaluates as many inputs as come, and forgets each batch once it was told of: only as many
   * inputs and outcomes as one program takes are held.
   *
   * @param inputs asked for the inputs of a batch before the batch is driven
   * @param batches hears of every batch, in order; what it throws ends the evaluation there
   * @throws ProgramRefused if the bench cannot or may not do a batch; nothing of it was driven
   */
  public void run(Iterator<Volts> inputs, Consumer<InferenceBatch> batches) {
    description.shape().chained();
    int size = batchSize();
    int first = 0;
    while (inputs.hasNext()) {
      List<Volts> batch = new ArrayList<>();
      while (batch.size() < size && inputs.hasNext()) {
        batch.add(inputs.next());
      }
      checkInputs(first, batch);
      if (passes() > 1) {
        planned(List.of(batch)); // a later array may refuse what the first has driven already
      }
      InferenceBatch done = evaluated(first, batch);
      batches.accept(done);
      first = done.done();
    }
  }

  private InferenceBatch evaluated(int first, List<Volts> batch) {
    InferenceRun run = new InferenceRun(bench, batch);
    for (int l = 0; l < passes() && run.pending(); l++) {
      run.pass(pass(l, run.amplitudes()));
    }
    return run.finished(first);
  }

  /** One in a cascade, else one an array. */
  private int passes() {
    return description.cascade() ? 1 : description.shape().layers();
  }

  private LayerPass pass(int driven, List<Volts> amplitudes) {
    int sampled = description.cascade() ? description.shape().layers() - 1 : driven;
    return new LayerPass(description, settings, device, driven, sampled, amplitudes);
  }

  private List<List<Volts>> batches(List<Volts> inputs) {
    return Batches.of(inputs, batchSize());
  }

  private int batchSize() {
    int most = settings.inputsAProgram();
    if (!bench.streamsTables()) {
      int held = HeldInputs.most(description, settings.certified());
      most = Math.min(most, Math.min(held, InferenceSettings.MOST_INPUTS_HELD));
    }
    double each = BlockSignal.PLATEAUS * settings.tauSeconds();
    // Sampling at rest takes at most as long as one signal.
    boolean slow = description.channels().stream().anyMatch(c -> c.conversionSeconds() > 0);
    double rest = settings.certified() && slow ? each : 0;
    double spare = bench.limits().programSeconds() - settings.settleSeconds() - rest;
    return Batches.size(most, each, spare);
  }

  private void checkInputs(int firstIndex, List<Volts> inputs) {
    ArrayShape first = description.shape().array(0);
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).columns() != first.columns()) {
        throw new IllegalArgumentException(
            "inference: input=%d, its-size=%d, columns=%d; they must be equal"
                .formatted(firstIndex + i + 1, inputs.get(i).columns(), first.columns()));
      }
    }
  }
}
