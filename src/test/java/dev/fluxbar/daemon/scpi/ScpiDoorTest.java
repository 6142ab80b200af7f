package dev.fluxbar.daemon.scpi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.daemon.guard.Bodies;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.Keystores;
import dev.fluxbar.daemon.guard.Role;
import dev.fluxbar.daemon.guard.Tokens;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nobody who is slow, deaf or no instrument's client holds a place, or reaches what it shall not.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScpiDoorTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  /** So short that a test may wait for it; a machine that stalls only makes it longer. */
  private static final Duration SHORT = Duration.ofMillis(200);

  private static final Guard OPEN = Guard.of(Optional.empty(), Optional.empty(), Clock.systemUTC());

  private static Path folder;
  private static LiveScpi live;

  /** A message whose answers have at least 16 MiB: more than sockets hold. */
  private static String much;

  @BeforeAll
  static void open(@TempDir Path given) throws IOException {
    folder = given;
    Files.writeString(folder.resolve("secret.csv"), "1,1\n");
    live = LiveScpi.open(folder.resolve("data"), "a");
    much = muchToAnswer();
  }

  @AfterAll
  static void close() {
    live.close();
  }

  // Slow.

  @Test
  void whoSaysNothingForTooLongIsSentAway() throws IOException {
    LiveScpi server = live.beside(OPEN, new Patience(SHORT, LONG, LONG, LONG));
    try (LiveScpi.Client client = server.client()) {
      assertThat(client.ask("*OPC?")).isEqualTo("1");
      assertThat(client.ended()).isTrue();
      server.awaitConnections(0);
    } finally {
      server.server().close();
    }
  }

  @Test
  void aMessageThatStopsInItsMiddleIsGivenUp() throws IOException {
    LiveScpi server = live.beside(OPEN, new Patience(LONG, SHORT, LONG, LONG));
    try {
      for (String half : List.of("*OP", "WRIT:MEMD:ALL #296abc", "RUN \"", "INF:BLOC? #0")) {
        try (LiveScpi.Client client = server.client()) {
          assertThat(client.ask("*OPC?")).isEqualTo("1");
          client.send(half.getBytes(StandardCharsets.US_ASCII));
          assertThat(client.ended()).as(half).isTrue();
        }
      }
      server.awaitConnections(0);
    } finally {
      server.server().close();
    }
  }

  @Test
  void aMessageThatTricklesEndsAllTheSame() throws IOException {
    LiveScpi server = live.beside(OPEN, new Patience(LONG, LONG, SHORT, LONG));
    try (LiveScpi.Client client = server.client()) {
      assertThat(client.ask("*OPC?")).isEqualTo("1");
      long sent = 0;
      try {
        // Each byte in time, none of them the last: only the whole message takes too long.
        while (server.server().connections() > 0) {
          client.send(new byte[] {' '});
          sent++;
        }
      } catch (IOException e) {
        server.awaitConnections(0);
      }
      assertThat(sent).isPositive();
    } finally {
      server.server().close();
    }
  }

  @Test
  void whoShowsNoTokenDoesNotStay(@TempDir Path other) throws Exception {
    Path file = other.resolve("tokens");
    String token = Tokens.issue(file, "alice", Role.READER, new SecureRandom());
    Guard asking = Guard.of(Optional.of(Tokens.read(file)), Optional.empty(), Clock.systemUTC());
    LiveScpi server = live.beside(asking, new Patience(LONG, SHORT, LONG, LONG));
    try (LiveScpi.Client client = server.client();
        LiveScpi.Client stranger = server.client()) {
      client.send("SYST:TOK \"%s\"".formatted(token));
      assertThat(client.ask("SYST:TOK?")).isEqualTo("READER");
      assertThat(stranger.ask("SYST:TOK?")).isEqualTo("NONE");
      // It may say what it likes meanwhile: its time runs from its coming.
      boolean gone = false;
      while (!gone) {
        try {
          stranger.ask("*IDN?");
        } catch (IOException e) {
          gone = true;
        }
      }
      assertThat(client.ask("SYST:TOK?")).isEqualTo("READER");
    } finally {
      server.server().close();
    }
  }

  // Deaf.

  private static String muchToAnswer() throws IOException {
    try (LiveScpi.Client client = live.client()) {
      ByteBuffer inputs = ByteBuffer.allocate(2 * 500 * Double.BYTES);
      while (inputs.hasRemaining()) {
        inputs.putDouble(0.5);
      }
      client.send("FORM REAL,64");
      client.send("INF:BLOC? #48000".getBytes(StandardCharsets.US_ASCII));
      client.send(inputs.array());
      client.send("\n");
      assertThat(client.block()).hasSize(8000);
      String id = client.ask("RUN:ID?");
      client.send("RUN:RES? " + id);
      int times = (16 << 20) / client.block().length + 1;
      return (":RUN:RES? " + id + ";").repeat(times);
    }
  }

  @Test
  void whoDoesNotReadItsAnswerLosesItsPlaceAndHoldsUpNobody() throws Exception {
    LiveScpi server = live.beside(OPEN, new Patience(LONG, LONG, LONG, SHORT));
    List<LiveScpi.Client> deaf = new ArrayList<>();
    try (LiveScpi.Client reader = live.client()) {
      for (int i = 0; i < Bodies.SCPI_CONNECTIONS; i++) {
        LiveScpi.Client client = server.client();
        deaf.add(client);
        assertThat(client.ask("*OPC?")).isEqualTo("1");
      }
      deaf.get(0).send(much);
      // The bench works as if they were not there.
      assertThat(reader.ask("READ:MEMD? 1,1,1;:SYST:ERR?")).endsWith(";0,\"No error\"");
      String answer = "";
      while (answer.isEmpty()) {
        try (LiveScpi.Client late = server.client()) {
          answer = late.ask("*OPC?");
        } catch (IOException e) {
          // Full as yet: their time is not over.
          answer = "";
        }
      }
      assertThat(answer).isEqualTo("1");
      // The others, who only are silent, are where they were.
      assertThat(deaf.get(1).ask("*OPC?")).isEqualTo("1");
    } finally {
      for (LiveScpi.Client client : deaf) {
        client.close();
      }
      server.server().close();
    }
    server.awaitConnections(0);
  }

  @Test
  void aServerEndsThoughNobodyReadsItsAnswers() throws Exception {
    Keystores.Shown shown = Keystores.shown();
    Guard secure = Guard.of(Optional.empty(), Optional.of(shown.identity()), Clock.systemUTC());
    LiveScpi server = live.beside(secure, Patience.USUAL);
    Socket socket =
        shown
            .client()
            .getSocketFactory()
            .createSocket(
                server.server().address().getAddress(), server.server().address().getPort());
    try (LiveScpi.Client deaf = new LiveScpi.Client(socket)) {
      deaf.send(much);
      // The first bytes of the answer are here: the rest is on its way, and stops there.
      assertThat(deaf.ended()).isFalse();
      server.server().close();
      server.awaitConnections(0);
    }
  }

  // No instrument's client.

  @Test
  void aPageInABrowserCannotSpeakToAnInstrument() throws IOException {
    String drives = "WRIT:MEMD 1,1,1,1.5\nHOLD\n*IDN?\n";
    String longPath = "x".repeat(Bodies.TEXT_BYTES + 1);
    int runs = live.lab().runs().size();
    for (String request :
        List.of(
            "POST / HTTP/1.1\r\nHost: 127.0.0.1:5025\r\nContent-Type: text/plain\r\n\r\n" + drives,
            "GET /%0AHOLD HTTP/1.1\r\n" + drives,
            "PUT / HTTP/1.1\r\n" + drives,
            "post / HTTP/1.1\r\n" + drives,
            "POST /" + longPath + " HTTP/1.1\r\n\r\n" + drives,
            "\u0016\u0003\u0001\u0002\u0000\u0001\n" + drives)) {
      try (LiveScpi.Client browser = live.client()) {
        send(browser, request);
        assertThat(all(browser)).as(request.substring(0, 12)).isEmpty();
      }
    }
    assertThat(live.lab().bench("a").held()).isFalse();
    assertThat(live.lab().runs()).hasSize(runs);
  }

  private static void send(LiveScpi.Client client, String text) {
    try {
      client.send(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // It was sent away before it had said all: so it shall be.
      assertThat(e).isNotNull();
    }
  }

  /** What comes until the line is closed, or cut: then nothing has come that could be read. */
  private static byte[] all(LiveScpi.Client client) throws IOException {
    try {
      return client.socket().getInputStream().readAllBytes();
    } catch (SocketException e) {
      return new byte[0];
    }
  }

  // Texts that are more than they seem, and names of files.

  @Test
  void noSequenceReachesAFileOrAClassOrGrowsWithoutEnd() throws IOException {
    String deep = "name: deep\nsteps: " + "[".repeat(10_000);
    String loops = "name: deep\nsteps: [" + "{loop: {times: 1, steps: [".repeat(200) + "{read: {}}";
    String bomb =
        """
        a: &a [x,x,x,x,x,x,x,x]
        b: &b [*a,*a,*a,*a,*a,*a,*a,*a]
        c: &c [*b,*b,*b,*b,*b,*b,*b,*b]
        name: b
        steps: *c
        """;
    List<String> texts = new ArrayList<>(List.of(deep, loops, bomb));
    for (String name :
        List.of(
            "../secret.csv",
            "..\\secret.csv",
            "secret.csv",
            folder.resolve("secret.csv").toString(),
            "file:///etc/passwd",
            "~/secret.csv",
            "/dev/zero",
            "secret.csv\\0.csv")) {
      texts.add(
          "name: x\nsteps: [{infer: {inputs: \"%s\"}}]".formatted(name.replace("\\", "\\\\")));
      texts.add("name: x\nsteps: [{write: {target: '%s'}}]".formatted(name));
    }
    for (String type :
        List.of("java.io.File", "javax.script.ScriptEngineManager", "java.net.URL", "map", "x")) {
      texts.add("name: x\nsteps: [!!%s [read]]".formatted(type));
      texts.add("!!%s\nname: x\nsteps: [{read: {}}]".formatted(type));
    }
    int runs = live.lab().runs().size();
    try (LiveScpi.Client client = live.client()) {
      for (String text : texts) {
        client.send(block("RUN ", text));
        String what = text.substring(0, Math.min(60, text.length()));
        String error = client.ask(":SYST:ERR?");
        assertThat(error).as(what).startsWith("201,").doesNotContain("Exception", "1,1");
        assertThat(client.error()).as(what).isZero();
      }
    }
    assertThat(live.lab().runs()).hasSize(runs);
    assertThat(live.lab().uploads().names()).isEmpty();
  }

  private static byte[] block(String header, String text) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    String digits = Integer.toString(length);
    return "%s#%d%s%s\n"
        .formatted(header, digits.length(), digits, text)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void blocksOfWrongLengthsAreTold() throws IOException {
    try (LiveScpi.Client client = live.client()) {
      byte[] twelve = new byte[96];
      // Shorter than what comes: the rest is no text.
      Arrays.fill(twelve, (byte) 0xaa);
      client.send("WRIT:MEMD:ALL #18".getBytes(StandardCharsets.US_ASCII));
      client.send(twelve);
      client.send("\n");
      assertThat(client.error()).isEqualTo(-101);
      // No whole numbers.
      client.send(block("WRIT:MEMD:ALL ", "x".repeat(95)));
      assertThat(client.error()).isEqualTo(-161);
      // Not so many numbers as there are cells.
      client.send(block("WRIT:MEMD:ALL ", "x".repeat(88)));
      assertThat(client.error()).isEqualTo(-109);
      client.send(block("WRIT:MEMD:ALL ", "x".repeat(104)));
      assertThat(client.error()).isEqualTo(-223);
      // No numbers at all.
      client.send(block("WRIT:MEMD:ALL ", ""));
      assertThat(client.error()).isEqualTo(-161);
      for (String length : List.of("#2x1", "#", "#3 12", "#1")) {
        client.send("WRIT:MEMD:ALL " + length);
        assertThat(client.error()).as(length).isEqualTo(-161);
      }
      // Longer than it may be: passed over as it comes, and none of it kept.
      client.send("WRIT:MEMD:ALL #9%09d".formatted(0) + "x");
      assertThat(client.error()).isEqualTo(-103);
      assertThat(client.error()).isZero();
      assertThat(client.ask("*OPC?")).isEqualTo("1");
    }
  }

  @Test
  void veryLongPartsOfAMessageAreTold() throws IOException {
    try (LiveScpi.Client client = live.client()) {
      String megabyte = "1".repeat(1_000_000);
      client.send("*ESE " + megabyte);
      assertThat(client.error()).isEqualTo(-124);
      client.send("A" + megabyte);
      assertThat(client.error()).isEqualTo(-112);
      client.send("INST \"%s\"".formatted(megabyte));
      assertThat(client.ask("SYST:ERR?")).startsWith("211,").hasSizeLessThan(300);
      client.send("READ:MEMD? (@" + "1,".repeat(400_000) + "1)");
      assertThat(client.error()).isEqualTo(-171);
      client.send("INF? " + "1,".repeat(450_000) + "1");
      assertThat(client.error()).isEqualTo(-223);
      client.send(";".repeat(1_000_000) + "*OPC?");
      assertThat(client.line()).isEqualTo("1");
      assertThat(client.error()).isZero();
    }
  }
}
