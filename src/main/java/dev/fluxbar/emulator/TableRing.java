package dev.fluxbar.emulator;

import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.DriveTable;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Geometry;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.ImageRefused;
import dev.fluxbar.wire.Operation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The streamed tables of a running job that have come and were not taken yet. */
final class TableRing {
  private final HostMessage.Load load;
  private final List<Geometry> arrays;
  private final Consumer<BoardMessage> messages;
  private final byte[] ring;
  private long came;
  private long taken;
  private long told;

  /**
   * @param load of the job; its ring was proved to hold two tables
   * @param messages takes what the host is told of the ring
   */
  TableRing(HostMessage.Load load, List<Geometry> arrays, Consumer<BoardMessage> messages) {
    this.load = load;
    this.arrays = arrays;
    this.messages = messages;
    this.ring = new byte[(int) load.ringBytes()];
  }

  /**
   * Takes the next stretch.
   *
   * @throws JobBroken if it does not follow what came before, goes past the stream's end, or does
   *     not fit
   */
  void append(HostMessage.StreamData data) {
    byte[] bytes = data.bytes();
    boolean follows = data.offset() == came && bytes.length <= load.streamBytes() - came;
    if (!follows || bytes.length > ring.length - (came - taken)) {
      throw new JobBroken(ErrorCode.STREAM_REFUSED);
    }
    int at = (int) (came % Math.max(1, ring.length));
    int first = Math.min(bytes.length, ring.length - at);
    System.arraycopy(bytes, 0, ring, at, first);
    System.arraycopy(bytes, first, ring, 0, bytes.length - first);
    came += bytes.length;
  }

  /**
   * The next table, or null if it has not come yet. Tells the host of every quarter of the ring.
   *
   * @throws JobBroken if the table is not what the AWAIT allows
   */
  @Nullable DriveTable take(Operation.Await await) {
    int bytes = DriveTable.bytes(arrays.get(await.array()).columns());
    if (came - taken < bytes) {
      return null;
    }
    DriveTable table = read(bytes);
    if (table.array() != await.array() || table.largestCode() > await.largestCode()) {
      throw new JobBroken(ErrorCode.STREAM_REFUSED);
    }
    taken += bytes;
    if (4 * (taken - told) >= ring.length) {
      messages.accept(new BoardMessage.StreamTaken(load.job(), taken));
      told = taken;
    }
    return table;
  }

  private DriveTable read(int bytes) {
    byte[] copy = new byte[bytes];
    int at = (int) (taken % ring.length);
    int first = Math.min(bytes, ring.length - at);
    System.arraycopy(ring, at, copy, 0, first);
    System.arraycopy(ring, 0, copy, first, bytes - first);
    try {
      return DriveTable.read(ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN), 0, arrays);
    } catch (ImageRefused e) {
      throw new JobBroken(ErrorCode.STREAM_REFUSED);
    }
  }
}
