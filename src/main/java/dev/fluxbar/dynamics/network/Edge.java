package dev.fluxbar.dynamics.network;

/**
 * An element of a circuit between two nodes with a source in series. Current and source count
 * positive from {@code from} to {@code to}.
 *
 * @param from name of a node
 * @param to name of another node
 * @param source in series
 * @param w0 internal memory at the start, 0 to 1: resistance from Ron (0) to Roff (1)
 * @param polarity 1 where positive current lowers w as Caravelli (4) is printed, -1 where it raises
 *     it
 * @param kind passive, active or no memristor at all
 */
public record Edge(String from, String to, Source source, double w0, int polarity, Kind kind) {

  /** What stands in series with the source. */
  public enum Kind {
    /** A memristor of positive resistance. */
    PASSIVE,
    /** A memristor of negative resistance: {@code v = -R(w) i}. */
    ACTIVE,
    /** Nothing: an ideal source, a driver or a wire. */
    IDEAL
  }

  public Edge {
    if (from.isBlank() || to.isBlank() || from.equals(to)) {
      throw new IllegalArgumentException(
          "edge: from='%s', to='%s'; an edge joins two different nodes".formatted(from, to));
    }
    if (!(w0 >= 0 && w0 <= 1)) {
      throw new IllegalArgumentException(
          "edge %s to %s: w0=%s; it must be 0 to 1".formatted(from, to, w0));
    }
    if (polarity != 1 && polarity != -1) {
      throw new IllegalArgumentException(
          "edge %s to %s: polarity=%d; it must be 1 or -1".formatted(from, to, polarity));
    }
  }

  /** A passive memristor of polarity 1 with a constant source. */
  public static Edge of(String from, String to, double sourceVolts, double w0) {
    return new Edge(from, to, Source.constant(sourceVolts), w0, 1, Kind.PASSIVE);
  }

  /** A constant ideal source: a driver, or a wire at 0 V. */
  public static Edge ideal(String from, String to, double sourceVolts) {
    return new Edge(from, to, Source.constant(sourceVolts), 0, 1, Kind.IDEAL);
  }

  /** The same element written down from its other end: nothing changes but signs. */
  public Edge turned() {
    return new Edge(to, from, source.reversed(), w0, -polarity, kind);
  }
}
