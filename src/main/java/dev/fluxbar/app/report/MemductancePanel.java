package dev.fluxbar.app.report;

import dev.fluxbar.signal.BlockSignal;
import java.util.List;
import java.util.Optional;

/**
 * One diagram of memductance over bench time.
 *
 * @param title what it shows
 * @param curves one a cell, at least one
 * @param target what the cell is steered to
 * @param block the block signal that was applied meanwhile
 */
public record MemductancePanel(
    String title, List<Curve> curves, Optional<Target> target, Optional<Block> block) {

  /**
   * Where a write should end: Heidema (19).
   *
   * @param siemens the memductance
   * @param epsilonSiemens the distance that counts as reached, 0 or more
   */
  public record Target(double siemens, double epsilonSiemens) {
    public Target {
      if (!Double.isFinite(siemens)
          || !(epsilonSiemens >= 0)
          || Double.isInfinite(epsilonSiemens)) {
        throw new IllegalArgumentException(
            "target: siemens=%s, epsilon-siemens=%s; both must be finite, epsilon not negative"
                .formatted(siemens, epsilonSiemens));
      }
    }
  }

  /**
   * A block signal in time.
   *
   * @param startSeconds bench time at which it begins
   * @param signal its plateaus
   */
  public record Block(double startSeconds, BlockSignal signal) {
    public Block {
      if (!Double.isFinite(startSeconds)) {
        throw new IllegalArgumentException(
            "block: start-seconds=%s; it must be finite".formatted(startSeconds));
      }
    }
  }

  public MemductancePanel {
    curves = List.copyOf(curves);
    if (curves.isEmpty()) {
      throw new IllegalArgumentException(
          "figure: panel=%s, curves=0; give at least one".formatted(title));
    }
  }

  /** The curve of a cell that is written (Heidema Fig. 6). */
  public static MemductancePanel writing(String title, Curve curve, Target target) {
    return new MemductancePanel(title, List.of(curve), Optional.of(target), Optional.empty());
  }

  /** The curves of an array during an inference (Heidema Figs. 7 and 8). */
  public static MemductancePanel inference(String title, List<Curve> curves, Block block) {
    return new MemductancePanel(title, curves, Optional.empty(), Optional.of(block));
  }
}
