package dev.fluxbar.app.dynamics;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.RecurrentSetup;
import dev.fluxbar.dynamics.recurrent.Basins;
import dev.fluxbar.dynamics.recurrent.Conditions;
import dev.fluxbar.dynamics.recurrent.Equilibrium;
import dev.fluxbar.dynamics.recurrent.Mode;
import dev.fluxbar.dynamics.recurrent.Motion;
import dev.fluxbar.dynamics.recurrent.Rates;
import dev.fluxbar.dynamics.recurrent.RecurrentNetwork;
import dev.fluxbar.dynamics.recurrent.Starts;
import dev.fluxbar.dynamics.recurrent.State;
import dev.fluxbar.dynamics.recurrent.Trajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Lets a network of neurons and memristors evolve from many starts and says where it ends. */
public final class SimulateRecurrent {

  /** Solutions that are drawn and written down. */
  private static final int SHOWN = 6;

  /** Starts from which Newton's method looks for equilibria that no solution ends at. */
  private static final int SEARCHES = 500;

  private static final int INTERVALS = 200;

  /** Slowest times of a network that are shown where it does not come to rest. */
  private static final double UNRESTING = 20;

  /** Lines for people. */
  private static final int TOLD = 12;

  /**
   * What is asked.
   *
   * @param mode instead of that of the file
   * @param starts how many
   * @param endSeconds instead of that of the file
   * @param tolerance see {@link Motion}
   */
  public record Wanted(
      RecurrentSetup setup,
      Optional<Mode> mode,
      int starts,
      long seed,
      Optional<Double> endSeconds,
      double tolerance) {

    Mode chosenMode() {
      return mode.orElse(setup.mode());
    }

    Starts box() {
      return new Starts(setup.startVolts(), setup.startFluxVoltSeconds(), setup.heldVolts(), seed);
    }

    Basins.Wanted basins() {
      return new Basins.Wanted(starts, endSeconds.orElse(setup.endSeconds()), tolerance);
    }
  }

  private final Wanted wanted;
  private final RecurrentNetwork network;
  private final Mode mode;
  private final Audience audience;

  private SimulateRecurrent(Wanted wanted, Audience audience) {
    this.wanted = wanted;
    this.network = wanted.setup().network();
    this.mode = wanted.chosenMode();
    this.audience = audience;
  }

  /**
   * Simulates and writes tables and pictures.
   *
   * @return the document of {@code --json}
   */
  public static Map<String, Object> run(Wanted wanted, SimulationFolder folder, Audience audience) {
    return new SimulateRecurrent(wanted, audience).run(folder);
  }

  private Map<String, Object> run(SimulationFolder folder) {
    Conditions conditions = Conditions.of(network, mode);
    Basins.Outcome outcome = Basins.of(network, mode, wanted.box(), wanted.basins(), SEARCHES);
    List<Trajectory> shown = shown();
    RecurrentDocument document = new RecurrentDocument(network, mode, conditions, outcome);
    Map<String, Object> values = document.values();
    RecurrentFiles files = new RecurrentFiles(network, mode, document.order(), outcome, folder);
    files.equilibria();
    files.trajectories(shown, conditions.symmetric());
    if (conditions.symmetric()) {
      values.put("energy", document.energy(shown));
    }
    tell(conditions, outcome, document.order());
    wanted
        .setup()
        .pictures()
        .ifPresent(
            pictures ->
                values.put(
                    "recall",
                    new RecallStudy(network, pictures, wanted.seed(), wanted.basins(), audience)
                        .run(folder)));
    return values;
  }

  private double slowestSeconds() {
    double lambda = network.learning().lambdaPerSecond();
    double slowest = network.neurons().slowestSeconds();
    return lambda > 0 && mode != Mode.ACTIVATION ? Math.max(slowest, 1 / lambda) : slowest;
  }

  /**
   * The first starts, until the last of them has come to rest; or as long as shows what goes on.
   */
  private List<Trajectory> shown() {
    List<State> starts =
        IntStream.range(0, Math.min(SHOWN, wanted.starts()))
            .mapToObj(k -> wanted.box().at(network, mode, k))
            .toList();
    double end = 0;
    for (State start : starts) {
      Motion motion = new Motion(Rates.of(network, mode, start), wanted.tolerance());
      motion.begin(start);
      motion.runToRest(wanted.basins().endSeconds());
      double most = motion.resting() ? motion.seconds() : UNRESTING * slowestSeconds();
      end = Math.max(end, Math.min(motion.seconds(), most));
    }
    double seconds = end > 0 ? end : slowestSeconds();
    return starts.stream()
        .map(
            start ->
                Trajectory.follow(network, mode, start, seconds, INTERVALS, wanted.tolerance()))
        .toList();
  }

  private void tell(Conditions conditions, Basins.Outcome outcome, List<Integer> order) {
    audience.say(
        "%d neurons, %d memristors, %s evolve: %s"
            .formatted(
                network.size(),
                network.connections().memristors(),
                switch (mode) {
                  case ACTIVATION -> "activations";
                  case WEIGHTS -> "weights";
                  case BOTH -> "weights and activations";
                },
                String.join(", ", words(conditions))));
    audience.say("Proved: " + RecurrentDocument.proved(conditions.convergence()));
    audience.say(
        String.format(
            Locale.ROOT,
            "%d starts: %s; %d equilibria found, %d stable",
            outcome.starts(),
            rested(outcome),
            outcome.equilibria().size(),
            outcome.equilibria().stream().filter(Equilibrium::stable).count()));
    for (int k = 0; k < Math.min(TOLD, order.size()); k++) {
      Equilibrium one = outcome.equilibria().get(order.get(k));
      audience.say(
          String.format(
              Locale.ROOT,
              "  %2d %-8s %6.2f %% of starts, slowest %9.3g /s, x = %s",
              k + 1,
              RecurrentDocument.word(one.stability()),
              100 * outcome.share(order.get(k)),
              one.largestRealPerSecond(),
              vector(one.activations())));
    }
    if (order.size() > TOLD) {
      audience.say("  ... (%d more, in equilibria.csv)".formatted(order.size() - TOLD));
    }
  }

  private static String rested(Basins.Outcome outcome) {
    return outcome.rested() == 0
        ? "none came to rest"
        : String.format(
            Locale.ROOT,
            "%.2f %% came to rest, the last after %.4g s",
            100 * outcome.convergedShare(),
            outcome.restSeconds());
  }

  private static List<String> words(Conditions conditions) {
    List<String> words = new ArrayList<>();
    words.add(conditions.symmetric() ? "symmetric" : "not symmetric");
    if (conditions.cooperative()) {
      words.add("cooperative");
    } else {
      words.add(
          conditions.signature().isPresent()
              ? "its connections of one sign structure"
              : "its connections of no one sign structure");
    }
    words.add(conditions.irreducible() ? "irreducible" : "not irreducible");
    return words;
  }

  private static String vector(double[] x) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(6, x.length); i++) {
      text.append(String.format(Locale.ROOT, "%s%.4g", i == 0 ? "" : " ", x[i] == 0 ? 0.0 : x[i]));
    }
    return text + (x.length > 6 ? " ..." : "") + " V";
  }
}
