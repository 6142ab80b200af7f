package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The networks that the tests of this package run on. */
final class Networks {
  static final NetworkShape SINGLE = NetworkShape.sizes(4, 5, 3, 2);
  static final NetworkShape PAIRS =
      NetworkShape.of(ArrayShape.pairs(5, 4), ArrayShape.pairs(3, 5), ArrayShape.pairs(2, 3));

  private Networks() {}

  /** Both topologies, both switch kinds, single rows and pairs. */
  static Stream<Arguments> kinds() {
    List<Arguments> kinds = new ArrayList<>();
    for (Topology topology : Topology.values()) {
      for (SwitchKind switches : SwitchKind.values()) {
        kinds.add(Arguments.of(topology, switches, SINGLE));
        kinds.add(Arguments.of(topology, switches, PAIRS));
      }
    }
    return kinds.stream();
  }

  /** Memductances of the paper's memristor, each in [0.7, 3.3]. */
  static Memductances random(NetworkShape shape, long seed) {
    Random random = new Random(seed);
    return of(shape, (k, j) -> 0.7 + 2.6 * random.nextDouble());
  }

  static Memductances of(NetworkShape shape, Matrix.Entry entry) {
    return new Memductances(
        shape.arrays().stream()
            .map(array -> Matrix.fill(array.rows(), array.columns(), entry))
            .toList());
  }
}
