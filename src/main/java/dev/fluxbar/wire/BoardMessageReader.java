package dev.fluxbar.wire;

import java.util.ArrayList;
import java.util.List;

/** Reads the messages of a board from their payloads. */
final class BoardMessageReader {

  private BoardMessageReader() {}

  /** The message of a type, field by field in the order of the table. */
  static BoardMessage read(int type, PayloadReader in) {
    return switch (type) {
      case BoardMessage.Identity.TYPE ->
          new BoardMessage.Identity(
              in.u64(),
              in.u8(),
              in.u8(),
              in.u32(),
              in.flag(),
              in.u64(),
              ErrorCode.of(in.u16()),
              in.u64(),
              in.u16(),
              in.u32(),
              in.text(),
              in.text());
      case BoardMessage.Ack.TYPE -> new BoardMessage.Ack();
      case BoardMessage.Status.TYPE ->
          new BoardMessage.Status(
              in.u64(), in.u64(), in.u32(), in.u64(), ErrorCode.of(in.u16()), in.u64());
      case BoardMessage.NoSession.TYPE -> new BoardMessage.NoSession(in.u64());
      case BoardMessage.Description.TYPE ->
          new BoardMessage.Description(
              in.u8(), in.u8(), in.u8(), in.u32(), in.u32(), in.u32(), in.u64(), in.u32(), in.u32(),
              in.u32(), in.u64(), in.u16());
      case BoardMessage.Array.TYPE -> readArray(in);
      case BoardMessage.LimitsSet.TYPE -> new BoardMessage.LimitsSet(in.u32());
      case BoardMessage.Verified.TYPE -> new BoardMessage.Verified(in.u64(), Proof.read(in));
      case BoardMessage.Armed.TYPE -> new BoardMessage.Armed(in.u64());
      case BoardMessage.Started.TYPE -> new BoardMessage.Started(in.u64(), in.u64());
      case BoardMessage.Results.TYPE -> readResults(in);
      case BoardMessage.Done.TYPE ->
          new BoardMessage.Done(
              in.u64(),
              JobState.of(in.u8()),
              in.u32(),
              ErrorCode.of(in.u16()),
              in.u64(),
              in.u32(),
              in.u32());
      case BoardMessage.StreamTaken.TYPE -> new BoardMessage.StreamTaken(in.u64(), in.u32());
      case BoardMessage.Released.TYPE -> new BoardMessage.Released(in.u64());
      case BoardMessage.Job.TYPE -> new BoardMessage.Job(in.u64(), JobState.of(in.u8()));
      case BoardMessage.Cleared.TYPE -> new BoardMessage.Cleared(ErrorCode.of(in.u16()));
      case BoardMessage.Goodbye.TYPE -> new BoardMessage.Goodbye();
      case BoardMessage.Refused.TYPE ->
          new BoardMessage.Refused(in.u8(), in.u64(), ErrorCode.of(in.u16()), in.u32(), in.u64());
      default -> throw new PayloadReader.WrongType("type: 0x%02x is no board's", type);
    };
  }

  private static BoardMessage.Array readArray(PayloadReader in) {
    int index = in.u8();
    int rows = in.u16();
    int columns = in.u16();
    boolean differential = in.flag();
    boolean driven = in.flag();
    int dacBits = in.u8();
    long dacMicrovolts = in.u32();
    int adcBits = in.u8();
    long conversionTicks = in.u32();
    int count = in.u8();
    List<Long> ranges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ranges.add(in.u64());
    }
    return new BoardMessage.Array(
        index,
        rows,
        columns,
        differential,
        driven,
        dacBits,
        dacMicrovolts,
        adcBits,
        conversionTicks,
        ranges);
  }

  private static BoardMessage.Results readResults(PayloadReader in) {
    long job = in.u64();
    List<ResultRecord> records = new ArrayList<>();
    while (in.hasMore()) {
      records.add(ResultRecord.read(in));
    }
    return new BoardMessage.Results(job, records);
  }
}
