package dev.fluxbar.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlatterTest {
  private static final byte[] FIRST = {1, 2, 3};
  private static final byte[] SECOND = {4, 5, 6, 7};

  private static Platter platter() {
    Platter platter = new Platter();
    platter.append(FIRST, FIRST.length);
    platter.force();
    platter.append(SECOND, SECOND.length);
    return platter;
  }

  @Test
  void keepsWhatWasForcedAndTearsTheRest() {
    Set<Integer> lengths = new HashSet<>();
    for (long seed = 1; seed <= 200; seed++) {
      Platter platter = platter();
      platter.losePower(new SplittableRandom(seed));
      byte[] left = bytes(platter);
      assertThat(left).as("seed %d", seed).startsWith(FIRST);
      lengths.add(left.length);
    }
    // A third of the losses shorten the file, to any of five lengths: each comes in 200.
    assertThat(lengths).containsExactlyInAnyOrder(3, 4, 5, 6, 7);
  }

  @Test
  void losesNothingThatWasForced() {
    Platter platter = platter();
    platter.force();
    platter.losePower(new SplittableRandom(1));
    assertThat(bytes(platter)).isEqualTo(new byte[] {1, 2, 3, 4, 5, 6, 7});
  }

  @Test
  void aCutThatWasNotForcedMayNotHaveHappened() {
    Set<Integer> lengths = new HashSet<>();
    for (long seed = 1; seed <= 50; seed++) {
      Platter platter = platter();
      platter.force();
      platter.cut(2);
      platter.losePower(new SplittableRandom(seed));
      lengths.add(bytes(platter).length);
      assertThat(bytes(platter))
          .isEqualTo(Arrays.copyOf(new byte[] {1, 2, 3, 4, 5, 6, 7}, bytes(platter).length));
    }
    assertThat(lengths).containsExactlyInAnyOrder(2, 7);
  }

  private static byte[] bytes(Platter platter) {
    byte[] bytes = new byte[(int) platter.length()];
    platter.read(0, bytes, bytes.length);
    return bytes;
  }
}
