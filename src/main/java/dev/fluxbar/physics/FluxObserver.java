package dev.fluxbar.physics;

/** Who watches a circuit while it advances, for instance to draw memductance against time. */
@FunctionalInterface
public interface FluxObserver {

  /**
   * The circuit stands at {@code benchSeconds}. Its fluxes, memductances, currents and voltages may
   * be inspected; it must not be changed or advanced from here.
   */
  void at(double benchSeconds, Circuit circuit);
}
