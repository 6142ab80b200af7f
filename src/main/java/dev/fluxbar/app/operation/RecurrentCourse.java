package dev.fluxbar.app.operation;

import dev.fluxbar.app.report.Png;
import dev.fluxbar.app.report.Wave;
import dev.fluxbar.app.report.WaveFigure;
import dev.fluxbar.app.report.WavePanel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The activations of a network in the loop beside those of its simulation, at the start and after
 * each step.
 *
 * @param stepSeconds of the network's time
 * @param bench volts, one a neuron
 * @param simulated volts, one a neuron
 * @param tolerance by how many volts the two may differ, one a neuron
 */
record RecurrentCourse(
    double stepSeconds, List<double[]> bench, List<double[]> simulated, List<double[]> tolerance) {

  /** Two curves a neuron, and more cannot be told apart. */
  private static final int SHOWN = 4;

  RecurrentCourse {
    bench = List.copyOf(bench);
    simulated = List.copyOf(simulated);
    tolerance = List.copyOf(tolerance);
  }

  private int neurons() {
    return bench.get(0).length;
  }

  double[] benchEnd() {
    return bench.get(bench.size() - 1);
  }

  double[] simulatedEnd() {
    return simulated.get(simulated.size() - 1);
  }

  double largestDifferenceVolts() {
    return rows().mapToDouble(this::differenceVolts).max().orElseThrow();
  }

  double largestToleranceVolts() {
    return rows().mapToDouble(this::toleranceVolts).max().orElseThrow();
  }

  private IntStream rows() {
    return IntStream.range(0, bench.size());
  }

  private double differenceVolts(int row) {
    return IntStream.range(0, neurons())
        .mapToDouble(i -> Math.abs(bench.get(row)[i] - simulated.get(row)[i]))
        .max()
        .orElseThrow();
  }

  private double toleranceVolts(int row) {
    return IntStream.range(0, neurons())
        .mapToDouble(i -> tolerance.get(row)[i])
        .max()
        .orElseThrow();
  }

  /** Whether every activation was within its tolerance after every step. */
  boolean followed() {
    return rows()
        .allMatch(
            row ->
                IntStream.range(0, neurons())
                    .allMatch(
                        i ->
                            Math.abs(bench.get(row)[i] - simulated.get(row)[i])
                                <= tolerance.get(row)[i]));
  }

  byte[] csv() {
    StringBuilder text = new StringBuilder("t-seconds");
    for (String which : List.of("bench", "simulated", "tolerance")) {
      for (int i = 1; i <= neurons(); i++) {
        text.append(',').append(which).append(' ').append(i);
      }
    }
    rows()
        .forEach(
            row -> {
              text.append('\n').append(row * stepSeconds);
              for (List<double[]> which : List.of(bench, simulated, tolerance)) {
                for (double volts : which.get(row)) {
                  text.append(',').append(volts);
                }
              }
            });
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Both courses on each other, and their difference beside the tolerance. */
  Png picture() {
    double[] seconds = rows().mapToDouble(row -> row * stepSeconds).toArray();
    List<Wave> both = new ArrayList<>();
    List<Wave> differences = new ArrayList<>();
    for (int i = 0; i < Math.min(SHOWN, neurons()); i++) {
      int neuron = i;
      String name = "neuron " + (i + 1);
      double[] real = bench.stream().mapToDouble(x -> x[neuron]).toArray();
      double[] ideal = simulated.stream().mapToDouble(x -> x[neuron]).toArray();
      both.add(new Wave(name + ", bench", seconds, real));
      both.add(new Wave(name + ", simulated", seconds, ideal));
      differences.add(
          new Wave(name, seconds, rows().mapToDouble(row -> real[row] - ideal[row]).toArray()));
    }
    differences.add(
        new Wave("largest tolerance", seconds, rows().mapToDouble(this::toleranceVolts).toArray()));
    return WaveFigure.draw(
        List.of(
            new WavePanel("", "activation", "V", both),
            new WavePanel("", "bench minus simulation", "V", differences)));
  }
}
