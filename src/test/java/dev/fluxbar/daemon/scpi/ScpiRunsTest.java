package dev.fluxbar.daemon.scpi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.daemon.guard.Bodies;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.Role;
import dev.fluxbar.daemon.guard.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What drives: each command is a run, and its answers are the run's. */
class ScpiRunsTest {
  private static final double[] TARGET = {1, 1.5, 2, 2.5, 3, 1, 1, 2, 3, 1.5, 2.5, 2};

  private final Path data;

  ScpiRunsTest(@TempDir Path data) {
    this.data = data;
  }

  @Test
  void writesBlocksAndReadsThemBackInEveryForm() throws Exception {
    try (LiveScpi live = LiveScpi.open(data, "a");
        LiveScpi.Client client = live.client()) {
      client.send("*RST;*CLS;:FORM REAL,64;FORM:BORD SWAP;:WRIT:EPS 50 mS");
      client.send(write(TARGET, Double.BYTES, ByteOrder.LITTLE_ENDIAN));
      assertThat(client.ask("*OPC?;:SYST:ERR?")).isEqualTo("1;0,\"No error\"");
      for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        client.send("FORM:BORD " + (order == ByteOrder.BIG_ENDIAN ? "NORM" : "SWAP"));
        client.send("FORM REAL,64;:READ:MEMD?");
        ByteBuffer wide = ByteBuffer.wrap(client.block()).order(order);
        client.send("FORM REAL,32;:FETC:MEMD?");
        ByteBuffer narrow = ByteBuffer.wrap(client.block()).order(order);
        client.send("FORM ASC");
        String[] text = client.ask("FETC:MEMD?").split(",", -1);
        assertThat(text).hasSize(12);
        for (int i = 0; i < TARGET.length; i++) {
          double siemens = wide.getDouble();
          // Epsilon is 0.05 S, and the reading after the write has its own resolution.
          assertThat(siemens).isBetween(TARGET[i] - 0.06, TARGET[i] + 0.06);
          assertThat(narrow.getFloat()).isEqualTo((float) siemens);
          assertThat(Double.parseDouble(text[i])).isEqualTo(siemens);
        }
        assertThat(wide.remaining() + narrow.remaining()).isZero();
      }
      assertThat(client.ask("FETC:MEMD? 2,1,3")).isEqualTo(client.ask("FETC:MEMD? (@2,1,3)"));
      assertThat(Double.parseDouble(client.ask("READ:MEMD? (@2!1!3)"))).isBetween(2.94, 3.06);
      assertThat(client.ask("FETC:LEDG?").split(",", -1)).hasSize(12);
    }
  }

  private static byte[] write(double[] siemens, int size, ByteOrder order) {
    ByteBuffer content = ByteBuffer.allocate(siemens.length * size).order(order);
    for (double one : siemens) {
      if (size == Double.BYTES) {
        content.putDouble(one);
      } else {
        content.putFloat((float) one);
      }
    }
    return message("WRIT:MEMD:ALL ", content.array());
  }

  private static byte[] message(String header, byte[] content) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    String length = Integer.toString(content.length);
    message.writeBytes(
        (header + "#" + length.length() + length).getBytes(StandardCharsets.US_ASCII));
    message.writeBytes(content);
    message.write('\n');
    return message.toByteArray();
  }

  @Test
  void infersOneInputAndManyAlike() throws Exception {
    try (LiveScpi live = LiveScpi.open(data, "a");
        LiveScpi.Client client = live.client()) {
      String[] one = client.ask("INF? -1, 1000 mV").split(",", -1);
      assertThat(one).hasSize(2);
      client.send("FORM REAL,32");
      ByteBuffer inputs = ByteBuffer.allocate(16);
      inputs.putFloat(-1).putFloat(1).putFloat(-1).putFloat(1);
      client.send(message("INF:BLOC? ", inputs.array()));
      ByteBuffer outputs = ByteBuffer.wrap(client.block());
      assertThat(outputs.remaining()).isEqualTo(16);
      for (int i = 0; i < 4; i++) {
        // The same input again; what the converters resolve lies below a part in a thousand.
        assertThat(outputs.getFloat()).isBetween(near(one[i % 2], -1), near(one[i % 2], 1));
      }
      assertThat(client.ask("RUN:STAT?")).isEqualTo("DONE");
      assertThat(live.lab().runs().get(0).by()).isEqualTo("scpi 127.0.0.1");
    }
  }

  private static float near(String volts, int side) {
    return (float) (Double.parseDouble(volts) + side * 2e-3);
  }

  @Test
  void anotherConnectionAbortsAtOnceAndTheBenchWorksOn() throws Exception {
    try (LiveScpi live = LiveScpi.open(data, "a");
        LiveScpi.Client first = live.client();
        LiveScpi.Client second = live.client()) {
      assertThat(first.ask("*CLS;*OPC?")).isEqualTo("1");
      first.send(LiveScpi.LONG + ";*OPC");
      String state = "";
      while (!state.startsWith("RUNNING")) {
        state = second.ask("BENC:STAT?");
      }
      assertThat(Integer.parseInt(second.ask("STAT:OPER:COND?")) & StatusWatch.RUNNING).isNotZero();
      // It goes on: neither complete nor wrong.
      assertThat(first.ask("*ESR?;:SYST:ERR:COUN?")).isEqualTo("0;0");
      first.send("*OPC?");
      second.send("ABOR NOW");
      assertThat(first.line()).isEqualTo("1");
      assertThat(first.error()).isEqualTo(204);
      // Operation complete, and an error of the device.
      assertThat(first.ask("*ESR?")).isEqualTo("9");
      assertThat(second.ask("READ:MEMD?;:SYST:ERR?")).endsWith(";0,\"No error\"");
      assertThat(Integer.parseInt(second.ask("STAT:OPER?")) & StatusWatch.RUNNING).isNotZero();
    }
  }

  @Test
  void abortInTheMiddleOfAWriteLeavesABenchThatWorks() throws Exception {
    try (LiveScpi live = LiveScpi.open(data, "a");
        LiveScpi.Client client = live.client()) {
      client.send("WRIT:MEMD:ALL 1,1.5,2,2.5,3,1,1,2,3,1.5,2.5,2;:ABOR NOW");
      assertThat(client.ask("*OPC?")).isEqualTo("1");
      assertThat(client.error()).isEqualTo(204);
      client.send("WRIT:MEMD (@1,1,1),1500 mS");
      assertThat(client.ask("*OPC?;:SYST:ERR?")).isEqualTo("1;0,\"No error\"");
      assertThat(Double.parseDouble(client.ask("READ:MEMD? 1,1,1"))).isBetween(1.4, 1.6);
    }
  }

  @Test
  void resetEndsWhatRunsAndWaitsHereAndHoldsNothing() throws Exception {
    try (LiveScpi live = LiveScpi.open(data, "a");
        LiveScpi.Client client = live.client()) {
      client.send(LiveScpi.LONG);
      client.send(LiveScpi.LONG);
      assertThat(client.ask("*RST;*OPC?")).isEqualTo("1");
      assertThat(client.error()).isEqualTo(204);
      assertThat(client.error()).isEqualTo(204);
      assertThat(client.ask("READ:MEMD? 1;:BENC:STAT?")).contains(";IDLE,0,0,");
    }
  }

  @Test
  void holdsAndGoesOn() throws Exception {
    try (LiveScpi live = LiveScpi.open(data, "a");
        LiveScpi.Client client = live.client();
        LiveScpi.Client other = live.client()) {
      client.send("HOLD");
      client.send("READ:MEMD? 1,1,1");
      String state = "";
      while (!state.startsWith("IDLE,1,1,")) {
        state = other.ask("BENC:STAT?");
      }
      other.send("CONT");
      assertThat(Double.parseDouble(client.line())).isPositive();
    }
  }

  @Test
  void runsASequenceAndTellsItsResult() throws Exception {
    try (LiveScpi live = LiveScpi.open(data, "a", "b");
        LiveScpi.Client client = live.client()) {
      client.send("INST \"b\"");
      byte[] yaml =
          "name: night\nsteps:\n  - read: {}\n  - infer: {inputs-volts: [[-1, 1]]}\n"
              .getBytes(StandardCharsets.UTF_8);
      client.send(message("RUN ", yaml));
      client.send("RUN:RES?");
      String result = new String(client.block(), StandardCharsets.UTF_8);
      assertThat(result).contains("memductances-siemens", "outputs-volts", "night");
      assertThat(client.ask("RUN:STAT?;:PROG?")).isEqualTo("DONE;1.0");
      String id = client.ask("RUN:ID?");
      assertThat(client.ask("RUN:STAT? " + id)).isEqualTo("DONE");
      assertThat(live.lab().runs().get(0).bench()).isEqualTo("b");
      assertThat(client.ask("CHEC?;:SYST:ERR?")).endsWith(";0,\"No error\"");
    }
  }

  @Test
  void calibratesAndLeavesTheProfileInTheLabsFolder() throws Exception {
    try (LiveScpi live = LiveScpi.open(data, "a");
        LiveScpi.Client client = live.client()) {
      assertThat(client.ask("CAL?;:SYST:ERR?")).isEqualTo("0;0,\"No error\"");
      client.send("RUN:RES?");
      String result = new String(client.block(), StandardCharsets.UTF_8);
      assertThat(result).contains("\"profile\"", data.resolve("profiles").toString());
      assertThat(data.resolve("profiles")).isNotEmptyDirectory();
      client.send("CAL;*OPC?");
      assertThat(client.line()).isEqualTo("1");
      assertThat(client.ask("RUN:STAT?;:SYST:ERR?")).isEqualTo("DONE;0,\"No error\"");
    }
  }

  @Test
  void aClientThatGoesLeavesItsRun() throws Exception {
    try (LiveScpi live = LiveScpi.open(data, "a");
        LiveScpi.Client other = live.client()) {
      try (LiveScpi.Client client = live.client()) {
        client.send("WRIT:MEMD 1,1,1,2");
        // The answer shows that the order was taken.
        assertThat(client.ask("RUN:ID?")).contains("write");
      }
      String id = Quoted.of(live.lab().runs().get(0).id());
      other.send("RUN:RES? " + id);
      assertThat(new String(other.block(), StandardCharsets.UTF_8)).contains("written-siemens");
      assertThat(other.ask("RUN:STAT? " + id)).isEqualTo("DONE");
    }
  }

  @Test
  void withoutATokenNothingIsToldAndAReaderDrivesNothing() throws Exception {
    Path file = data.resolve("tokens");
    SecureRandom random = new SecureRandom();
    String operator = Tokens.issue(file, "alice", Role.OPERATOR, random);
    String reader = Tokens.issue(file, "bob", Role.READER, random);
    Guard guard = Guard.of(Optional.of(Tokens.read(file)), Optional.empty(), Clock.systemUTC());
    try (LiveScpi live = LiveScpi.open(data.resolve("lab"), guard, "secret");
        LiveScpi.Client client = live.client()) {
      for (Command command : Commands.ALL) {
        if (command.access() != Command.Access.ANYBODY) {
          client.send(command.pattern().replaceAll("\\[.*?]", ""));
        }
      }
      assertThat(client.ask("*IDN?;:SYST:TOK?")).startsWith("Fluxbar,Lab,0,").endsWith(";NONE");
      client.send("*ESE " + "1".repeat(2000));
      client.send("SYST:TOK \"wrong\"");
      assertThat(client.ask("SYST:TOK?")).isEqualTo("NONE");
      client.send("SYST:TOK \"%s\"".formatted(reader));
      assertThat(client.ask("SYST:TOK?;:INST?")).isEqualTo("READER;\"secret\"");
      assertThat(errors(client)).containsOnly(101, -350);
      client.send(
          "*RST;:READ:MEMD?;:WRIT:MEMD 1,1,1,1;:RUN \"x\";:ABOR;:HOLD;:CONT;:CAL;:INF? 1,1");
      assertThat(errors(client)).hasSize(9).containsOnly(104);
      assertThat(live.lab().runs()).isEmpty();
      client.send("SYST:TOK \"%s\"".formatted(operator));
      assertThat(Double.parseDouble(client.ask("READ:MEMD? 1,1,1"))).isPositive();
      assertThat(live.lab().runs().get(0).by()).isEqualTo("scpi 127.0.0.1 alice");
      assertThat(guard.failures()).isEqualTo(1);
      // Its line is taken out: what was let in is out, too, and at once.
      Files.writeString(file, Files.readString(file).replaceFirst("alice .*\n", ""));
      assertThat(client.ask("READ:MEMD? 1,1,1;:SYST:TOK?")).isEqualTo("NONE");
    }
  }

  private static List<Integer> errors(LiveScpi.Client client) throws IOException {
    List<Integer> errors = new ArrayList<>();
    for (int error = client.error(); error != 0; error = client.error()) {
      errors.add(error);
    }
    return errors;
  }

  @Test
  void wrongTokensLockTheirAddress() throws Exception {
    Path file = data.resolve("tokens");
    String token = Tokens.issue(file, "alice", Role.OPERATOR, new SecureRandom());
    Guard guard =
        Guard.of(Optional.of(Tokens.read(file)), Optional.empty(), () -> java.time.Instant.EPOCH);
    try (LiveScpi live = LiveScpi.open(data.resolve("lab"), guard, "a");
        LiveScpi.Client client = live.client()) {
      for (int i = 0; i < 50; i++) {
        client.send("SYST:TOK \"guess%d\"".formatted(i));
      }
      // Even the right one is not looked at while it lasts.
      assertThat(client.ask("SYST:TOK \"%s\";TOK?".formatted(token))).isEqualTo("NONE");
      assertThat(guard.failures()).isLessThan(50);
    }
  }

  @Test
  void oneMoreClientThanThereArePlacesIsSentAway() throws Exception {
    try (LiveScpi live = LiveScpi.open(data, "a")) {
      List<LiveScpi.Client> clients = new ArrayList<>();
      for (int i = 0; i < Bodies.SCPI_CONNECTIONS; i++) {
        clients.add(live.client());
        assertThat(clients.get(i).ask("*OPC?")).isEqualTo("1");
      }
      try (LiveScpi.Client late = live.client()) {
        assertThat(late.ended()).isTrue();
      }
      for (LiveScpi.Client client : clients) {
        assertThat(client.ask("*OPC?")).isEqualTo("1");
        client.close();
      }
    }
  }

  @Test
  void garbageEndsNothing() throws Exception {
    long seed = 20260714;
    java.util.Random random = new java.util.Random(seed);
    String[] scraps = {
      "READ:MEMD?",
      "*IDN?",
      ":",
      ";",
      ",",
      "#",
      "#0",
      "#19",
      "#9999",
      "\"",
      "'",
      "(@",
      "1e9",
      "\n",
      "\r",
      " ",
      "?",
      "*",
      "WRIT:EPS ",
      "FORM ",
      "SYST:ERR?",
      "\u0000",
      "\u00ff",
      "INST ",
      "RUN \""
    };
    try (LiveScpi live = LiveScpi.open(data, "a")) {
      for (int round = 0; round < 150; round++) {
        StringBuilder garbage = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
          garbage.append(
              random.nextInt(4) == 0
                  ? String.valueOf((char) random.nextInt(256))
                  : scraps[random.nextInt(scraps.length)]);
        }
        try (LiveScpi.Client client = live.client()) {
          client.send(garbage.toString());
          client.socket().shutdownOutput();
          client.socket().getInputStream().readAllBytes();
        }
      }
      try (LiveScpi.Client client = live.client()) {
        assertThat(client.ask("READ:MEMD? 1,1,1;:SYST:ERR?"))
            .as("seed %d", seed)
            .endsWith(";0,\"No error\"");
      }
    }
  }
}
