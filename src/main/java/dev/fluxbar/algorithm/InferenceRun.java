package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries a batch of inputs from array to array. Not for use by several threads. */
final class InferenceRun {
  private final Bench bench;
  private final BenchDescription description;
  private final List<Recording> recordings = new ArrayList<>();
  private final List<Item> batch;
  private double benchSeconds;

  /** One input on its way. */
  private static final class Item {
    private Volts amplitudes;
    private double[] neuronAmperes = new double[0];
    private double benchSeconds;
    private @Nullable Certificate certificate;
    private InferenceOutcome.@Nullable Saturated saturated;

    Item(Volts amplitudes) {
      this.amplitudes = amplitudes;
    }
  }

  InferenceRun(Bench bench, List<Volts> inputs) {
    this.bench = bench;
    this.description = bench.description();
    this.batch = inputs.stream().map(Item::new).toList();
  }

  boolean pending() {
    return !live().isEmpty();
  }

  /** The column voltages of each input that goes on. */
  List<Volts> amplitudes() {
    return live().stream().map(item -> item.amplitudes).toList();
  }

  /** Runs one pass for the inputs that go on; saturated ones end. */
  void pass(LayerPass pass) {
    List<Item> live = live();
    Program program = pass.program();
    Recording recording = bench.run(program);
    recordings.add(recording);
    benchSeconds += recording.benchSeconds();
    LayerPass.Turns turns = pass.turns(program, recording);
    for (int turn = 0; turn < live.size(); turn++) {
      Item item = live.get(turn);
      item.benchSeconds += recording.benchSeconds() / live.size();
      item.saturated = turns.saturated(turn);
      if (item.saturated == null) {
        advance(item, turns.array(), turns.amperes(turn));
        join(item, turns.certificate(turn));
      }
    }
  }

  private void advance(Item item, int array, double[] rows) {
    ArrayShape shape = description.shape().array(array);
    double[] neurons = new double[shape.neurons()];
    for (int row = 0; row < shape.rows(); row++) {
      neurons[shape.neuronOf(row)] += row < shape.neurons() ? rows[row] : -rows[row];
    }
    item.neuronAmperes = neurons;
    item.amplitudes = Volts.of(description.activation().volts(neurons));
  }

  private void join(Item item, @Nullable Certificate next) {
    Certificate before = item.certificate;
    item.certificate = before == null || next == null ? next : before.and(next);
  }

  /** What came of the batch, whose first input has the index {@code first} among all. */
  InferenceBatch finished(int first) {
    List<InferenceOutcome> outcomes = new ArrayList<>();
    for (Item item : batch) {
      InferenceOutcome.Saturated saturated = item.saturated;
      if (saturated != null) {
        outcomes.add(saturated);
      } else {
        List<Double> amperes = Arrays.stream(item.neuronAmperes).boxed().toList();
        outcomes.add(
            new InferenceOutcome.Inferred(
                item.amplitudes, amperes, item.benchSeconds, item.certificate));
      }
    }
    return new InferenceBatch(first, outcomes, benchSeconds, recordings);
  }

  private List<Item> live() {
    return batch.stream().filter(item -> item.saturated == null).toList();
  }
}
