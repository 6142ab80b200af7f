package dev.fluxbar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultyTransportTest extends TransportContract {
  private static final long SEED = 42;

  @Override
  Ends connect() {
    MemoryTransport.Pair pair = MemoryTransport.pair("test");
    ByteTransport host = new FaultyTransport(pair.host(), Faults.NONE, Faults.NONE, SEED);
    ByteTransport board = new FaultyTransport(pair.board(), Faults.NONE, Faults.NONE, SEED);
    host.open();
    board.open();
    return new Ends(host, board);
  }

  @Override
  ByteTransport unopened() {
    return new FaultyTransport(MemoryTransport.pair("test").host(), Faults.NONE, Faults.NONE, SEED);
  }

  @Override
  Stream<ByteTransport> refused() {
    return Stream.of(
        new FaultyTransport(
            new TcpTransport("nowhere.invalid", 5000), Faults.NONE, Faults.NONE, SEED));
  }

  @Override
  boolean boardSeesHostLeave() {
    return true;
  }

  /** What arrives when numbered chunks of eight bytes are written through outgoing faults. */
  private static final class Run {
    private final byte[] arrived;
    private final FaultCounts counts;

    private Run(byte[] arrived, FaultCounts counts) {
      this.arrived = arrived;
      this.counts = counts;
    }

    byte[] arrived() {
      return arrived;
    }

    FaultCounts counts() {
      return counts;
    }

    static Run of(Faults faults, long seed, int chunks) {
      MemoryTransport.Pair pair = MemoryTransport.pair("test");
      FaultyTransport host = new FaultyTransport(pair.host(), faults, Faults.NONE, seed);
      host.open();
      pair.board().open();
      for (int i = 0; i < chunks && !host.outgoingCounts().disconnected(); i++) {
        byte[] chunk = {(byte) i, 1, 2, 3, 4, 5, 6, 7};
        host.write(chunk, 0, chunk.length);
      }
      FaultCounts counts = host.outgoingCounts();
      host.close();
      return new Run(readToTheEnd(pair.board()), counts);
    }
  }

  private static byte[] readToTheEnd(ByteTransport from) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[100];
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      all.write(buffer, 0, count);
    }
    return all.toByteArray();
  }

  @Test
  void aDirectionWithoutFaultsCountsOnlyWhatPassed() {
    Run run = Run.of(Faults.NONE, SEED, 10);
    assertThat(run.arrived()).hasSize(80);
    assertThat(run.counts().chunks()).isEqualTo(10);
    assertThat(run.counts().carriedBytes()).isEqualTo(80);
    assertThat(run.counts().total()).isZero();
  }

  @Test
  void theSameSeedMakesTheSameFaults() {
    Run once = Run.of(Faults.rate(0.2), SEED, 500);
    Run again = Run.of(Faults.rate(0.2), SEED, 500);
    assertThat(again.arrived()).isEqualTo(once.arrived());
    assertThat(again.counts()).isEqualTo(once.counts());
    assertThat(Run.of(Faults.rate(0.2), SEED + 1, 500).arrived()).isNotEqualTo(once.arrived());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyKindOfFaultHappensAtAboutItsRate(long seed) {
    FaultCounts counts = Run.of(Faults.rate(0.2), seed, 4000).counts();
    // Losses are 4000 draws at 0.2: mean 800, sigma 25.3; the other faults only hit chunks that
    // were not lost, 3200 +- 25 draws: mean 640, sigma 24 (reordering, which gives way to a delay:
    // mean 512, sigma 22). Bounds at 8 sigma.
    String because = "seed " + seed;
    assertThat(counts.lostChunks()).as(because).isBetween(600L, 1000L);
    assertThat(counts.flippedBits()).as(because).isBetween(448L, 832L);
    assertThat(counts.duplicatedChunks()).as(because).isBetween(448L, 832L);
    assertThat(counts.truncatedChunks()).as(because).isBetween(448L, 832L);
    assertThat(counts.delayedChunks()).as(because).isBetween(448L, 832L);
    assertThat(counts.reorderedChunks()).as(because).isBetween(336L, 688L);
  }

  @Test
  void losesEveryChunkAtRateOne() {
    Run run = Run.of(Faults.builder().chunkLoss(1).build(), SEED, 10);
    assertThat(run.arrived()).isEmpty();
    assertThat(run.counts().lostChunks()).isEqualTo(10);
  }

  @Test
  void flipsExactlyOneBitOfACorruptChunk() {
    Run run = Run.of(Faults.builder().chunkCorruption(1).build(), SEED, 1);
    assertThat(flippedBits(run.arrived(), new byte[] {0, 1, 2, 3, 4, 5, 6, 7})).isEqualTo(1);
    assertThat(run.counts().flippedBits()).isEqualTo(1);
  }

  @Test
  void flipsOneBitOfEveryCorruptByte() {
    Run run = Run.of(Faults.builder().byteCorruption(1).build(), SEED, 1);
    assertThat(flippedBits(run.arrived(), new byte[] {0, 1, 2, 3, 4, 5, 6, 7})).isEqualTo(8);
    assertThat(run.counts().flippedBits()).isEqualTo(8);
  }

  @Test
  void losesEveryByteAtRateOne() {
    Run run = Run.of(Faults.builder().byteLoss(1).build(), SEED, 3);
    assertThat(run.arrived()).isEmpty();
    assertThat(run.counts().lostBytes()).isEqualTo(24);
  }

  @Test
  void aDuplicateFollowsItsOriginal() {
    assertThat(firstBytes(Run.of(Faults.builder().duplication(1).build(), SEED, 3)))
        .containsExactly(0, 0, 1, 1, 2, 2);
  }

  @Test
  void aReorderedChunkComesAfterTheNextOne() {
    // Rate one: each chunk waits for the next, which waits too, so the order is kept and the last
    // one never comes; at a rate below one places are changed.
    assertThat(firstBytes(Run.of(Faults.builder().reorder(1).build(), SEED, 4)))
        .containsExactly(0, 1, 2);
    byte[] some = firstBytes(Run.of(Faults.builder().reorder(0.3).build(), SEED, 100));
    assertThat(descents(some)).as("seed %d", SEED).isPositive();
  }

  @Test
  void aDelayedChunkIsHeldBackForSoManyChunks() {
    assertThat(firstBytes(Run.of(Faults.builder().delay(1, 3).build(), SEED, 8)))
        .containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void aTruncatedChunkLosesItsEndOnly() {
    Run run = Run.of(Faults.builder().truncation(1).build(), SEED, 1);
    byte[] whole = {0, 1, 2, 3, 4, 5, 6, 7};
    assertThat(run.arrived()).hasSizeLessThan(8);
    assertThat(whole).startsWith(run.arrived());
    assertThat(run.counts().truncatedChunks()).isEqualTo(1);
  }

  @Test
  void breaksAfterExactlySoManyBytesWritten() {
    Run run = Run.of(Faults.builder().disconnectAfter(20).build(), SEED, 100);
    assertThat(run.arrived()).hasSize(20);
    assertThat(run.counts().disconnected()).isTrue();
    assertThat(run.counts().carriedBytes()).isEqualTo(20);
  }

  @Test
  void refusesToWriteAfterABreak() {
    MemoryTransport.Pair pair = MemoryTransport.pair("test");
    Faults breaking = Faults.builder().disconnectAfter(4).build();
    FaultyTransport host = new FaultyTransport(pair.host(), breaking, Faults.NONE, SEED);
    host.open();
    host.write(new byte[8], 0, 8);
    assertRefusal(() -> host.write(new byte[8], 0, 8));
    assertThat(host.read(new byte[1])).isEqualTo(-1);
  }

  @Test
  void breaksAfterExactlySoManyBytesRead() {
    MemoryTransport.Pair pair = MemoryTransport.pair("test");
    Faults breaking = Faults.builder().disconnectAfter(20).build();
    FaultyTransport host = new FaultyTransport(pair.host(), Faults.NONE, breaking, SEED);
    host.open();
    pair.board().open();
    pair.board().write(new byte[64], 0, 64);
    assertThat(readToTheEnd(host)).hasSize(20);
    assertThat(host.incomingCounts().disconnected()).isTrue();
    assertThatThrownBy(() -> host.write(new byte[1], 0, 1)).isInstanceOf(TransportException.class);
    assertThatThrownBy(() -> pair.board().write(new byte[1], 0, 1))
        .isInstanceOf(TransportException.class);
  }

  @Test
  void damagesWhatIsReadAndOnlyThat() {
    MemoryTransport.Pair pair = MemoryTransport.pair("test");
    Faults losing = Faults.builder().byteLoss(0.5).build();
    FaultyTransport host = new FaultyTransport(pair.host(), Faults.NONE, losing, SEED);
    host.open();
    pair.board().open();
    pair.board().write(new byte[1000], 0, 1000);
    pair.board().close();
    long lost = 1000L - readToTheEnd(host).length;
    // 1000 draws at one half: mean 500, sigma 15.8; bounds above 8 sigma.
    assertThat(lost).as("seed %d", SEED).isBetween(370L, 630L);
    assertThat(host.incomingCounts().lostBytes()).isEqualTo(lost);
    assertThat(host.outgoingCounts().total()).isZero();
  }

  @Test
  void byteFaultsDoNotDependOnHowTheBytesWereCut() {
    Faults faults = Faults.builder().byteLoss(0.1).byteCorruption(0.1).build();
    byte[] whole = new byte[1000];
    new Random(SEED).nextBytes(whole);
    assertThat(written(faults, whole, 7))
        .as("seed %d", SEED)
        .isEqualTo(written(faults, whole, 1000));
  }

  @Test
  void doesNotChangeTheArrayThatItIsGiven() {
    byte[] mine = {1, 2, 3, 4};
    written(Faults.builder().byteCorruption(1).chunkCorruption(1).build(), mine, 4);
    assertThat(mine).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesARateThatIsNoProbability(double rate) {
    assertThatThrownBy(() -> Faults.rate(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rate=" + rate);
    assertThatThrownBy(() -> Faults.builder().byteLoss(rate).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesADelayOfNoChunks() {
    assertThatThrownBy(() -> Faults.builder().delay(0.1, 0).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] written(Faults faults, byte[] whole, int chunkBytes) {
    MemoryTransport.Pair pair = MemoryTransport.pair("test");
    FaultyTransport host = new FaultyTransport(pair.host(), faults, Faults.NONE, SEED);
    host.open();
    pair.board().open();
    for (int offset = 0; offset < whole.length; offset += chunkBytes) {
      host.write(whole, offset, Math.min(chunkBytes, whole.length - offset));
    }
    host.close();
    return readToTheEnd(pair.board());
  }

  private static byte[] firstBytes(Run run) {
    assertThat(run.arrived().length % 8).isZero();
    byte[] first = new byte[run.arrived().length / 8];
    for (int i = 0; i < first.length; i++) {
      first[i] = run.arrived()[8 * i];
    }
    return first;
  }

  private static int descents(byte[] numbers) {
    int count = 0;
    for (int i = 1; i < numbers.length; i++) {
      count += numbers[i] < numbers[i - 1] ? 1 : 0;
    }
    return count;
  }

  private static int flippedBits(byte[] arrived, byte[] sent) {
    assertThat(arrived).hasSameSizeAs(sent);
    int count = 0;
    for (int i = 0; i < sent.length; i++) {
      count += Integer.bitCount((arrived[i] ^ sent[i]) & 0xff);
    }
    return count;
  }
}
