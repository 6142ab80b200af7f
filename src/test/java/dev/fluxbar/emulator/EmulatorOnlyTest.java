package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Cell;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.Operation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the emulated board alone can do: be watched, follow from a seed, lack a feature. */
class EmulatorOnlyTest {
  private static final double ROUNDING = 1e-12;
  private final BoardSpec spec = BoardSpec.academic().withSeed(1);

  private static BoardMachine emulator(TestHost host) {
    return ((Implementation.EmulatorMachine) host.board).board();
  }

  @Test
  void theSameInputGivesTheSameBytes() {
    byte[] first = storyOf(spec);
    assertThat(storyOf(spec)).isEqualTo(first);
  }

  private static byte[] storyOf(BoardSpec spec) {
    TestHost host = TestHost.ready(spec);
    host.say(new HostMessage.Describe());
    host.run(1, TestProgram.ready(spec, 8000, -77).then(new Operation.Block(false, 999, 5, 0xff)));
    host.run(2, TestProgram.ready(spec, 1, -8000).then(new Operation.Pulse(true, 12_345, 0)));
    return host.line.toByteArray();
  }

  @Test
  void anObserverSeesTheCellsThatItChoseInBenchTime() {
    BoardSpec zero = BoardSpec.academic();
    TestHost host = TestHost.ready(zero);
    List<Double> seconds = new ArrayList<>();
    List<Double> siemens = new ArrayList<>();
    emulator(host)
        .observe(
            2,
            List.of(new Cell(0, 1, 0)),
            (at, values) -> {
              seconds.add(at);
              siemens.add(values[0]);
            });
    TestProgram program =
        TestProgram.ready(zero, 8000, 0).then(new Operation.Block(true, 100_000, 0, 0));
    host.run(1, program);
    double[] flux = {0.05, 0.1, 0.05, 0, -0.05, -0.1, -0.05, 0};
    assertThat(seconds).hasSize(8);
    for (int i = 0; i < 8; i++) {
      assertThat(seconds.get(i)).isCloseTo(0.05 * (i + 1), within(ROUNDING));
      assertThat(siemens.get(i)).isCloseTo(Math.atan(flux[i]) + 2, within(ROUNDING));
    }
    emulator(host).unobserve();
    host.run(2, program);
    assertThat(seconds).hasSize(8);
  }

  @Test
  void goesSafeAfterAFailureOfItsOwn() {
    TestHost host = TestHost.ready(spec);
    emulator(host)
        .observe(
            1,
            List.of(new Cell(0, 0, 0)),
            (seconds, siemens) -> {
              throw new IllegalStateException("on purpose");
            });
    host.arm(9, TestProgram.ready(spec, 8000, 0).then(new Operation.Pulse(true, 1_000_000, 0)));
    host.say(new HostMessage.Start(9));
    assertThat(host.board.truth().safe()).isTrue();
    assertThat(host.last(BoardMessage.Done.class).fault()).isEqualTo(ErrorCode.INTERNAL);
    emulator(host).unobserve();
    host.say(new HostMessage.Clear(ErrorCode.INTERNAL));
    assertThat(host.all(BoardMessage.Cleared.class)).hasSize(1);
  }

  @Test
  void bootIdsFollowFromTheSeedAndChangeWithEachBoot() {
    TestHost host = new TestHost(spec, 0);
    TestHost other = new TestHost(spec, 0);
    assertThat(other.board.bootId()).isEqualTo(host.board.bootId());
    other.board.reboot(0);
    assertThat(other.board.bootId()).isNotEqualTo(host.board.bootId());
  }

  @Test
  void aBoardWithoutTheFeatureRefusesAStream() {
    BoardSpec plain = spec.withCapacity(spec.capacity().withoutStreaming());
    TestHost host = TestHost.ready(plain);
    host.say(new HostMessage.Describe());
    assertThat(host.last(BoardMessage.Description.class).features()).isZero();
    for (long[] stream : new long[][] {{8, 0}, {0, 16}, {8, 16}}) {
      host.say(new HostMessage.Load(9, 16, 1, 0, 0, stream[0], stream[1]));
      BoardMessage.Refused refused = host.last(BoardMessage.Refused.class);
      assertThat(refused.error()).isEqualTo(ErrorCode.NO_FEATURE);
      assertThat(refused.value()).isZero();
    }
  }
}
