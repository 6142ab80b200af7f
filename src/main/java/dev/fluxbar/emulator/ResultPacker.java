package dev.fluxbar.emulator;

import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ResultRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Packs the records of one job into as few RESULTS messages as they fit. */
final class ResultPacker {
  private final long job;
  private final Consumer<BoardMessage> messages;
  private final List<ResultRecord> packed = new ArrayList<>();
  private int bytes;
  private long count;

  ResultPacker(long job, Consumer<BoardMessage> messages) {
    this.job = job;
    this.messages = messages;
  }

  void add(ResultRecord record) {
    if (bytes + record.bytes() > BoardMessage.Results.LARGEST_BYTES) {
      flush();
    }
    packed.add(record);
    bytes += record.bytes();
    count++;
  }

  void flush() {
    if (!packed.isEmpty()) {
      messages.accept(new BoardMessage.Results(job, packed));
      packed.clear();
      bytes = 0;
    }
  }

  /** Bytes of records that wait to be sent. */
  int bytes() {
    return bytes;
  }

  /** Records of the whole job so far. */
  long count() {
    return count;
  }
}
