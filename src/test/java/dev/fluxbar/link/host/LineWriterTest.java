package dev.fluxbar.link.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.wire.FrameCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The writing thread, stopped and let go by hand. */
@Timeout(30)
class LineWriterTest {
  private static final long LONG_NANOS = 20_000_000_000L;

  /** A pipe whose every write waits to be let through. */
  private static final class Gate implements ByteTransport {
    final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
    final Semaphore let = new Semaphore(0);
    final List<Integer> written = Collections.synchronizedList(new ArrayList<>());
    volatile boolean failing;

    @Override
    public String name() {
      return "gate";
    }

    @Override
    public void open() {}

    @Override
    public int read(byte[] buffer) {
      return -1;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      begun.add(length);
      let.acquireUninterruptibly();
      if (failing) {
        throw new IllegalStateException("driver");
      }
      written.add(length);
    }

    @Override
    public void close() {}
  }

  private final Gate gate = new Gate();
  private final LineWriter writer = new LineWriter(gate);

  @AfterEach
  void letItEnd() {
    writer.stop();
    gate.let.release(1000);
  }

  /** Starts, and waits until the thread stands in a write of one byte. */
  private void startInAWrite() throws InterruptedException {
    writer.writeUrgent(new byte[1]);
    writer.start();
    assertThat(gate.begun.take()).isEqualTo(1);
  }

  @Test
  void isIdleWhenThePipeHasTakenAll() throws InterruptedException {
    assertThat(writer.idle()).isTrue();
    startInAWrite();
    assertThat(writer.idle()).as("being written").isFalse();
    assertThat(writer.urgentIdle()).isFalse();
    gate.let.release();
    writer.drain(LONG_NANOS);
    assertThat(writer.idle()).isTrue();
    assertThat(writer.urgentIdle()).isTrue();
    writer.write(() -> new byte[2]);
    assertThat(gate.begun.take()).isEqualTo(2);
    assertThat(writer.idle()).isFalse();
    assertThat(writer.urgentIdle()).as("what is written is not urgent").isTrue();
    writer.writeUrgent(new byte[3]);
    assertThat(writer.idle()).isFalse();
    assertThat(writer.urgentIdle()).isFalse();
  }

  @Test
  void isNotIdleBeforeItBegins() {
    writer.write(() -> new byte[1]);
    assertThat(writer.idle()).isFalse();
    assertThat(writer.urgentIdle()).isTrue();
    writer.writeUrgent(new byte[1]);
    assertThat(writer.urgentIdle()).isFalse();
  }

  @Test
  void urgentFramesWaitForNoMoreThanABatch() throws InterruptedException {
    startInAWrite();
    int longest = FrameCodec.LARGEST_STUFFED_BYTES + 1;
    for (int i = 0; i < 5; i++) {
      writer.write(() -> new byte[longest]);
      writer.writeUrgent(new byte[longest]);
    }
    gate.let.release(100);
    writer.drain(LONG_NANOS);
    // Three of the longest fit 2048 bytes with room for the check of a fourth.
    assertThat(gate.written).containsExactly(1, 3 * longest, 3 * longest, 3 * longest, longest);
  }

  @Test
  void drainsNoLongerThanItIsTold() throws InterruptedException {
    startInAWrite();
    writer.drain(1);
    assertThat(writer.idle()).isFalse();
    writer.drain(0);
    assertThat(gate.written).isEmpty();
  }

  @Test
  void drainEndsWhenThePipeFails() throws InterruptedException {
    gate.failing = true;
    startInAWrite();
    gate.let.release();
    writer.drain(LONG_NANOS);
    assertThat(writer.failure()).hasMessage("driver");
    writer.drain(LONG_NANOS);
  }

  @Test
  void anInterruptDoesNotCutADrainShort() throws InterruptedException {
    startInAWrite();
    Thread.currentThread().interrupt();
    gate.let.release();
    writer.drain(LONG_NANOS);
    assertThat(Thread.interrupted()).as("still pending").isTrue();
    assertThat(gate.written).containsExactly(1);
    writer.drain(LONG_NANOS);
    assertThat(Thread.interrupted()).isFalse();
  }
}
