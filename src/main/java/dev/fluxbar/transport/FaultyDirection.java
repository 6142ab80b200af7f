package dev.fluxbar.transport;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One direction of a faulty pipe: turns each chunk that comes in into the bytes that go out.
 *
 * <p>Two generators are used, one that draws for chunks and one that draws for bytes, so that the
 * fate of the n-th byte under the byte rates does not depend on how the bytes were cut into chunks.
 */
final class FaultyDirection {
  private final Faults faults;
  private final SplittableRandom chunkDraws;
  private final SplittableRandom byteDraws;
  private List<Held> held = new ArrayList<>();
  private long chunks;
  private long bytes;
  private long carriedBytes;
  private long lostChunks;
  private long lostBytes;
  private long flippedBits;
  private long duplicatedChunks;
  private long reorderedChunks;
  private long truncatedChunks;
  private long delayedChunks;
  private boolean disconnected;

  FaultyDirection(Faults faults, SplittableRandom draws) {
    this.faults = faults;
    chunkDraws = draws.split();
    byteDraws = draws.split();
  }

  private static final class Held {
    private final byte[] chunk;
    private int remainingChunks;

    private Held(byte[] chunk, int remainingChunks) {
      this.chunk = chunk;
      this.remainingChunks = remainingChunks;
    }
  }

  /** Takes a copy of a chunk and returns what goes out now, in order; often nothing. */
  synchronized byte[] pass(byte[] source, int offset, int length) {
    chunks++;
    bytes += length;
    byte[] chunk = damagedBytes(Arrays.copyOfRange(source, offset, offset + length));
    List<Held> held = this.held;
    this.held = new ArrayList<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream(length);
    passChunk(chunk, out);
    releaseDue(held, out);
    return cutAtDisconnect(out.toByteArray());
  }

  /** Draws the same number of times for every chunk, so one fault does not shift the others. */
  private void passChunk(byte[] chunk, ByteArrayOutputStream out) {
    boolean lost = chunkDraws.nextDouble() < faults.chunkLossRate();
    boolean corrupted = chunkDraws.nextDouble() < faults.chunkCorruptionRate();
    boolean duplicated = chunkDraws.nextDouble() < faults.duplicationRate();
    boolean reordered = chunkDraws.nextDouble() < faults.reorderRate();
    boolean truncated = chunkDraws.nextDouble() < faults.truncationRate();
    boolean delayed = chunkDraws.nextDouble() < faults.delayRate();
    double bitPlace = chunkDraws.nextDouble();
    double cutPlace = chunkDraws.nextDouble();
    if (chunk.length == 0) {
      return;
    }
    if (lost) {
      lostChunks++;
      return;
    }
    if (corrupted) {
      int bit = (int) (bitPlace * chunk.length * 8);
      chunk[bit / 8] ^= (byte) (1 << (bit % 8));
      flippedBits++;
    }
    byte[] kept = chunk;
    if (truncated) {
      kept = Arrays.copyOf(chunk, (int) (cutPlace * chunk.length));
      truncatedChunks++;
    }
    if (duplicated) {
      duplicatedChunks++;
      out.writeBytes(kept);
    }
    if (delayed) {
      delayedChunks++;
      held.add(new Held(kept, faults.delayChunks()));
    } else if (reordered) {
      reorderedChunks++;
      held.add(new Held(kept, 1));
    } else {
      out.writeBytes(kept);
    }
  }

  private byte[] damagedBytes(byte[] chunk) {
    if (faults.byteLossRate() == 0 && faults.byteCorruptionRate() == 0) {
      return chunk;
    }
    int kept = 0;
    for (byte value : chunk) {
      boolean lost = byteDraws.nextDouble() < faults.byteLossRate();
      boolean corrupted = byteDraws.nextDouble() < faults.byteCorruptionRate();
      int bit = byteDraws.nextInt(8);
      if (lost) {
        lostBytes++;
      } else if (corrupted) {
        flippedBits++;
        chunk[kept++] = (byte) (value ^ (1 << bit));
      } else {
        chunk[kept++] = value;
      }
    }
    return Arrays.copyOf(chunk, kept);
  }

  /** The chunks held before this one are one chunk nearer to going out. */
  private void releaseDue(List<Held> earlier, ByteArrayOutputStream out) {
    Iterator<Held> each = earlier.iterator();
    while (each.hasNext()) {
      Held one = each.next();
      one.remainingChunks--;
      if (one.remainingChunks == 0) {
        out.writeBytes(one.chunk);
        each.remove();
      }
    }
    held.addAll(earlier);
  }

  private byte[] cutAtDisconnect(byte[] out) {
    long room = faults.disconnectAfterBytes() - carriedBytes;
    int carried = (int) Math.min(room, out.length);
    carriedBytes += carried;
    disconnected |= carriedBytes == faults.disconnectAfterBytes();
    return carried == out.length ? out : Arrays.copyOf(out, carried);
  }

  synchronized boolean disconnected() {
    return disconnected;
  }

  synchronized FaultCounts counts() {
    return new FaultCounts(
        chunks,
        bytes,
        carriedBytes,
        lostChunks,
        lostBytes,
        flippedBits,
        duplicatedChunks,
        reorderedChunks,
        truncatedChunks,
        delayedChunks,
        disconnected);
  }
}
