package dev.fluxbar.app.dynamics;

import dev.fluxbar.app.report.Wave;
import dev.fluxbar.app.report.WaveFigure;
import dev.fluxbar.app.report.WavePanel;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.dynamics.recurrent.Basins;
import dev.fluxbar.dynamics.recurrent.Equilibrium;
import dev.fluxbar.dynamics.recurrent.Mode;
import dev.fluxbar.dynamics.recurrent.RecurrentNetwork;
import dev.fluxbar.dynamics.recurrent.State;
import dev.fluxbar.dynamics.recurrent.Trajectory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The tables and pictures of a recurrent network. */
final class RecurrentFiles {

  /** More curves cannot be told apart. */
  private static final int MOST_CURVES = 12;

  private final RecurrentNetwork network;
  private final Mode mode;
  private final List<Integer> order;
  private final Basins.Outcome outcome;
  private final SimulationFolder folder;

  /**
   * @param order of the equilibria
   */
  RecurrentFiles(
      RecurrentNetwork network,
      Mode mode,
      List<Integer> order,
      Basins.Outcome outcome,
      SimulationFolder folder) {
    this.network = network;
    this.mode = mode;
    this.order = order;
    this.outcome = outcome;
    this.folder = folder;
  }

  private void write(String name, CharSequence text) {
    folder.write(name, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  void equilibria() {
    StringBuilder text =
        new StringBuilder("equilibrium,stability,basin-share,largest-real-per-second");
    IntStream.rangeClosed(1, network.size()).forEach(i -> text.append(",x ").append(i));
    text.append('\n');
    for (int k = 0; k < order.size(); k++) {
      Equilibrium one = outcome.equilibria().get(order.get(k));
      text.append(
          "%d,%s,%s,%s"
              .formatted(
                  k + 1,
                  RecurrentDocument.word(one.stability()),
                  outcome.share(order.get(k)),
                  one.largestRealPerSecond()));
      for (double x : one.activations()) {
        text.append(',').append(x);
      }
      text.append('\n');
    }
    write("equilibria.csv", text);
  }

  /** Tables of all that are shown, and a picture of the first. */
  void trajectories(List<Trajectory> shown, boolean energy) {
    StringBuilder text = new StringBuilder("start,t-seconds");
    IntStream.rangeClosed(1, network.size()).forEach(i -> text.append(",x ").append(i));
    text.append(energy ? ",energy-watts\n" : "\n");
    for (int start = 0; start < shown.size(); start++) {
      rows(start, shown.get(start), energy, text);
    }
    write("trajectories.csv", text);
    if (mode != Mode.ACTIVATION) {
      write("weights.csv", weights(shown.get(0)));
    }
    folder.write("trajectories.png", picture(shown, energy));
  }

  private void rows(int start, Trajectory one, boolean energy, StringBuilder text) {
    double[] watts = one.energyWatts(network);
    for (int k = 0; k < one.states().size(); k++) {
      text.append(start + 1).append(',').append(one.instant(k));
      for (double x : one.states().get(k).activations()) {
        text.append(',').append(x);
      }
      text.append(energy ? "," + watts[k] + "\n" : "\n");
    }
  }

  private CharSequence weights(Trajectory one) {
    StringBuilder text = new StringBuilder("t-seconds");
    for (int to = 1; to <= network.size(); to++) {
      for (int from = 1; from <= network.size(); from++) {
        text.append(",w ").append(to).append(' ').append(from);
      }
    }
    for (int k = 0; k < one.states().size(); k++) {
      text.append('\n').append(one.instant(k));
      Matrix weights = network.connections().weights(one.states().get(k).fluxes());
      for (double[] row : weights.toArrays()) {
        for (double weight : row) {
          text.append(',').append(weight);
        }
      }
    }
    return text.append('\n');
  }

  private byte[] picture(List<Trajectory> shown, boolean energy) {
    Trajectory first = shown.get(0);
    List<WavePanel> panels = new ArrayList<>();
    if (mode != Mode.WEIGHTS) {
      List<Wave> waves = new ArrayList<>();
      for (int i = 0; i < Math.min(MOST_CURVES, network.size()); i++) {
        int neuron = i;
        waves.add(wave("neuron " + (i + 1), first, state -> state.activations()[neuron]));
      }
      panels.add(new WavePanel("Start 1", "activation", "V", waves));
    }
    if (mode != Mode.ACTIVATION) {
      panels.add(new WavePanel("", "weight", "S", weightWaves(first)));
    }
    if (energy) {
      List<Wave> waves = new ArrayList<>();
      for (int start = 0; start < shown.size(); start++) {
        waves.add(
            new Wave(
                "start " + (start + 1),
                seconds(shown.get(start)),
                shown.get(start).energyWatts(network)));
      }
      panels.add(new WavePanel("", "energy function", "W", waves));
    }
    return WaveFigure.draw(panels).bytes();
  }

  /** Of the connections into the first neurons. */
  private List<Wave> weightWaves(Trajectory one) {
    List<Matrix> weights =
        one.states().stream().map(state -> network.connections().weights(state.fluxes())).toList();
    List<Wave> waves = new ArrayList<>();
    for (int k = 0; k < network.size() * network.size() && waves.size() < MOST_CURVES; k++) {
      int to = k / network.size();
      int from = k % network.size();
      waves.add(
          new Wave(
              "%d to %d".formatted(from + 1, to + 1),
              seconds(one),
              weights.stream().mapToDouble(w -> w.at(to, from)).toArray()));
    }
    return waves;
  }

  private static double[] seconds(Trajectory one) {
    return IntStream.range(0, one.states().size()).mapToDouble(one::instant).toArray();
  }

  private static Wave wave(String label, Trajectory one, ToDoubleFunction<State> value) {
    return new Wave(label, seconds(one), one.states().stream().mapToDouble(value).toArray());
  }
}
