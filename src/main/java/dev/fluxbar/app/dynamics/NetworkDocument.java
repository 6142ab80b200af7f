package dev.fluxbar.app.dynamics;

import dev.fluxbar.dynamics.network.CircuitEquations;
import dev.fluxbar.dynamics.network.Edge;
import dev.fluxbar.dynamics.network.FixedPoint;
import dev.fluxbar.dynamics.network.LyapunovMatrix;
import dev.fluxbar.dynamics.network.MemristiveCircuit;
import dev.fluxbar.dynamics.network.Projector;
import dev.fluxbar.dynamics.network.Symmetries;
import dev.fluxbar.dynamics.network.Trajectory;
import dev.fluxbar.dynamics.network.WeakRegime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of a circuit and its evolution: the document of {@code --json}. */
final class NetworkDocument {
  private final CircuitEquations equations;
  private final MemristiveCircuit circuit;
  private final Trajectory trajectory;
  private final double endSeconds;
  private final double fastestHertz;

  NetworkDocument(CircuitEquations equations, Trajectory trajectory, double endSeconds) {
    this.equations = equations;
    this.circuit = equations.circuit();
    this.trajectory = trajectory;
    this.endSeconds = endSeconds;
    this.fastestHertz =
        circuit.edges().stream().mapToDouble(edge -> edge.source().hertz()).max().orElse(0);
  }

  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("nodes", circuit.nodes().size());
    values.put("edges", circuit.edges().size());
    values.put("memristors", circuit.memristors());
    values.put("xi", equations.law().xi());
    values.put("control", equations.law().control().name().toLowerCase(Locale.ROOT));
    values.put("effective-memory", circuit.effectiveMemory());
    values.put("independent-memories", circuit.independentMemories(equations.law().control()));
    values.put("w-end", perEdge(trajectory.wEnd()));
    double[] amperes = equations.edgeAmperes(trajectory.wEnd(), endSeconds);
    values.put("currents-end-amperes", amperes);
    values.put("voltages-end-volts", volts(amperes));
    values.put("conservation-error", trajectory.conservationError());
    values.put("symmetry-error", Symmetries.error(equations, circuit.w0(), peakSeconds()));
    values.put("steps", trajectory.steps());
    values.put("rejected-steps", trajectory.rejectedSteps());
    values.put("bound-events", trajectory.boundEvents());
    values.put("weak-regime", weakRegime());
    fixedPoint(values);
    return values;
  }

  /** An instant at which the fastest sine is at its peak. */
  private double peakSeconds() {
    return fastestHertz == 0 ? 0 : 1 / (4 * fastestHertz);
  }

  /** Null where an edge has no memristor. */
  private List<@Nullable Double> perEdge(double[] perMemristor) {
    List<@Nullable Double> values = new ArrayList<>();
    circuit.edges().forEach(edge -> values.add(null));
    int[] places = circuit.memristorEdges();
    for (int m = 0; m < places.length; m++) {
      values.set(places[m], perMemristor[m]);
    }
    return values;
  }

  /** Over the memristors alone, sources not included. */
  private double[] volts(double[] amperes) {
    double[] volts = new double[amperes.length];
    double[] w = trajectory.wEnd();
    int[] places = circuit.memristorEdges();
    for (int m = 0; m < places.length; m++) {
      double sign = circuit.edges().get(places[m]).kind() == Edge.Kind.ACTIVE ? -1 : 1;
      double ohms = equations.law().onOhms() * (1 + equations.law().xi() * w[m]);
      volts[places[m]] = sign * ohms * amperes[places[m]];
    }
    return volts;
  }

  private Map<String, Object> weakRegime() {
    WeakRegime weak = new WeakRegime(equations, circuit.w0(), equations.sourceVolts(peakSeconds()));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("functional-volts", weak.functional());
    values.put("printed-functional-volts", weak.printedFunctional());
    values.put("first-order-distance", weak.firstOrderDistance());
    values.put("printed-distance", weak.printedDistance());
    return values;
  }

  /**
   * Absent without decay, under alternating sources, for large circuits and where none is found.
   */
  private void fixedPoint(Map<String, Object> values) {
    if (equations.law().alphaPerSecond() == 0
        || fastestHertz > 0
        || circuit.memristors() > LyapunovMatrix.MOST_MEMRISTORS) {
      return;
    }
    FixedPoint.near(equations, circuit.w0())
        .or(() -> FixedPoint.near(equations, trajectory.wEnd()))
        .ifPresent(
            point -> {
              Map<String, Object> found = new LinkedHashMap<>();
              found.put("w", perEdge(point.w()));
              found.put("omega-symmetric", new Projector(circuit).isSymmetric());
              found.put("drive-positive", point.lyapunov().drivePositive());
              found.put("oscillates", point.lyapunov().oscillates());
              found.put(
                  "eigenvalues-per-second",
                  point.lyapunov().eigenvalues().stream()
                      .map(
                          value -> new double[] {value.realPerSecond(), value.imaginaryPerSecond()})
                      .toList());
              values.put("fixed-point", found);
            });
  }
}
