package dev.fluxbar.dynamics.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Points that are kept once: what lies within a distance of an earlier point is that point. */
final class Clusters {
  private final double distance;
  private final double[] direction;
  private final double reach;
  private final List<double[]> points = new ArrayList<>();

  /** Places of points by their way along a drawn direction; near points are near in it. */
  private final TreeMap<Double, List<Integer>> along = new TreeMap<>();

  Clusters(int size, double distance) {
    SplittableRandom random = new SplittableRandom(1);
    this.distance = distance;
    this.direction = random.doubles(size).toArray();
    double longest = 0;
    for (double step : direction) {
      longest += step;
    }
    // Twice, for what rounding adds.
    this.reach = 2 * distance * longest;
  }

  /** In the order in which they came. */
  List<double[]> points() {
    return points;
  }

  /** The place of a point, new if no earlier one is near. */
  int place(double[] point) {
    double way = 0;
    for (int i = 0; i < point.length; i++) {
      way += direction[i] * point[i];
    }
    for (List<Integer> places : along.subMap(way - reach, true, way + reach, true).values()) {
      for (int place : places) {
        if (areNear(points.get(place), point)) {
          return place;
        }
      }
    }
    points.add(point.clone());
    along.computeIfAbsent(way, key -> new ArrayList<>()).add(points.size() - 1);
    return points.size() - 1;
  }

  private boolean areNear(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs(a[i] - b[i]) <= distance)) {
        return false;
      }
    }
    return true;
  }
}
