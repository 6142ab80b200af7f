package dev.fluxbar.app.campaign;

import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.FaultCounts;
import dev.fluxbar.transport.Faults;
import dev.fluxbar.transport.FaultyTransport;
import dev.fluxbar.transport.MemoryTransport;
import dev.fluxbar.transport.Tripwire;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Line after line to one board, each with faults of its own, and what they did all together. */
final class FaultyLines {
  private final BoardUnderTest board;
  private final Faults faults;
  private final SplittableRandom seeds;
  private final AtomicLong disconnects = new AtomicLong();
  private final AtomicLong reboots = new AtomicLong();
  private final List<FaultyTransport> lines = new ArrayList<>();
  private Tripwire present = new Tripwire(MemoryTransport.pair("none").host());

  /**
   * @param rate of each fault of whole chunks in either direction; a byte is lost or changed a
   *     thousand times more rarely, so that both hit a long frame about as often
   */
  FaultyLines(BoardUnderTest board, double rate, SplittableRandom seeds) {
    this.board = board;
    this.seeds = seeds;
    this.faults =
        Faults.builder()
            .chunkLoss(rate)
            .chunkCorruption(rate)
            .duplication(rate)
            .reorder(rate)
            .truncation(rate)
            .delay(rate, 3)
            .byteLoss(rate / 1000)
            .byteCorruption(rate / 1000)
            .build();
  }

  /** A new line. */
  ByteTransport next() {
    present = new Tripwire(board.connect());
    FaultyTransport line = new FaultyTransport(present, faults, faults, seeds.nextLong());
    lines.add(line);
    return line;
  }

  /** Pulls the cable after so many more bytes. */
  void disconnectAfter(long bytes) {
    present.cutAfter(bytes, disconnects::incrementAndGet);
  }

  /** Takes the board's power after so many more bytes. */
  void rebootAfter(long bytes) {
    present.actAfter(
        bytes,
        () -> {
          reboots.incrementAndGet();
          board.reboot();
        });
  }

  long disconnects() {
    return disconnects.get();
  }

  long reboots() {
    return reboots.get();
  }

  /** Of every line, both directions. */
  FaultCounts counts() {
    FaultCounts sum = FaultCounts.NONE;
    for (FaultyTransport line : lines) {
      sum = sum.plus(line.outgoingCounts()).plus(line.incomingCounts());
    }
    return sum;
  }
}
