package dev.fluxbar.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HdfChecksumTest {

  /** The example that Jenkins gives with his function. */
  @Test
  void isLookup3() {
    byte[] text = "Four score and seven years ago".getBytes(StandardCharsets.US_ASCII);
    assertThat(HdfChecksum.of(text, text.length)).isEqualTo(0x17770551);
  }

  /** Twelve bytes are a whole block, which is the last one: it is not mixed twice. */
  @Test
  void bytesBehindTheLengthAreNotOfIt() {
    for (int length = 1; length < 40; length++) {
      byte[] longer = new byte[60];
      byte[] other = new byte[60];
      for (int i = 0; i < 60; i++) {
        longer[i] = (byte) (37 * i);
        other[i] = i < length ? longer[i] : 99;
      }
      int sum = HdfChecksum.of(longer, length);
      assertThat(HdfChecksum.of(other, length)).as("length %d", length).isEqualTo(sum);
      other[length - 1]++;
      assertThat(HdfChecksum.of(other, length)).as("length %d", length).isNotEqualTo(sum);
    }
  }
}
