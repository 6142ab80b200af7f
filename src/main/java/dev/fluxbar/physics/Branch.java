package dev.fluxbar.physics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One half of a curve: where fluxes behind neurons stand after the drive, or its opposite, has
 * acted for some seconds on the state in which the curve begins. What was integrated once is kept
 * here.
 */
final class Branch {

  /**
   * A stretch of a branch.
   *
   * @param currents of the first array, or null where its cells are asked at every instant
   */
  record Stretch(double fromSeconds, double seconds, @Nullable DrivenCurrents currents) {}

  /** The end of a panel. */
  static final class Knot {
    final double seconds;

    /** Of every column behind neurons. */
    final double[] flux;

    /** What the panel that ends here lies in; null at the origin. */
    final @Nullable Stretch before;

    Knot(double seconds, double[] flux, @Nullable Stretch before) {
      this.seconds = seconds;
      this.flux = flux;
      this.before = before;
    }
  }

  /**
   * Beyond so many knots the way is forgotten, so that no drive, however long, fills the memory.
   */
  static final int MOST_KNOTS = 1 << 14;

  /** 1 if this is the half under the drive itself, -1 under its opposite. */
  final double sign;

  private final List<Knot> knots = new ArrayList<>();
  private boolean forgetful;

  Branch(double sign, double[] originFlux) {
    this.sign = sign;
    knots.add(new Knot(0, originFlux, null));
  }

  void add(Knot knot) {
    if (knots.size() == MOST_KNOTS) {
      knots.clear();
      forgetful = true;
    }
    knots.add(knot);
  }

  /** Whether the way back is lost: a new curve must begin before the direction changes. */
  boolean forgetful() {
    return forgetful;
  }

  int length() {
    return knots.size();
  }

  Knot knot(int index) {
    return knots.get(index);
  }

  Knot frontier() {
    return knots.get(knots.size() - 1);
  }

  /** The index of the last knot at or before that many seconds. */
  int lastAt(double seconds) {
    int low = 0;
    int high = knots.size();
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (knots.get(middle).seconds <= seconds) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
