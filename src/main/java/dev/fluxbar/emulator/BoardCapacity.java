package dev.fluxbar.emulator;

import dev.fluxbar.wire.FrameCodec;

/**
 * What an emulated board has room and leave for.
 *
 * @param creditFrames frames that the host may have unacknowledged at once, 1 to 32767
 * @param creditBytes bytes on the line that it may have so, room for one frame at least
 * @param jobBytes largest image, with its ring of streamed tables
 * @param resultBytes most bytes of result records that it can keep
 * @param streamsTables whether tables may follow a job's start
 * @param longestOnTicks what LIMITS may allow at most
 * @param longestProgramTicks what LIMITS may allow at most
 * @param longestWatchdogMillis what LIMITS may allow at most, 1 to 100
 */
public record BoardCapacity(
    int creditFrames,
    int creditBytes,
    int jobBytes,
    int resultBytes,
    boolean streamsTables,
    long longestOnTicks,
    long longestProgramTicks,
    int longestWatchdogMillis) {

  public BoardCapacity {
    // Half the sequence space: a number ahead can still be told from one behind.
    within("credit-frames", creditFrames, 1, 0x7fff);
    within("credit-bytes", creditBytes, FrameCodec.LARGEST_STUFFED_BYTES + 1, Integer.MAX_VALUE);
    within("job-bytes", jobBytes, 1, Integer.MAX_VALUE);
    within("result-bytes", resultBytes, 1, Integer.MAX_VALUE);
    within("longest-on-ticks", longestOnTicks, 1, 0xffffffffL);
    within("longest-program-ticks", longestProgramTicks, 1, Long.MAX_VALUE);
    within("longest-watchdog-millis", longestWatchdogMillis, 1, 100);
  }

  /**
   * 64 frames and 32 KiB of credit, 1 MiB of job and of results, streamed tables, drivers on for up
   * to 1000 s, programs up to 100,000 s, a watchdog of up to 100 ms.
   *
   * @param ticksPerSecond the board's clock
   */
  public static BoardCapacity usual(long ticksPerSecond) {
    return new BoardCapacity(
        64, 32 << 10, 1 << 20, 1 << 20, true, 1000 * ticksPerSecond, 100_000 * ticksPerSecond, 100);
  }

  /** The same without streamed tables: everything is loaded before a job starts. */
  public BoardCapacity withoutStreaming() {
    return new BoardCapacity(
        creditFrames,
        creditBytes,
        jobBytes,
        resultBytes,
        false,
        longestOnTicks,
        longestProgramTicks,
        longestWatchdogMillis);
  }

  private static void within(String name, long value, long smallest, long largest) {
    if (value < smallest || value > largest) {
      throw new IllegalArgumentException(
          "board capacity: %s=%d; it must be %d to %d".formatted(name, value, smallest, largest));
    }
  }
}
