package dev.fluxbar.daemon.scpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bits of IEEE 488.2 and SCPI while orders are under way; each test has its own connection. */
@Timeout(120)
class ScpiStatusTest {
  private static final int SUMMARY = 64;
  private static final int OPERATION = 128;
  private static final int EVENTS = 32;

  private static LiveScpi live;
  private LiveScpi.Client client;

  @BeforeAll
  static void open(@TempDir Path data) {
    live = LiveScpi.open(data, "a");
  }

  @AfterAll
  static void close() {
    live.close();
  }

  @BeforeEach
  void connect() throws IOException {
    client = live.client();
    client.send("*CLS");
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
  }

  private int number(String query) throws IOException {
    return Integer.parseInt(client.ask(query));
  }

  @Test
  void completionIsToldOnceWhatWasOrderedHasEnded() throws IOException {
    client.send("*ESE 1;*SRE 32;:HOLD;:WRIT:MEMD 1,1,1,1.5;*OPC");
    // The queue is held: it cannot have ended.
    assertThat(client.ask("*ESR?;*STB?;:RUN:STAT?")).isEqualTo("0;16;QUEUED");
    client.send("CONT;*WAI");
    assertThat(client.ask("RUN:STAT?;*STB?")).isEqualTo("DONE;" + (16 + EVENTS + SUMMARY));
    assertThat(client.ask("*ESR?;*STB?")).isEqualTo("1;16");
    assertThat(client.ask("*ESR?")).isEqualTo("0");
  }

  @Test
  void whatIsForgottenIsNotToldAsComplete() throws IOException {
    client.send("HOLD;:WRIT:MEMD 1,1,1,2;*OPC;*CLS;:CONT");
    assertThat(client.ask("*OPC?;*ESR?")).isEqualTo("1;0");
  }

  @Test
  void waitingWaitsForEveryOrderAndForNoneOfOthers() throws IOException {
    try (LiveScpi.Client other = live.client()) {
      client.send("HOLD");
      other.send("WRIT:MEMD 1,1,1,2");
      assertThat(other.ask("RUN:STAT?")).isEqualTo("QUEUED");
      // It has ordered nothing itself.
      assertThat(client.ask("*WAI;*OPC?")).isEqualTo("1");
      client.send("WRIT:MEMD 1,2,1,1.5");
      client.send("RUN \"{name: x, steps: [{read: {}}]}\"");
      client.send("CONT;*WAI;:RUN:STAT?;:SYST:ERR?");
      assertThat(client.line()).isEqualTo("DONE;0,\"No error\"");
      assertThat(other.ask("*OPC?")).isEqualTo("1");
    }
  }

  @Test
  void aRunSetsTheBitsOfOperationAndTheirSummary() throws IOException {
    client.send("STAT:OPER:ENAB 16384;*SRE 128");
    assertThat(client.ask("*CLS;*STB?")).isEqualTo("0");
    client.send(LiveScpi.LONG);
    while ((number("STAT:OPER:COND?") & StatusWatch.RUNNING) == 0) {
      assertThat(client.ask("RUN:STAT?")).isIn("QUEUED", "RUNNING");
    }
    assertThat(number("*STB?")).isEqualTo(OPERATION + SUMMARY);
    // Reading the events takes them; the run still runs, which is no new event.
    assertThat(number("STAT:OPER?") & StatusWatch.RUNNING).isNotZero();
    assertThat(client.ask("STAT:OPER?;*STB?")).isEqualTo("0;16");
    // Not enabled: an event, and no summary.
    client.send("STAT:OPER:ENAB 0;NTR 16384;PTR 0;:ABOR;*WAI");
    assertThat(client.error()).isEqualTo(204);
    assertThat(number("STAT:OPER:COND?") & StatusWatch.RUNNING).isZero();
    assertThat(number("*STB?") & (OPERATION + SUMMARY)).isZero();
    assertThat(number("STAT:OPER?") & StatusWatch.RUNNING).isNotZero();
    client.send("STAT:PRES");
    assertThat(client.ask("STAT:OPER:ENAB?;NTR?;PTR?")).isEqualTo("0;0;32767");
  }

  @Test
  void aHeldQueueAndWhatWaitsInItAreSeen() throws IOException {
    client.send("HOLD;:RUN \"{name: x, steps: [{read: {}}]}\"");
    int held = number("STAT:OPER:COND?");
    assertThat(held & StatusWatch.HELD).isNotZero();
    assertThat(held & StatusWatch.QUEUED).isNotZero();
    client.send("CONT;*WAI");
    assertThat(number("STAT:OPER:COND?") & (StatusWatch.HELD | StatusWatch.QUEUED)).isZero();
  }

  @Test
  void questionableEventsAreSummedUpIfTheyAreEnabled() {
    Status status = new Status();
    status.questionable().condition(StatusWatch.LOST, 0);
    assertThat(status.statusByte(false)).isZero();
    status.questionable().enable(StatusWatch.LOST);
    assertThat(status.statusByte(false)).isEqualTo(8);
    status.serviceEnabled(8);
    assertThat(status.statusByte(true)).isEqualTo(8 + 16 + SUMMARY);
    // What came and went leaves its event.
    assertThat(status.questionable().takeEvents()).isEqualTo(StatusWatch.LOST);
    status.questionable().condition(0, 0);
    assertThat(status.statusByte(false)).isZero();
    status.questionable().condition(0, StatusWatch.LOST);
    assertThat(status.statusByte(false)).isEqualTo(8 + SUMMARY);
    status.clear();
    assertThat(status.statusByte(false)).isZero();
  }

  @Test
  void errorsSetTheirBitOnceTheyAreEnabled() throws IOException {
    client.send("*ESE 32;*SRE 36;NOPE");
    // An error waits (4), its event is enabled (32), and both ask for service (64).
    assertThat(number("*STB?")).isEqualTo(4 + EVENTS + SUMMARY);
    assertThat(client.error()).isEqualTo(-113);
    assertThat(number("*STB?")).isEqualTo(EVENTS + SUMMARY);
    client.send("*ESE 16");
    assertThat(number("*STB?")).isZero();
    client.send("*ESE 300");
    assertThat(client.error()).isEqualTo(-222);
    assertThat(number("*STB?")).isEqualTo(EVENTS + SUMMARY);
  }
}
