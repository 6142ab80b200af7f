package dev.fluxbar.app.dynamics;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.report.TimeFigure;
import dev.fluxbar.dynamics.network.CircuitEquations;
import dev.fluxbar.dynamics.network.Control;
import dev.fluxbar.dynamics.network.Edge;
import dev.fluxbar.dynamics.network.Evolution;
import dev.fluxbar.dynamics.network.MemristiveCircuit;
import dev.fluxbar.dynamics.network.MemristorLaw;
import dev.fluxbar.dynamics.network.Trajectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lets a circuit of memristors evolve by itself and says what became of it. */
public final class SimulateNetwork {

  /**
   * What is asked.
   *
   * @param edges file of edges, instead of a generated circuit
   * @param circuit name of a generated circuit
   * @param sourceVolts of generated circuits
   * @param sourceHertz of generated circuits
   * @param w0 of generated circuits
   * @param seed of generated circuits
   */
  public record Wanted(
      Optional<Path> edges,
      String circuit,
      double sourceVolts,
      double sourceHertz,
      double w0,
      long seed,
      MemristorLaw law,
      Evolution.Wanted evolution) {

    List<Edge> read() {
      return edges
          .map(EdgeFile::read)
          .orElseGet(() -> new CircuitChoice(circuit, sourceVolts, sourceHertz, w0, seed).edges());
    }
  }

  private SimulateNetwork() {}

  /**
   * Simulates and writes {@code memories.csv}, {@code edges.csv} and {@code memories.png}.
   *
   * @return the document of {@code --json}
   */
  public static Map<String, Object> run(Wanted wanted, SimulationFolder folder, Audience audience) {
    MemristiveCircuit circuit = new MemristiveCircuit(wanted.read());
    CircuitEquations equations = new CircuitEquations(circuit, wanted.law());
    Trajectory trajectory = Evolution.run(equations, wanted.evolution());
    double end = wanted.evolution().endSeconds();
    Map<String, Object> values = new NetworkDocument(equations, trajectory, end).values();
    folder.write("memories.csv", memories(circuit, trajectory));
    folder.write("edges.csv", edges(equations, trajectory, end));
    folder.write("memories.png", picture(circuit, trajectory));
    tell(equations, trajectory, values, audience);
    return values;
  }

  private static String name(Edge edge) {
    return edge.from() + " to " + edge.to();
  }

  private static byte[] memories(MemristiveCircuit circuit, Trajectory trajectory) {
    StringBuilder text = new StringBuilder("t-seconds");
    for (int place : circuit.memristorEdges()) {
      text.append(",w ").append(place + 1);
    }
    for (Trajectory.Sample sample : trajectory.samples()) {
      text.append('\n').append(sample.seconds());
      for (double w : sample.w()) {
        text.append(',').append(w);
      }
    }
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] edges(CircuitEquations equations, Trajectory trajectory, double end) {
    StringBuilder text = new StringBuilder("edge,from,to,w0,w-end,current-end-amperes\n");
    double[] amperes = equations.edgeAmperes(trajectory.wEnd(), end);
    double[] w = trajectory.wEnd();
    int m = 0;
    for (int k = 0; k < amperes.length; k++) {
      Edge edge = equations.circuit().edges().get(k);
      boolean ideal = edge.kind() == Edge.Kind.IDEAL;
      text.append(
          "%d,%s,%s,%s,%s,%s\n"
              .formatted(
                  k + 1,
                  edge.from(),
                  edge.to(),
                  ideal ? "" : edge.w0(),
                  ideal ? "" : w[m++],
                  amperes[k]));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** As many curves as can be told apart. */
  private static byte[] picture(MemristiveCircuit circuit, Trajectory trajectory) {
    double[] seconds =
        trajectory.samples().stream().mapToDouble(Trajectory.Sample::seconds).toArray();
    int[] places = circuit.memristorEdges();
    List<TimeFigure.Curve> curves = new ArrayList<>();
    for (int m = 0; m < Math.min(places.length, TimeFigure.MOST_CURVES); m++) {
      int memristor = m;
      curves.add(
          new TimeFigure.Curve(
              name(circuit.edges().get(places[m])),
              trajectory.samples().stream().mapToDouble(s -> s.w()[memristor]).toArray()));
    }
    String title =
        places.length > curves.size()
            ? "Internal memory, the first %d of %d memristors"
                .formatted(curves.size(), places.length)
            : "Internal memory of every memristor";
    return TimeFigure.draw(title, "w (0: Ron, 1: Roff)", seconds, curves, 0, 1).bytes();
  }

  private static void tell(
      CircuitEquations equations,
      Trajectory trajectory,
      Map<String, Object> values,
      Audience audience) {
    MemristiveCircuit circuit = equations.circuit();
    audience.say(
        "%d memristors, %d nodes, xi = %.4g: effective memory %.3f, %d of the memories independent"
            .formatted(
                circuit.memristors(),
                circuit.nodes().size(),
                equations.law().xi(),
                circuit.effectiveMemory(),
                circuit.independentMemories(equations.law().control())));
    double[] start = circuit.w0();
    double[] end = trajectory.wEnd();
    int[] places = circuit.memristorEdges();
    for (int m = 0; m < Math.min(end.length, 16); m++) {
      Edge edge = circuit.edges().get(places[m]);
      audience.say(
          String.format(Locale.ROOT, "  %-24s w %.4f -> %.4f", name(edge), start[m], end[m]));
    }
    if (end.length > 16) {
      audience.say("  ... (%d more, in edges.csv)".formatted(end.length - 16));
    }
    audience.say(
        "%d steps, %d rejected, %d times at a bound or off it; charge and flux conserved to %.1e"
            .formatted(
                trajectory.steps(),
                trajectory.rejectedSteps(),
                trajectory.boundEvents(),
                trajectory.conservationError()));
    if (equations.law().alphaPerSecond() != 0 && equations.law().control() == Control.CURRENT) {
      audience.say(
          values.containsKey("fixed-point")
              ? "A fixed point lies between the bounds: see --json for its eigenvalues."
              : "No fixed point between the bounds was found.");
    }
  }
}
