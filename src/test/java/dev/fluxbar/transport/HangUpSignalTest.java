package dev.fluxbar.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HangUpSignalTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long SIGHUP_BIT = 1L;
  private static final long SIGUSR1_BIT = 1L << 9;

  /** A process of its own, because a native library is loaded only once in each. */
  static final class OpensAPort {
    private OpensAPort() {}

    /** Writes the ignored signals before, the refusal, and the ignored signals after. */
    public static void main(String[] arguments) throws IOException {
      String before = ignoredSignals();
      String words;
      try (SerialTransport port = new SerialTransport("no-such-port", 115_200)) {
        port.open();
        words = "opened";
      } catch (TransportException e) {
        words = e.getMessage();
      }
      Files.write(Path.of(arguments[0]), List.of(before, words, ignoredSignals()));
    }

    private static String ignoredSignals() throws IOException {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("SigIgn:")) {
          return line.substring("SigIgn:".length()).trim();
        }
      }
      throw new IOException(STATUS + " has no SigIgn");
    }
  }

  @Test
  void theSerialLibraryDoesNotTakeTheHangUpSignalAway() throws Exception {
    assumeTrue(Files.isReadable(STATUS), "/proc/self/status: not on this machine");
    Path answer = Files.createTempFile("signals", ".txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OpensAPort.class.getName(),
                answer.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    List<String> lines = Files.readAllLines(answer);
    Files.delete(answer);
    long before = Long.parseUnsignedLong(lines.get(0), 16);
    long after = Long.parseUnsignedLong(lines.get(2), 16);
    assumeTrue((before & SIGHUP_BIT) == 0, "SIGHUP: these tests were started with it ignored");
    assertThat(lines.get(1)).contains("port=missing");
    assertThat(after & SIGUSR1_BIT).as("the library was loaded: %s", lines).isNotZero();
    assertThat(after & SIGHUP_BIT).as("%s", lines).isZero();
  }
}
