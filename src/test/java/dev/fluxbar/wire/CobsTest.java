package dev.fluxbar.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CobsTest {

  private static int decode(int room, int... stuffed) {
    byte[] bytes = new byte[stuffed.length];
    for (int i = 0; i < stuffed.length; i++) {
      bytes[i] = (byte) stuffed[i];
    }
    return Cobs.decode(bytes, bytes.length, new byte[room]);
  }

  @Test
  void refusesAZeroWhereverItStands() {
    assertThat(decode(8, 0, 1)).isEqualTo(-1);
    assertThat(decode(8, 3, 1, 0)).isEqualTo(-1);
    assertThat(decode(8, 3, 1, 2)).isEqualTo(2);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThat(decode(2, 4, 1, 2, 3)).isEqualTo(-1);
    assertThat(decode(1, 2, 9, 1)).as("the zero between two groups").isEqualTo(-1);
    assertThat(decode(2, 2, 9, 1)).isEqualTo(2);
  }

  @Test
  void givesBackWhatItStuffed() {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(600)];
      random.nextBytes(bytes);
      // Mostly without zeros, so that groups get full.
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = bytes[i] == 0 && random.nextInt(4) > 0 ? 1 : bytes[i];
      }
      byte[] stuffed = Cobs.encode(bytes, bytes.length);
      byte[] out = new byte[bytes.length];
      assertThat(Cobs.decode(stuffed, stuffed.length, out))
          .as("seed=%d", seed)
          .isEqualTo(bytes.length);
      assertThat(Arrays.equals(out, bytes)).as("seed=%d", seed).isTrue();
    }
  }
}
