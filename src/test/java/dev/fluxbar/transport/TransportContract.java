package dev.fluxbar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every transport promises. The time limit is a guard against a hang and asserts nothing. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class TransportContract {
  private static final int LARGE_BYTES = 1 << 20;
  private static final long SEED = 20_260_101;

  /** Two opened ends of one pipe. */
  record Ends(ByteTransport host, ByteTransport board) {}

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "transport-test");
            thread.setDaemon(true);
            return thread;
          });
  private final List<ByteTransport> opened = new ArrayList<>();

  /** Makes and opens both ends. */
  abstract Ends connect();

  /** A host's end that was not opened. */
  abstract ByteTransport unopened();

  /** Transports whose opening must be refused: the thing is not there, or somebody has it. */
  abstract Stream<ByteTransport> refused();

  /** Whether the board's end notices that a host has left; some wait for the next host instead. */
  abstract boolean boardSeesHostLeave();

  private Ends connected() {
    Ends ends = connect();
    opened.add(ends.host());
    opened.add(ends.board());
    return ends;
  }

  @AfterEach
  void closeAll() {
    opened.forEach(ByteTransport::close);
    threads.shutdownNow();
  }

  @Test
  void carriesAllByteValuesToTheBoard() throws Exception {
    Ends ends = connected();
    assertThat(carried(ends.host(), ends.board(), allByteValues())).isEqualTo(allByteValues());
  }

  @Test
  void carriesAllByteValuesToTheHost() throws Exception {
    Ends ends = connected();
    assertThat(carried(ends.board(), ends.host(), allByteValues())).isEqualTo(allByteValues());
  }

  @Test
  void carriesOnlyTheGivenPartOfAnArray() {
    Ends ends = connected();
    ends.host().write(new byte[] {1, 2, 3, 4, 5}, 1, 3);
    assertThat(readFully(ends.board(), 3)).containsExactly(2, 3, 4);
  }

  @Test
  void carriesLargeTransfersBothWaysAtOnceInOrder() throws Exception {
    Ends ends = connected();
    byte[] down = randomBytes(SEED);
    byte[] up = randomBytes(SEED + 1);
    Future<?> writesDown = threads.submit(() -> ends.host().write(down, 0, down.length));
    Future<?> writesUp = threads.submit(() -> ends.board().write(up, 0, up.length));
    Future<byte[]> readsDown = threads.submit(() -> readFully(ends.board(), down.length));
    Future<byte[]> readsUp = threads.submit(() -> readFully(ends.host(), up.length));
    assertThat(readsDown.get()).as("to the board, seed %d", SEED).isEqualTo(down);
    assertThat(readsUp.get()).as("to the host, seed %d", SEED + 1).isEqualTo(up);
    writesDown.get();
    writesUp.get();
  }

  @Test
  void givesWhatFitsIntoASmallBufferAndKeepsTheRest() {
    Ends ends = connected();
    ends.board().write(new byte[] {1, 2, 3}, 0, 3);
    byte[] one = new byte[1];
    for (int expected = 1; expected <= 3; expected++) {
      assertThat(ends.host().read(one)).isEqualTo(1);
      assertThat(one[0]).isEqualTo((byte) expected);
    }
  }

  @Test
  void closingEndsABlockedReadOfTheHost() throws Exception {
    Ends ends = connected();
    assertThat(readEndedByClosing(ends.host())).isEqualTo(-1);
  }

  @Test
  void closingEndsABlockedReadOfTheBoard() throws Exception {
    Ends ends = connected();
    assertThat(readEndedByClosing(ends.board())).isEqualTo(-1);
  }

  @Test
  void closingEndsABlockedWriteOfTheHost() throws Exception {
    assertWriteEndedByClosing(connected().host());
  }

  @Test
  void closingEndsABlockedWriteOfTheBoard() throws Exception {
    assertWriteEndedByClosing(connected().board());
  }

  @Test
  void theHostSeesThatTheBoardHasGone() {
    Ends ends = connected();
    ends.board().close();
    assertThat(ends.host().read(new byte[16])).isEqualTo(-1);
    assertThat(ends.host().read(new byte[16])).isEqualTo(-1);
    assertThatThrownBy(() -> ends.host().write(new byte[1], 0, 1))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("gone");
  }

  @Test
  void aHostThatOnlyWritesSeesThatTheBoardHasGone() {
    Ends ends = connected();
    ends.board().close();
    // TCP learns it from the answer to the first write, so one write may still pass.
    assertThatThrownBy(() -> writeForEver(ends.host())).isInstanceOf(TransportException.class);
  }

  @Test
  void theBoardSeesThatTheHostHasGone() {
    assumeTrue(boardSeesHostLeave(), "this board's end waits for the next host");
    Ends ends = connected();
    ends.host().close();
    assertThat(ends.board().read(new byte[16])).isEqualTo(-1);
    assertThatThrownBy(() -> writeForEver(ends.board())).isInstanceOf(TransportException.class);
  }

  @Test
  void closingTwiceIsHarmless() {
    Ends ends = connected();
    ends.host().close();
    ends.host().close();
    ends.board().close();
    ends.board().close();
    ends.host().close();
  }

  @Test
  void aClosedEndReadsNothingAndRefusesToWriteOrToOpen() {
    for (ByteTransport end : bothEnds(connected())) {
      end.close();
      assertThat(end.read(new byte[4])).isEqualTo(-1);
      assertRefusal(() -> end.write(new byte[1], 0, 1));
      assertRefusal(end::open);
    }
  }

  @Test
  void refusesToOpenTwice() {
    for (ByteTransport end : bothEnds(connected())) {
      assertRefusal(end::open);
    }
  }

  @Test
  void refusesToReadAndWriteBeforeItIsOpened() {
    ByteTransport unopened = unopened();
    assertRefusal(() -> unopened.read(new byte[1]));
    assertRefusal(() -> unopened.write(new byte[1], 0, 1));
    unopened.close();
    assertRefusal(unopened::open);
  }

  @Test
  void refusesAnEmptyBufferAndARangeOutsideTheArray() {
    for (ByteTransport end : bothEnds(connected())) {
      assertThatThrownBy(() -> end.read(new byte[0])).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> end.write(new byte[2], 1, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void writingNothingIsAllowed() {
    Ends ends = connected();
    ends.host().write(new byte[0], 0, 0);
    ends.host().write(new byte[] {7}, 0, 1);
    assertThat(readFully(ends.board(), 1)).containsExactly(7);
  }

  @Test
  void anInterruptStaysPendingAndTheBytesStillPass() throws Exception {
    Ends ends = connected();
    Future<Boolean> carried =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              ends.host().write(new byte[] {1, 2}, 0, 2);
              readFully(ends.board(), 2);
              ends.board().write(new byte[] {3}, 0, 1);
              readFully(ends.host(), 1);
              return Thread.interrupted();
            });
    assertThat(carried.get()).as("the interrupt is still pending").isTrue();
  }

  @Test
  void refusesToOpenWhatIsMissingOrTakenInOneSentence() {
    refused().forEach(transport -> assertRefusal(transport::open));
  }

  @Test
  void hasANameThatPeopleCanRead() {
    for (ByteTransport end : bothEnds(connected())) {
      assertThat(end.name()).contains(":").doesNotContain("\n");
    }
  }

  /** The form of every message: subject, facts, what to do next. */
  static void assertRefusal(Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOf(TransportException.class)
        .message()
        .matches("[^\n]+: [a-z-]+=[^\n]+; [^\n]+[a-z0-9)]");
  }

  /** Reads exactly so many bytes; fails when the pipe ends before. */
  static byte[] readFully(ByteTransport from, int length) {
    byte[] all = new byte[length];
    int filled = 0;
    while (filled < length) {
      byte[] part = new byte[Math.min(length - filled, 5000)];
      int count = from.read(part);
      assertThat(count).as("after %d of %d bytes", filled, length).isBetween(1, part.length);
      System.arraycopy(part, 0, all, filled, count);
      filled += count;
    }
    return all;
  }

  private byte[] carried(ByteTransport from, ByteTransport to, byte[] bytes) throws Exception {
    Future<?> writes = threads.submit(() -> from.write(bytes, 0, bytes.length));
    byte[] read = readFully(to, bytes.length);
    writes.get();
    return read;
  }

  private int readEndedByClosing(ByteTransport end) throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    Future<Integer> reads =
        threads.submit(
            () -> {
              started.countDown();
              return end.read(new byte[16]);
            });
    started.await();
    stall(reads, new AtomicLong());
    end.close();
    return reads.get();
  }

  private void assertWriteEndedByClosing(ByteTransport end) throws Exception {
    AtomicLong written = new AtomicLong();
    Future<?> writes =
        threads.submit(
            () -> {
              byte[] chunk = new byte[4096];
              while (true) {
                end.write(chunk, 0, chunk.length);
                written.addAndGet(chunk.length);
              }
            });
    stall(writes, written);
    end.close();
    assertThatThrownBy(writes::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TransportException.class);
  }

  /**
   * Lets a call run until it makes no more progress. This only makes it likely that the call is
   * blocked; what is asserted afterwards must hold in either case.
   */
  private static void stall(Future<?> call, AtomicLong progress) throws Exception {
    long before;
    do {
      before = progress.get();
      try {
        call.get(50, TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillRunning) {
        assertThat(call).isNotDone();
      }
    } while (progress.get() != before);
  }

  private static void writeForEver(ByteTransport end) {
    while (true) {
      end.write(new byte[64], 0, 64);
    }
  }

  private static List<ByteTransport> bothEnds(Ends ends) {
    return List.of(ends.host(), ends.board());
  }

  private static byte[] allByteValues() {
    byte[] bytes = new byte[256];
    for (int value = 0; value < 256; value++) {
      bytes[value] = (byte) value;
    }
    return bytes;
  }

  private static byte[] randomBytes(long seed) {
    byte[] bytes = new byte[LARGE_BYTES];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
