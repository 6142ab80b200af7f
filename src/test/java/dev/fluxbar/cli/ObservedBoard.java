package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.wiring.FirmwareProcess;
import dev.fluxbar.app.wiring.TruthChannel;
import dev.fluxbar.transport.SerialTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The firmware in C in a process of its own, in real time, and what can be seen of it. */
final class ObservedBoard implements AutoCloseable {

  /** The longest that a board has, and what a host asks for that is told nothing else. */
  private static final long WATCHDOG_MICROS = 100_000;

  /** What the board may take beyond it. */
  private static final long GRACE_MICROS = 1_000;

  /** Far longer than any block signal of a reading is on. */
  private static final long PULSE_MICROS = 200_000;

  /** Of code 1, in volts: 4.096 V at 16 bits. */
  private static final double STEP_VOLTS = 4.096 / (1 << 15);

  private static final double TICK_SECONDS = 1e-6;

  private final FirmwareProcess process;
  private final TruthChannel channel;

  private ObservedBoard(FirmwareProcess process) {
    this.process = process;
    this.channel = new TruthChannel(process);
  }

  /** Skips the test where there was no compiler. */
  static ObservedBoard start() {
    assumeTrue(
        Files.isExecutable(Path.of("target", "firmware", "fluxbar-board-host")),
        "gcc and make are not installed");
    BenchUri.Firmware uri = new BenchUri.Firmware(BenchUri.Firmware.Port.HOST);
    return new ObservedBoard(FirmwareProcess.start(uri, "--pace", "real"));
  }

  String uri() {
    return process.address().toString();
  }

  SerialTransport line() {
    BenchUri.Serial serial = (BenchUri.Serial) process.address();
    return new SerialTransport(serial.port(), serial.baud());
  }

  JsonNode truth() {
    return channel.truth();
  }

  /** Whether drivers have been on for so long that this is no reading. */
  boolean inALongPulse() {
    JsonNode now = truth();
    return !now.get("safe").asBoolean()
        && now.get("micros").asLong() - now.get("unsafe-since-micros").asLong() > PULSE_MICROS;
  }

  /** The first truth in which all is safe. */
  JsonNode onceSafe() {
    List<JsonNode> seen = new ArrayList<>();
    Poll.until(
        () -> "a safe board; %s".formatted(seen),
        () -> {
          seen.clear();
          seen.add(truth());
          return seen.get(0).get("safe").asBoolean();
        });
    return seen.get(0);
  }

  /**
   * Outputs went safe for want of frames, and in time: within watchdog time and a millisecond after
   * the last one, on the board's clock. Where the machine has kept the board from running for
   * longer than a millisecond, within that; the board says how long it was.
   */
  static void wentSafeInTime(JsonNode safe) {
    assertThat(safe.get("running").asBoolean()).isFalse();
    safe.get("codes").forEach(codes -> codes.forEach(code -> assertThat(code.asInt()).isZero()));
    safe.get("closed").forEach(all -> all.forEach(one -> assertThat(one.asInt()).isZero()));
    long silence = safe.get("last-safe-micros").asLong() - safe.get("last-heard-micros").asLong();
    long stall = safe.get("longest-stall-micros").asLong();
    assertThat(silence)
        .as("%s", safe)
        .isBetween(WATCHDOG_MICROS, WATCHDOG_MICROS + Math.max(GRACE_MICROS, stall));
  }

  /**
   * From one moment of a pulse to its end each driven cell has got its code at every tick, and its
   * flux says so.
   */
  static void gotWhatWasOn(JsonNode during, JsonNode safe) {
    long ticks = safe.get("last-safe-ticks").asLong() - during.get("ticks").asLong();
    assertThat(ticks).isPositive();
    JsonNode codes = during.get("codes").get(0);
    for (int i = 0; i < during.get("closed").get(0).size(); i++) {
      long code = codes.get(i % codes.size()).asLong() * cell(during, "closed", i).asLong();
      long given = cell(safe, "code-ticks", i).asLong() - cell(during, "code-ticks", i).asLong();
      assertThat(given).as("cell %d: %s, then %s", i, during, safe).isEqualTo(code * ticks);
      double fluxVoltSeconds =
          cell(safe, "fluxes", i).asDouble() - cell(during, "fluxes", i).asDouble();
      // Rounding of a sum of some thousand stretches of some volt-seconds in all.
      assertThat(fluxVoltSeconds).isCloseTo(given * STEP_VOLTS * TICK_SECONDS, within(1e-12));
    }
  }

  private static JsonNode cell(JsonNode truth, String quantity, int index) {
    return truth.get(quantity).get(0).get(index);
  }

  /** Nothing has been driven since. */
  void isAsItWas(JsonNode safe) {
    JsonNode now = truth();
    for (String key : List.of("safe", "running", "codes", "closed", "fluxes", "code-ticks")) {
      assertThat(now.get(key)).as(key).isEqualTo(safe.get(key));
    }
    assertThat(now.get("pulses")).isEqualTo(safe.get("pulses"));
    assertThat(now.get("last-safe-micros")).isEqualTo(safe.get("last-safe-micros"));
  }

  @Override
  public void close() {
    process.close();
  }
}
