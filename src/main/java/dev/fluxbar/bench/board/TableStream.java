package dev.fluxbar.bench.board;

import dev.fluxbar.link.host.MessageSource;
import dev.fluxbar.wire.DriveTable;
import dev.fluxbar.wire.HostMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A running job's streamed tables, encoded as the board's ring has room for them: the host computes
 * tables while the board drives earlier ones.
 */
final class TableStream implements MessageSource {
  private final HostMessage.Load load;
  private final StreamedTables tables;
  private ByteBuffer current = ByteBuffer.allocate(0);
  private long sent;
  private long taken;

  /**
   * @param load of the job
   */
  TableStream(HostMessage.Load load, StreamedTables tables) {
    this.load = load;
    this.tables = tables;
  }

  /**
   * Says how many bytes of the stream the board has taken out of its ring.
   *
   * @return false if that cannot be
   */
  boolean taken(long bytes) {
    if (bytes < taken || bytes > sent) {
      return false;
    }
    taken = bytes;
    return true;
  }

  @Override
  public @Nullable HostMessage next() {
    long left = load.streamBytes() - sent;
    long full = Math.min(left, HostMessage.LoadData.LARGEST_BYTES);
    long room = load.ringBytes() - (sent - taken);
    // A board tells of every quarter of its ring and keeps room for one when it waits for a table:
    // whoever waits for that much waits for ever for nothing.
    if (left == 0 || room < Math.min(full, load.ringBytes() / 4)) {
      return null;
    }
    byte[] stretch = new byte[(int) Math.min(full, room)];
    for (int filled = 0; filled < stretch.length; ) {
      if (!current.hasRemaining()) {
        current = encoded(tables.next());
      }
      int part = Math.min(current.remaining(), stretch.length - filled);
      current.get(stretch, filled, part);
      filled += part;
    }
    HostMessage message = new HostMessage.StreamData(load.job(), sent, stretch);
    sent += stretch.length;
    return message;
  }

  private static ByteBuffer encoded(DriveTable table) {
    ByteBuffer bytes = ByteBuffer.allocate(table.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    table.write(bytes);
    return bytes.flip();
  }
}
