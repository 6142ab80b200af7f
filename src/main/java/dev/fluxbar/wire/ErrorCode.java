package dev.fluxbar.wire;

/** Why a board refuses a message or has gone safe. The numbers are the protocol's, for ever. */
public enum ErrorCode {
  /** No fault. */
  NONE(0),

  /** The payload is not what its type says. Value: payload bytes. */
  BAD_PAYLOAD(1),
  /** The type is unknown, or not one that a host sends. Value: the type. */
  BAD_TYPE(2),
  /** Limits have not been set in this session. */
  NO_LIMITS(3),
  /** A fault is latched; only CLEAR with its code helps. Value: the fault. */
  LATCHED(4),
  /** No such job is loaded. */
  UNKNOWN_JOB(5),
  /** The job is not in the state that this message needs. Value: its state; 0 for LIMITS. */
  WRONG_STATE(6),
  /** Two jobs are loaded already, or one that has not started. */
  NO_SLOT(7),
  /** Image and ring are larger than the board's job memory. Value: bytes asked for. */
  NO_MEMORY(8),
  /** A part of the image does not follow what came before. Value: the offset. */
  BAD_OFFSET(9),
  /** The image is not complete. Value: bytes present. */
  INCOMPLETE(10),
  /**
   * A limit is zero or beyond what the board can do. Value: 0 watchdog, 1 on-ticks, 2 program
   * ticks, 3 code ticks, 4 the number of codes, 5 + i the code of array i.
   */
  BAD_LIMITS(11),
  /** The job id is 0, loaded or in the ledger. */
  BAD_JOB(12),
  /** CLEAR names another fault than the latched one. Value: the latched one. */
  WRONG_FAULT(13),
  /** The board does not have the feature. Value: the feature bit. */
  NO_FEATURE(14),
  /** The session is not confirmed, or with the key of another one. */
  BAD_KEY(15),

  /**
   * The image's parts do not add up to its size. Value: bytes left where a part does not fit or
   * after the last one; the kind of a pattern that has none; the count of a table that is not one a
   * column.
   */
  BAD_IMAGE(20),
  /** Unknown operation. Value: its code. */
  BAD_OPERATION(21),
  /** No such array. Value: the array. */
  BAD_ARRAY(22),
  /** The array has no drivers. Value: the array. */
  NO_DRIVERS(23),
  /** No such pattern, or it belongs to another array. Value: the pattern. */
  BAD_PATTERN(24),
  /** A crosspoint pattern or a gate on a board with line switches. Value: the array. */
  LINE_SWITCHES(25),
  /** No such table, or it belongs to another array. Value: the last table, or the first foreign. */
  BAD_TABLE(26),
  /** Rows outside the array. Value: first row + row count. */
  BAD_ROWS(27),
  /** No such current range. Value: the range. */
  BAD_RANGE(28),
  /** Averages not 1 to 4096. Value: averages. */
  BAD_AVERAGES(29),
  /** A duration of zero ticks, or a guard outside its plateau. Value: ticks. */
  BAD_TICKS(30),
  /** Sampling instants beyond eight bits. Value: the mask. */
  BAD_INSTANTS(31),
  /**
   * A gate outside a pulse, unsorted, late, or of no cell. Value: its tick; where another operation
   * stands, its code; where the operations end, the number of gates.
   */
  BAD_GATE(32),
  /**
   * A loop of no turns, of no operations, past the end, nested too deep, or without SETTLE, BLOCK
   * or PULSE. Value: turns.
   */
  BAD_LOOP(33),
  /**
   * A bit that must be zero is not. Value: the first such field of the operation; the index of the
   * pattern or table.
   */
  BAD_RESERVED(34),

  /**
   * The stream is not what the AWAITs take, or its ring does not hold two tables, or not whole
   * words. Value: bytes of the table; of the ring; that all AWAITs take.
   */
  BAD_STREAM(35),

  /** A column code beyond the limit. Value: the code. */
  OVER_CODE(40),
  /** Drivers on for longer than the limit. Value: ticks. */
  OVER_ON_TICKS(41),
  /** The program is longer than the limit. Value: ticks. */
  OVER_PROGRAM_TICKS(42),
  /** More code ticks than the limit. Value: code ticks. */
  OVER_CODE_TICKS(43),
  /** More result bytes than the board can hold. Value: bytes. */
  OVER_RESULTS(44),
  /**
   * The host's proof is not the board's. Value: the first field that differs: 0 ticks, 1 code, 2
   * code ticks, 3 result bytes, 4 image CRC, 5 wait ticks.
   */
  PROOF_DIFFERS(45),

  /** Nothing was heard from the host for the watchdog time while a job ran. */
  WATCHDOG(64),
  /** ABORT was received. */
  ABORTED(65),
  /** An operation would have missed its tick. */
  LATE(66),
  /** A new session began while a job ran. */
  SESSION_LOST(67),
  /** Something is wrong within the board. */
  INTERNAL(68),
  /** An AWAIT has waited for as long as it may. */
  STARVED(69),
  /** A streamed table is not what its AWAIT allows, or a stretch is out of place. */
  STREAM_REFUSED(70);

  private final int code;

  ErrorCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Whether the board goes safe and stays so until CLEAR. */
  public boolean latches() {
    return code >= WATCHDOG.code;
  }

  /** The code's name; {@link #INTERNAL} for a number that this version does not know. */
  public static ErrorCode of(int code) {
    for (ErrorCode error : values()) {
      if (error.code == code) {
        return error;
      }
    }
    return INTERNAL;
  }
}
