package dev.fluxbar.app.dynamics;

import dev.fluxbar.dynamics.recurrent.Basins;
import dev.fluxbar.dynamics.recurrent.Conditions;
import dev.fluxbar.dynamics.recurrent.Equilibrium;
import dev.fluxbar.dynamics.recurrent.Mode;
import dev.fluxbar.dynamics.recurrent.RecurrentNetwork;
import dev.fluxbar.dynamics.recurrent.Trajectory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What is said of a recurrent network: the document of {@code --json}. */
final class RecurrentDocument {

  /** Documents stay of a size; the table has all. */
  private static final int MOST_TOLD = 200;

  private final RecurrentNetwork network;
  private final Mode mode;
  private final Conditions conditions;
  private final Basins.Outcome outcome;

  RecurrentDocument(
      RecurrentNetwork network, Mode mode, Conditions conditions, Basins.Outcome outcome) {
    this.network = network;
    this.mode = mode;
    this.conditions = conditions;
    this.outcome = outcome;
  }

  /**
   * Places of equilibria: the larger basin first, then the stable ones, then as they were found.
   */
  List<Integer> order() {
    return IntStream.range(0, outcome.equilibria().size())
        .boxed()
        .sorted(
            Comparator.comparingInt((Integer k) -> -outcome.counts().get(k))
                .thenComparing(k -> outcome.equilibria().get(k).stability()))
        .toList();
  }

  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("mode", word(mode));
    values.put("neurons", network.size());
    values.put("memristors", network.connections().memristors());
    values.put("symmetric", conditions.symmetric());
    values.put("cooperative", conditions.cooperative());
    values.put("excites-only", conditions.excitesOnly());
    conditions.signature().ifPresent(signs -> values.put("signature", signs));
    values.put("irreducible", conditions.irreducible());
    if (mode == Mode.BOTH) {
      values.put("invariant-orthants", conditions.invariantOrthants());
    }
    values.put("proved", word(conditions.convergence()));
    values.put("starts", outcome.starts());
    values.put("converged-share", outcome.convergedShare());
    if (outcome.rested() > 0) {
      values.put("rest-seconds", outcome.restSeconds());
    }
    values.put("steps", outcome.steps());
    values.put("equilibria-found", outcome.equilibria().size());
    values.put(
        "stable-equilibria", outcome.equilibria().stream().filter(Equilibrium::stable).count());
    List<Map<String, Object>> equilibria = new ArrayList<>();
    order().stream().limit(MOST_TOLD).forEach(k -> equilibria.add(equilibrium(k)));
    values.put("equilibria", equilibria);
    return values;
  }

  private Map<String, Object> equilibrium(int place) {
    Equilibrium one = outcome.equilibria().get(place);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("state", one.activations());
    if (mode != Mode.ACTIVATION) {
      told.put("weights-siemens", one.weights().toArrays());
    }
    told.put("stability", word(one.stability()));
    told.put("basin-share", outcome.share(place));
    told.put("largest-real-per-second", one.largestRealPerSecond());
    told.put(
        "eigenvalues-per-second",
        one.eigenvalues().stream()
            .map(value -> new double[] {value.realPerSecond(), value.imaginaryPerSecond()})
            .toList());
    return told;
  }

  /** Of the solutions that are shown: the first one's course, and whether any ever rises. */
  Map<String, Object> energy(List<Trajectory> shown) {
    double rise = 0;
    double span = 0;
    for (Trajectory one : shown) {
      double[] watts = one.energyWatts(network);
      for (int k = 1; k < watts.length; k++) {
        rise = Math.max(rise, watts[k] - watts[k - 1]);
      }
      span = Math.max(span, watts[0] - watts[watts.length - 1]);
    }
    double[] first = shown.get(0).energyWatts(network);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("start-watts", first[0]);
    told.put("end-watts", first[first.length - 1]);
    told.put("largest-fall-watts", span);
    told.put("largest-rise-watts", rise);
    return told;
  }

  /** A constant's name as people write it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String proved(Conditions.Convergence convergence) {
    return switch (convergence) {
      case EVERY -> "every solution converges to an equilibrium";
      case ACTIVATIONS ->
          "the activations of every solution come to rest; fluxes grow without bound";
      case ALMOST_EVERY -> "almost every solution converges to an equilibrium";
      case ALMOST_EVERY_IN_ORTHANTS ->
          "almost every solution in an orthant that fits the connections converges";
      case NOTHING -> "nothing; see what the starts do";
    };
  }
}
