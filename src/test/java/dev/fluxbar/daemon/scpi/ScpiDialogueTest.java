package dev.fluxbar.daemon.scpi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.daemon.guard.Bodies;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages and their answers, on one lab; each test has a connection of its own. */
class ScpiDialogueTest {
  private static LiveScpi live;
  private LiveScpi.Client client;

  @BeforeAll
  static void open(@TempDir Path data) {
    live = LiveScpi.open(data, "a", "b");
  }

  @AfterAll
  static void close() {
    live.close();
  }

  @BeforeEach
  void connect() throws IOException {
    client = live.client();
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SYST:VERS? | 1999.0",
        "syst:version? | 1999.0",
        ":SYSTEM:VERS? | 1999.0",
        "SYST1:VERS1? | 1999.0",
        "*ESR? | 128",
        "*ESR?;*ESR? | 128;0",
        "SYST:ERR? | 0,\"No error\"",
        "SYST:ERR:NEXT? | 0,\"No error\"",
        "SYST:ERR:COUN? | 0",
        "SYST:ERR:NEXT?;COUN? | 0,\"No error\";0",
        "SYST:ERR?;VERS? | 0,\"No error\";1999.0",
        "SYST:ERR?;*STB?;VERS? | 0,\"No error\";16;1999.0",
        "SYST:ERR?;:FORM? | 0,\"No error\";ASC,0",
        "*ESE 60;*ESE? | 60",
        "*ESE #H3C;*ESE? | 60",
        "*ESE #b111100;*ESE? | 60",
        "*ESE #Q74;*ESE? | 60",
        "*ESE 5.96E1;*ESE? | 60",
        "*SRE 255;*SRE? | 191",
        "*ESE 128;*STB? | 32",
        "*ESE 128;*SRE 32;*STB? | 96",
        "*CLS;*ESR? | 0",
        "NOPE;*STB? | 4",
        "*IDN?;*STB? | Fluxbar,Lab,a,VERSION;16",
        "*CLS;*OPC;*ESR? | 1",
        "*OPC? | 1",
        "*WAI;*TST? | 0",
        "INST:SEL? | \"a\"",
        "INST \"b\";INST? | \"b\"",
        "INST:SEL 'b';SEL? | \"b\"",
        "INST:CAT? | \"a\",\"b\"",
        "INST:SHAP? | 3,2,2,3",
        "BENC:STAT? | IDLE,0,0,\"\",\"\"",
        "FORM? | ASC,0",
        "FORM REAL;FORM? | REAL,64",
        "FORM:DATA REAL,32;DATA? | REAL,32",
        "FORM REAL,32;FORM ASC;FORM? | ASC,0",
        "FORM:BORD? | NORM",
        "FORM:BORD SWAP;BORD? | SWAP",
        "FORM:BORD SWAPPED;BORD NORMAL;BORD? | NORM",
        "WRIT:EPS? | 9.91E37",
        "WRIT:EPS 0.1;EPS? | 0.1",
        "WRIT:EPS 100 mS;EPS? | 0.1",
        "WRIT:EPS 100000uSIE;EPS? | 0.09999999999999999",
        "WRIT:EPS 1;EPS DEF;EPS? | 9.91E37",
        "WRIT:METH? | DEFAULT",
        "WRIT:METH gated;METH? | GATED",
        "WRIT:METH PROP;METH? | PROPORTIONAL",
        "WRIT:METH ROW;METH DEF;METH? | DEFAULT",
        "WRIT:METH ROW;:FORM REAL;*RST;:WRIT:METH?;:FORM? | DEFAULT;ASC,0",
        "STAT:OPER? | 0",
        "STAT:OPER:EVEN?;COND?;ENAB? | 0;0;0",
        "STAT:QUES?;QUES:COND? | 0;0",
        "STAT:OPER:ENAB 65535;ENAB? | 32767",
        "STAT:OPER:PTR?;NTR? | 32767;0",
        "STAT:QUES:NTR 4;PTR 2;:STAT:PRES;QUES:NTR?;PTR? | 0;32767",
        "PROG? | 9.91E37",
        "SYST:TOK? | OPERATOR",
        ";;*OPC?; | 1",
        "*OPC?\r | 1",
        "  *OPC?   ;   *WAI | 1",
      })
  void answers(String message, String answer) throws IOException {
    String version = dev.fluxbar.app.runs.SoftwareVersion.current().replace(',', ' ');
    assertThat(client.ask(message)).isEqualTo(answer.replace("VERSION", version));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "*OPC?\u00e9 | -101 | 32",
        "*OP\u0001C? | -101 | 32",
        "?? | -102 | 32",
        "FORM , | -102 | 32",
        "FORM ASC, | -102 | 32",
        "*ESE 1 2 | -103 | 32",
        "*IDN?x | -103 | 32",
        "FORM 'ASC' | -104 | 32",
        "*ESE ON | -104 | 32",
        "INST:SEL b | -104 | 32",
        "*OPC? 1 | -108 | 32",
        "READ:MEMD? 1,1,1,1 | -108 | 32",
        "*ESE | -109 | 32",
        "READ:MEMD? 1,1 | -109 | 32",
        "WRIT:MEMD:ALL 1,2,3 | -109 | 32",
        "SYSTEMSYSTEMS:ERR? | -112 | 32",
        "NOPE | -113 | 32",
        "*NOPE? | -113 | 32",
        "SYST:ERR | -113 | 32",
        "SYST:ERR:NEXT:NEXT? | -113 | 32",
        "A:B:C:D:E:F:G:H:I:J? | -113 | 32",
        "SYST2:ERR? | -114 | 32",
        "*ESE +. | -121 | 32",
        "*ESE #H3G | -121 | 32",
        "*ESE 1E99999 | -123 | 32",
        "*ESE #H0123456789ABCDEF | -124 | 32",
        "WRIT:EPS 1 V | -131 | 32",
        "*ESE 1 V | -138 | 32",
        "INST:SEL \"a | -151 | 32",
        "INFER:BLOC? #3abcdef | -161 | 32",
        "INF:BLOC? #13abc | -161 | 32",
        "INF:BLOC? #224012345678901234567890123 | -161 | 32",
        "READ:MEMD? (@1,2 | -171 | 32",
        "READ:MEMD? (1:3) | -171 | 32",
        "*ESE 256 | -222 | 16",
        "*ESE 1E999 | -222 | 16",
        "READ:MEMD? 3 | -222 | 16",
        "WRIT:EPS 0 | -222 | 16",
        "WRIT:MEMD:ALL 1,1,1,1,1,1,1,1,1,1,1,1,1 | -223 | 16",
        "FORM REAL,16 | -224 | 16",
        "FORM:BORD LEFT | -224 | 16",
        "WRIT:METH MAGIC | -224 | 16",
        "INST \"b\";:FETC:MEMD? | -230 | 16",
        "RUN:STAT? | -230 | 16",
        "RUN \"{name: x, steps: [{infer: {inputs: a.csv}}]}\" | 201 | 8",
        "RUN \"{name: x, steps: [{infer: {inputs: ../a.csv}}]}\" | 201 | 8",
        "RUN \"{name: x, steps: [{write: {target: /etc/passwd}}]}\" | 201 | 8",
        "RUN \"{name: x, steps: [!!java.io.File {read: {}}]}\" | 201 | 8",
        "WRIT:MEMD 1,1,1,9 | 201 | 8",
        "WRIT:MEMD 9,1,1,1 | 201 | 8",
        "INF? 9,1 | 201 | 8",
        "INST \"c\" | 211 | 8",
        "RUN:STAT? \"../a\" | 211 | 8",
      })
  void refuses(String message, int error, int eventBit) throws IOException {
    client.send("*CLS");
    client.send(message);
    assertThat(client.ask("*ESR?")).isEqualTo(Integer.toString(eventBit));
    assertThat(client.error()).isEqualTo(error);
    assertThat(client.error()).isZero();
  }

  @Test
  void aMistakeEndsNothingThatStandsBeforeIt() throws IOException {
    assertThat(client.ask("*ESE 4;*ESE?;NOPE;SYST:VERS?")).isEqualTo("4;1999.0");
    assertThat(client.ask("*ESE 8;*ESE?;FORM (;*ESE 16")).isEqualTo("8");
    assertThat(client.ask("*ESE?")).isEqualTo("8");
  }

  @Test
  void aCommandThatFailsLeavesThePathOfItsHeader() throws IOException {
    assertThat(client.ask("FORM:BORD LEFT;BORD?;DATA?")).isEqualTo("NORM;ASC,0");
  }

  @Test
  void aFullErrorQueueSaysSo() throws IOException {
    client.send("NOPE;".repeat(30));
    assertThat(client.ask("SYST:ERR:COUN?")).isEqualTo("20");
    for (int i = 0; i < 19; i++) {
      assertThat(client.error()).isEqualTo(-113);
    }
    assertThat(client.error()).isEqualTo(-350);
    assertThat(client.error()).isZero();
    client.send("NOPE;*CLS");
    assertThat(client.error()).isZero();
  }

  @Test
  void aMessageThatIsTooLongIsPassedOver() throws IOException {
    client.send("*ESE " + "1".repeat(Bodies.TEXT_BYTES));
    assertThat(client.error()).isEqualTo(-363);
    assertThat(client.ask("*ESE?")).isEqualTo("0");
  }

  @Test
  void aBlockThatIsTooLargeIsPassedOver() throws IOException {
    client.send("INF:BLOC? #8%08d%s".formatted(67_108_865, "x".repeat(67_108_865)));
    assertThat(client.error()).isEqualTo(-223);
    assertThat(client.error()).isZero();
  }

  @Test
  void answersThatAreTooLongAreNotGathered() {
    Reply reply = new Reply();
    byte[] block = new byte[Bodies.FILE_BYTES];
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> reply.block(block))
        .isInstanceOfSatisfying(
            ScpiRefusal.class, fault -> assertThat(fault.error()).isEqualTo(ScpiError.DEADLOCKED));
    assertThat(reply.isEmpty()).isTrue();
  }

  @Test
  void errorsOfClientsAreTheirOwn() throws IOException {
    try (LiveScpi.Client other = live.client()) {
      client.send("NOPE");
      other.send("FORM REAL");
      assertThat(other.error()).isZero();
      assertThat(client.error()).isEqualTo(-113);
      assertThat(client.ask("FORM?")).isEqualTo("ASC,0");
    }
  }
}
