package dev.fluxbar.wire;

import java.util.Arrays;
import java.util.List;

/** What a host says to a board. Types 0x01 to 0x0f are unsequenced, 0x10 to 0x1f sequenced. */
public sealed interface HostMessage extends Message {

  /** Asks who is there and begins a session; sent first and repeated until answered. */
  record Hello(int major, int minor, long tableHash, int creditFrames, long creditBytes)
      implements HostMessage {
    public static final int TYPE = 0x01;

    @Override
    public byte[] payload() {
      return new PayloadWriter()
          .u8(major)
          .u8(minor)
          .u32(tableHash)
          .u16(creditFrames)
          .u32(creditBytes)
          .payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** Nothing but an acknowledgement in its header. */
  record Ack() implements HostMessage {
    public static final int TYPE = 0x03;

    @Override
    public byte[] payload() {
      return new byte[0];
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** Says that the host is alive; the board answers STATUS with the same count. */
  record Heartbeat(long count) implements HostMessage {
    public static final int TYPE = 0x04;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u32(count).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** Go safe now, whatever runs; latches {@link ErrorCode#ABORTED}. Answered by STATUS. */
  record Abort(long count) implements HostMessage {
    public static final int TYPE = 0x06;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u32(count).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** Asks for DESCRIPTION and one ARRAY an array. */
  record Describe() implements HostMessage {
    public static final int TYPE = 0x10;

    @Override
    public byte[] payload() {
      return new byte[0];
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /**
   * Sets the limits of this session; answered by LIMITS_SET with the CRC-32C of this payload.
   *
   * @param largestCodes largest DAC code of either sign, one an array
   */
  record Limits(
      int watchdogMillis,
      long onTicks,
      long programTicks,
      long codeTicks,
      List<Integer> largestCodes)
      implements HostMessage {
    public static final int TYPE = 0x11;

    public Limits {
      largestCodes = List.copyOf(largestCodes);
    }

    @Override
    public byte[] payload() {
      PayloadWriter out =
          new PayloadWriter()
              .u16(watchdogMillis)
              .u32(onTicks)
              .u64(programTicks)
              .u64(codeTicks)
              .u8(largestCodes.size());
      largestCodes.forEach(out::u16);
      return out.payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /**
   * Makes room for a job's image.
   *
   * @param streamBytes of tables that follow START; other values than 0 need {@link
   *     Feature#STREAMED_TABLES}
   * @param ringBytes of memory for those that have come and were not taken yet; 0 without a stream
   */
  record Load(
      long job,
      long imageBytes,
      long operations,
      long patterns,
      long tables,
      long streamBytes,
      long ringBytes)
      implements HostMessage {
    public static final int TYPE = 0x12;

    @Override
    public byte[] payload() {
      return new PayloadWriter()
          .u64(job)
          .u32(imageBytes)
          .u32(operations)
          .u32(patterns)
          .u32(tables)
          .u32(streamBytes)
          .u32(ringBytes)
          .payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** The next stretch of a job's image; {@code offset} is what came before. */
  final class LoadData implements HostMessage {
    public static final int TYPE = 0x13;

    /** The longest stretch that fits one frame. */
    public static final int LARGEST_BYTES = Frame.LARGEST_PAYLOAD_BYTES - 12;

    private final long job;
    private final long offset;
    private final byte[] bytes;

    /** Copies {@code bytes}, at most {@link #LARGEST_BYTES}. */
    public LoadData(long job, long offset, byte[] bytes) {
      if (bytes.length > LARGEST_BYTES) {
        throw new IllegalArgumentException(
            "load data: bytes=%d; at most %d fit a frame".formatted(bytes.length, LARGEST_BYTES));
      }
      this.job = job;
      this.offset = offset;
      this.bytes = bytes.clone();
    }

    public long job() {
      return job;
    }

    public long offset() {
      return offset;
    }

    /** A copy of the stretch. */
    public byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public byte[] payload() {
      return new PayloadWriter().u64(job).u32(offset).bytes(bytes).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof LoadData that
          && job == that.job
          && offset == that.offset
          && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(31 * job + offset);
    }

    @Override
    public String toString() {
      return "LoadData[job=%d, offset=%d, bytes=%d]".formatted(job, offset, bytes.length);
    }
  }

  /** Asks the board to prove the image; refused unless its proof is the host's. */
  record Verify(long job, Proof proof) implements HostMessage {
    public static final int TYPE = 0x14;

    @Override
    public byte[] payload() {
      PayloadWriter out = new PayloadWriter().u64(job);
      proof.write(out);
      return out.payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** Makes a verified job ready to start. */
  record Arm(long job) implements HostMessage {
    public static final int TYPE = 0x15;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u64(job).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** Starts an armed job. A job that was started before answers its state and does not run. */
  record Start(long job) implements HostMessage {
    public static final int TYPE = 0x16;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u64(job).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** Gives back the memory of a job that is not running; the ledger keeps its id. */
  record Release(long job) implements HostMessage {
    public static final int TYPE = 0x17;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u64(job).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** Asks the ledger what became of a job. */
  record Query(long job) implements HostMessage {
    public static final int TYPE = 0x18;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u64(job).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** Unlatches the fault that it names; the board stays safe. */
  record Clear(ErrorCode fault) implements HostMessage {
    public static final int TYPE = 0x19;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u16(fault.code()).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** Ends the session; the board goes safe and forgets loaded images. */
  record Bye() implements HostMessage {
    public static final int TYPE = 0x1a;

    @Override
    public byte[] payload() {
      return new byte[0];
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** The next stretch of a running job's streamed tables; {@code offset} is what came before. */
  final class StreamData implements HostMessage {
    public static final int TYPE = 0x1b;

    private final long job;
    private final long offset;
    private final byte[] bytes;

    /** Copies {@code bytes}, at most {@link LoadData#LARGEST_BYTES}. */
    public StreamData(long job, long offset, byte[] bytes) {
      if (bytes.length > LoadData.LARGEST_BYTES) {
        throw new IllegalArgumentException(
            "stream data: bytes=%d; at most %d fit a frame"
                .formatted(bytes.length, LoadData.LARGEST_BYTES));
      }
      this.job = job;
      this.offset = offset;
      this.bytes = bytes.clone();
    }

    public long job() {
      return job;
    }

    public long offset() {
      return offset;
    }

    /** A copy of the stretch. */
    public byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public byte[] payload() {
      return new PayloadWriter().u64(job).u32(offset).bytes(bytes).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof StreamData that
          && job == that.job
          && offset == that.offset
          && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(31 * job + offset);
    }

    @Override
    public String toString() {
      return "StreamData[job=%d, offset=%d, bytes=%d]".formatted(job, offset, bytes.length);
    }
  }

  /**
   * Shows that the host has heard IDENTITY of this session; before LIMITS and CLEAR.
   *
   * @param sessionKey the one of IDENTITY
   */
  record Confirm(long sessionKey) implements HostMessage {
    public static final int TYPE = 0x1c;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u64(sessionKey).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  @Override
  default boolean sequenced() {
    return type() >= 0x10;
  }

  /**
   * Reads the message of a frame that a host sent.
   *
   * @throws MalformedMessage if the type is not a host's or the payload is not what the type says
   */
  static HostMessage decode(Frame frame) {
    PayloadReader in = new PayloadReader(frame.payload());
    return MalformedMessage.guard(frame, in, HostMessageReader::read);
  }
}
