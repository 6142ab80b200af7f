package dev.fluxbar.app.dynamics;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.NearestWord;
import dev.fluxbar.dynamics.network.Edge;
import dev.fluxbar.dynamics.network.GeneratedCircuit;
import dev.fluxbar.dynamics.network.Source;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A circuit that is generated: what, and what stands in its edges.
 *
 * @param name such as {@code complete:4}, {@code grid:3x4}, {@code random:500x2000} (nodes x
 *     memristors) or {@code crossbar:4x4} (rows x columns)
 * @param sourceVolts of a crossbar's driver; else sources are drawn between plus and minus this
 * @param sourceHertz 0 for constant sources
 * @param w0 of every memristor
 * @param seed of random graphs and sources
 */
record CircuitChoice(String name, double sourceVolts, double sourceHertz, double w0, long seed) {
  private static final List<String> KINDS =
      List.of("series", "complete", "grid", "random", "crossbar");
  private static final Pattern NAME = Pattern.compile("([a-z]+):([0-9]{1,6})(?:x([0-9]{1,7}))?");

  List<Edge> edges() {
    Matcher matcher = NAME.matcher(name);
    String kind = matcher.matches() ? matcher.group(1) : name.replaceFirst(":.*", "");
    if (!KINDS.contains(kind)) {
      throw new BadInput(
          "circuit: name=%s; there is no such circuit%s, write one of series:N, complete:N,"
                  .formatted(
                      name,
                      NearestWord.to(kind, KINDS)
                          .map(best -> ", did you mean " + best + "?")
                          .orElse(""))
              + " grid:RxC, random:NODESxEDGES, crossbar:RxC");
    }
    boolean pair = matcher.matches() && matcher.group(3) != null;
    boolean needsPair = !kind.equals("series") && !kind.equals("complete");
    if (!matcher.matches() || pair != needsPair) {
      throw new BadInput(
          "circuit: name=%s; write its size behind it: %s"
              .formatted(name, needsPair ? kind + ":3x4" : kind + ":4"));
    }
    int first = Integer.parseInt(matcher.group(2));
    return needsPair ? pair(kind, first, Integer.parseInt(matcher.group(3))) : single(kind, first);
  }

  private List<Edge> single(String kind, int size) {
    if (size > 2000) {
      throw new BadInput("circuit: name=%s; the size may be 2000 at most".formatted(name));
    }
    Fill fill = new Fill(new Random(seed));
    return kind.equals("series")
        ? GeneratedCircuit.series(size, fill)
        : GeneratedCircuit.complete(size, fill);
  }

  private List<Edge> pair(String kind, int first, int second) {
    if ((long) first * (kind.equals("random") ? 1 : second) > 20_000 || second > 1_000_000) {
      throw new BadInput("circuit: name=%s; at most 20000 nodes or cells".formatted(name));
    }
    Random random = new Random(seed);
    Fill fill = new Fill(random);
    return switch (kind) {
      case "grid" -> GeneratedCircuit.grid(first, second, fill);
      case "random" -> GeneratedCircuit.random(first, second, random, fill);
      default -> GeneratedCircuit.crossbar(first, second, source(sourceVolts), fill);
    };
  }

  private Source source(double volts) {
    return new Source(volts, sourceHertz, 0);
  }

  private final class Fill implements GeneratedCircuit.Fill {
    private final Random random;

    Fill(Random random) {
      this.random = random;
    }

    @Override
    public Source source() {
      return CircuitChoice.this.source(sourceVolts * (2 * random.nextDouble() - 1));
    }

    @Override
    public double w0() {
      return w0;
    }
  }
}
