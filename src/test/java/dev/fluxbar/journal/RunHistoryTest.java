package dev.fluxbar.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunHistoryTest {
  private static final Program PROGRAM = Program.builder().then(new Step.Safe()).build();
  private static final Recording RECORDING = new Recording(1, List.of());

  @Test
  void aProgramWithoutAnEndIsUnknown() {
    RunHistory history =
        RunHistory.of(
            List.of(
                new Entry.Note("request", "{}"),
                new Entry.Intent(0, PROGRAM),
                new Entry.Result(0, RECORDING),
                new Entry.Intent(1, PROGRAM),
                new Entry.End(1, Fate.NOT_STARTED, "refused"),
                new Entry.Intent(2, PROGRAM),
                new Entry.Note("request", "{\"again\": true}")));
    assertThat(history.notes()).containsEntry("request", "{\"again\": true}");
    assertThat(history.programs())
        .extracting(RunHistory.Sent::fate)
        .containsExactly(Fate.DONE, Fate.NOT_STARTED, Fate.UNKNOWN);
    assertThat(history.programs().get(0).recording()).contains(RECORDING);
    assertThat(history.programs().get(1).why()).isEqualTo("refused");
  }

  @Test
  void refusesALogThatContradictsItself() {
    refuses(new Entry.Result(0, RECORDING));
    refuses(new Entry.Intent(1, PROGRAM));
    refuses(new Entry.Intent(0, PROGRAM), new Entry.Intent(0, PROGRAM));
    refuses(
        new Entry.Intent(0, PROGRAM),
        new Entry.Result(0, RECORDING),
        new Entry.Result(0, RECORDING));
    refuses(
        new Entry.Intent(0, PROGRAM),
        new Entry.End(0, Fate.UNKNOWN, "lost"),
        new Entry.Result(0, RECORDING));
    refuses(new Entry.Intent(0, PROGRAM), new Entry.End(-1, Fate.UNKNOWN, "lost"));
  }

  private static void refuses(Entry... entries) {
    assertThatThrownBy(() -> RunHistory.of(List.of(entries)))
        .isInstanceOf(JournalFault.class)
        .hasMessageContaining("contradicts itself");
  }
}
