package dev.fluxbar.app.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fluxbar.fault.BenchFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What an observer may ask of a firmware process and no host can: one order a line on its standard
 * input, one line of JSON back. {@code firmware-protocol/reference/README.md} lists orders and
 * answers. From any thread.
 */
public final class TruthChannel {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  /**
   * @param firmware the host port; not owned, and nobody else may use its standard streams
   */
  public TruthChannel(FirmwareProcess firmware) {
    this.process = firmware.process();
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * What really is on the board now.
   *
   * @throws BenchFault if the process has ended
   */
  public JsonNode truth() {
    return ask("truth");
  }

  /** Takes the board's power away and gives it back; bytes on the line are lost, fluxes stay. */
  public void reboot() {
    ask("reboot");
  }

  private synchronized JsonNode ask(String order) {
    String answer;
    try {
      orders.write(order + "\n");
      orders.flush();
      answer = answers.readLine();
    } catch (IOException e) {
      throw ended(order, e);
    }
    if (answer == null) {
      throw ended(order, null);
    }
    try {
      return JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      throw new BenchFault(
          "firmware: order=%s, answer=%s; it is no JSON, build the firmware again"
              .formatted(order, answer),
          e);
    }
  }

  private BenchFault ended(String order, @Nullable IOException cause) {
    String what =
        "firmware: order=%s, process=%d, alive=%s, answer=none; start it again"
            .formatted(order, process.pid(), process.isAlive());
    return cause == null ? new BenchFault(what) : new BenchFault(what, cause);
  }
}
