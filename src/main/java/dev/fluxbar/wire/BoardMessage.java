package dev.fluxbar.wire;

import java.util.List;

/** What a board says to a host. Types 0x01 to 0x0f are unsequenced, 0x20 to 0x2f sequenced. */
public sealed interface BoardMessage extends Message {

  /**
   * Answers HELLO. Its layout is the same in every major version, so that a foreign board can be
   * named.
   *
   * @param bootId random since power-up; another one means that the board has rebooted
   * @param accepted whether the session has begun: major and table hash are the board's own
   * @param sessionKey another one for each session that the board begins; 0: it has not begun
   * @param fault latched fault, or NONE
   * @param faultJob the job that it ended, or 0
   * @param creditFrames frames that the host may have unacknowledged at once
   * @param creditBytes bytes on the line, delimiters included, that it may have so
   */
  record Identity(
      long bootId,
      int major,
      int minor,
      long tableHash,
      boolean accepted,
      long sessionKey,
      ErrorCode fault,
      long faultJob,
      int creditFrames,
      long creditBytes,
      String boardId,
      String firmware)
      implements BoardMessage {
    public static final int TYPE = 0x02;

    @Override
    public byte[] payload() {
      return new PayloadWriter()
          .u64(bootId)
          .u8(major)
          .u8(minor)
          .u32(tableHash)
          .u8(accepted ? 1 : 0)
          .u64(sessionKey)
          .u16(fault.code())
          .u64(faultJob)
          .u16(creditFrames)
          .u32(creditBytes)
          .text(boardId)
          .text(firmware)
          .payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** Nothing but an acknowledgement in its header. */
  record Ack() implements BoardMessage {
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

  /**
   * Answers HEARTBEAT and ABORT with their count.
   *
   * @param runningJob the job whose operations are being fired, or 0
   * @param fault latched fault, or NONE
   */
  record Status(long bootId, long tick, long count, long runningJob, ErrorCode fault, long faultJob)
      implements BoardMessage {
    public static final int TYPE = 0x05;

    @Override
    public byte[] payload() {
      return new PayloadWriter()
          .u64(bootId)
          .u64(tick)
          .u32(count)
          .u64(runningJob)
          .u16(fault.code())
          .u64(faultJob)
          .payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** Answers any frame but HELLO that comes outside the board's session. */
  record NoSession(long bootId) implements BoardMessage {
    public static final int TYPE = 0x07;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u64(bootId).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /**
   * The board as a whole; one {@link Array} an array follows.
   *
   * @param topology 0 cascade, 1 independent
   * @param switchKind 0 crosspoint, 1 line
   * @param ticksPerSecond the clock
   * @param neuronMicrovolts the bound of a neuron's output
   * @param neuronPicoamperes the current at which its output is tanh(1) of the bound
   * @param jobBytes largest image
   * @param resultBytes largest sum of result records of one job
   * @param longestOnTicks what LIMITS may allow at most
   * @param longestProgramTicks what LIMITS may allow at most
   * @param longestWatchdogMillis what LIMITS may allow at most, not above 100
   */
  record Description(
      int arrays,
      int topology,
      int switchKind,
      long features,
      long ticksPerSecond,
      long neuronMicrovolts,
      long neuronPicoamperes,
      long jobBytes,
      long resultBytes,
      long longestOnTicks,
      long longestProgramTicks,
      int longestWatchdogMillis)
      implements BoardMessage {
    public static final int TYPE = 0x20;

    public Description {
      if (topology < 0 || topology > 1 || switchKind < 0 || switchKind > 1) {
        throw new IllegalArgumentException(
            "description: topology=%d, switch-kind=%d; each must be 0 or 1"
                .formatted(topology, switchKind));
      }
    }

    @Override
    public byte[] payload() {
      return new PayloadWriter()
          .u8(arrays)
          .u8(topology)
          .u8(switchKind)
          .u32(features)
          .u32(ticksPerSecond)
          .u32(neuronMicrovolts)
          .u64(neuronPicoamperes)
          .u32(jobBytes)
          .u32(resultBytes)
          .u32(longestOnTicks)
          .u64(longestProgramTicks)
          .u16(longestWatchdogMillis)
          .payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /**
   * One array.
   *
   * @param differential whether two rows make one neuron
   * @param driven whether the columns have drivers
   * @param dacBits resolution; codes are signed, and the code -2^(bits-1) is never used
   * @param dacMicrovolts the voltage of code 2^(bits-1), if there were one
   * @param adcBits resolution; counts are signed
   * @param conversionTicks what one conversion of one row takes; 0: less than a tick
   * @param rangePicoamperes the current of count 2^(bits-1), if there were one, for each range
   */
  record Array(
      int index,
      int rows,
      int columns,
      boolean differential,
      boolean driven,
      int dacBits,
      long dacMicrovolts,
      int adcBits,
      long conversionTicks,
      List<Long> rangePicoamperes)
      implements BoardMessage {
    public static final int TYPE = 0x21;

    public Array {
      rangePicoamperes = List.copyOf(rangePicoamperes);
    }

    @Override
    public byte[] payload() {
      PayloadWriter out =
          new PayloadWriter()
              .u8(index)
              .u16(rows)
              .u16(columns)
              .u8(differential ? 1 : 0)
              .u8(driven ? 1 : 0)
              .u8(dacBits)
              .u32(dacMicrovolts)
              .u8(adcBits)
              .u32(conversionTicks)
              .u8(rangePicoamperes.size());
      rangePicoamperes.forEach(out::u64);
      return out.payload();
    }

    @Override
    public int type() {
      return TYPE;
    }

    /** What a proof needs to know of the array. */
    public Geometry geometry() {
      return new Geometry(rows, columns, driven, rangePicoamperes.size());
    }
  }

  /** Echoes LIMITS by the CRC-32C of its payload. */
  record LimitsSet(long crc) implements BoardMessage {
    public static final int TYPE = 0x22;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u32(crc).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** The board's proof of a job, equal to the host's. */
  record Verified(long job, Proof proof) implements BoardMessage {
    public static final int TYPE = 0x23;

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

  /** The job is ready to start. */
  record Armed(long job) implements BoardMessage {
    public static final int TYPE = 0x24;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u64(job).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** The job has begun; {@code tick} is the board's clock at its first operation. */
  record Started(long job, long tick) implements BoardMessage {
    public static final int TYPE = 0x25;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u64(job).u64(tick).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** Some records of what a job sampled, in order of time. */
  record Results(long job, List<ResultRecord> records) implements BoardMessage {
    public static final int TYPE = 0x26;

    /** Room for records in one frame. */
    public static final int LARGEST_BYTES = Frame.LARGEST_PAYLOAD_BYTES - 8;

    public Results {
      records = List.copyOf(records);
    }

    @Override
    public byte[] payload() {
      PayloadWriter out = new PayloadWriter().u64(job);
      records.forEach(record -> record.write(out));
      return out.payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /**
   * The job has ended and the board is safe.
   *
   * @param state DONE or FAULTED
   * @param operation the operation that was last begun
   * @param fault why it ended early, or NONE
   * @param ticks the clock since its start
   * @param pulses pulses that were completed
   * @param records result records of the whole job
   */
  record Done(
      long job,
      JobState state,
      long operation,
      ErrorCode fault,
      long ticks,
      long pulses,
      long records)
      implements BoardMessage {
    public static final int TYPE = 0x27;

    @Override
    public byte[] payload() {
      return new PayloadWriter()
          .u64(job)
          .u8(state.code())
          .u32(operation)
          .u16(fault.code())
          .u64(ticks)
          .u32(pulses)
          .u32(records)
          .payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** The job's memory is free. */
  record Released(long job) implements BoardMessage {
    public static final int TYPE = 0x28;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u64(job).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** What the ledger knows of a job: the answer to QUERY, and to START of a known job. */
  record Job(long job, JobState state) implements BoardMessage {
    public static final int TYPE = 0x29;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u64(job).u8(state.code()).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** The fault is no longer latched. */
  record Cleared(ErrorCode fault) implements BoardMessage {
    public static final int TYPE = 0x2a;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u16(fault.code()).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /** The board is safe and the session has ended. */
  record Goodbye() implements BoardMessage {
    public static final int TYPE = 0x2b;

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
   * The ring of a running job has room again.
   *
   * @param bytes of the stream that AWAITs have taken since the start
   */
  record StreamTaken(long job, long bytes) implements BoardMessage {
    public static final int TYPE = 0x2c;

    @Override
    public byte[] payload() {
      return new PayloadWriter().u64(job).u32(bytes).payload();
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /**
   * A message was refused; nothing was done.
   *
   * @param messageType the type of the refused message
   * @param job its job, or 0
   * @param operation index of the operation at fault, or 0
   * @param value the offending value
   */
  record Refused(int messageType, long job, ErrorCode error, long operation, long value)
      implements BoardMessage {
    public static final int TYPE = 0x2f;

    @Override
    public byte[] payload() {
      return new PayloadWriter()
          .u8(messageType)
          .u64(job)
          .u16(error.code())
          .u32(operation)
          .u64(value)
          .payload();
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
   * Reads the message of a frame that a board sent.
   *
   * @throws MalformedMessage if the type is not a board's or the payload is not what the type says
   */
  static BoardMessage decode(Frame frame) {
    PayloadReader in = new PayloadReader(frame.payload());
    return MalformedMessage.guard(frame, in, BoardMessageReader::read);
  }
}
