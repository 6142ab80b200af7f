package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.FrameDecoder;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.Operation;
import dev.fluxbar.wire.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One pulse a job over a line that loses frames both ways: each fires once, all is heard once. */
class BoardOnALossyLineTest {
  private static final int JOBS = 60;
  private static final int WINDOW = 8;
  private static final int SESSION = 9;

  private final BoardSpec spec =
      BoardSpec.of("one", NetworkShape.sizes(1, 1), Topology.CASCADE, SwitchKind.LINE);
  private final HostMessage.Limits limits =
      new HostMessage.Limits(100, 1_000_000, 1_000_000, 1L << 40, List.of(32767));
  private final FrameDecoder decoder = new FrameDecoder();
  private final List<BoardMessage> heard = new ArrayList<>();
  private final List<HostMessage> toSay = new ArrayList<>();
  private int acknowledged;
  private int expected;
  private int doneJobs;
  private boolean identified;
  private boolean ackOwed;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyPulseFiresOnceAtAnyLoss(long seed) {
    Random random = new Random(seed);
    double loss = 0.05 * seed;
    BoardMachine board =
        new BoardMachine(
            spec,
            0,
            bytes -> {
              if (random.nextDouble() >= loss) {
                decoder.accept(bytes, 0, bytes.length, this::hear);
              }
            });
    plan();
    long nanos = 0;
    while (doneJobs < JOBS) {
      nanos += 5_000_000;
      assertThat(nanos).as("seed=%d, heard=%s", seed, heard.size()).isLessThan(600_000_000_000L);
      for (Frame frame : toSend()) {
        byte[] bytes = FrameCodec.encode(frame);
        if (random.nextDouble() >= loss) {
          board.receive(nanos, bytes, 0, bytes.length);
        }
      }
      while (board.poll(nanos) == 0) {
        // A slice a poll.
      }
    }
    // Each job: 1000 codes of 125 uV for 1 ms.
    assertThat(board.truth().fluxesVoltSeconds().get(0).at(0, 0))
        .as("seed=%d", seed)
        .isCloseTo(JOBS * 0.125 * 1e-3, within(1e-12));
    checkHeard(seed);
  }

  private void plan() {
    TestProgram program = TestProgram.ready(spec, 1000).then(new Operation.Pulse(true, 1000, 0));
    toSay.add(limits);
    for (int job = 1; job <= JOBS; job++) {
      toSay.add(program.load(job));
      toSay.add(new HostMessage.LoadData(job, 0, program.image()));
      toSay.add(new HostMessage.Verify(job, program.proof(limits)));
      toSay.add(new HostMessage.Arm(job));
      toSay.add(new HostMessage.Start(job));
      toSay.add(new HostMessage.Release(job));
    }
  }

  /** Everything within the window, again and again: the worst that a host may do. */
  private List<Frame> toSend() {
    List<Frame> frames = new ArrayList<>();
    if (!identified) {
      frames.add(
          frame(
              0,
              0,
              new HostMessage.Hello(Protocol.MAJOR, Protocol.MINOR, Protocol.TABLE_HASH, 4, 4096)));
      return frames;
    }
    for (int i = acknowledged; i < Math.min(toSay.size(), acknowledged + WINDOW); i++) {
      if (toSay.get(i) instanceof HostMessage.Release release && release.job() > doneJobs) {
        break;
      }
      frames.add(frame(Frame.SEQUENCED, i, toSay.get(i)));
    }
    if (ackOwed) {
      frames.add(frame(0, 0, new HostMessage.Ack()));
      ackOwed = false;
    }
    return frames;
  }

  private Frame frame(int flags, int sequence, HostMessage message) {
    int all = identified ? flags | Frame.ACKNOWLEDGES : flags;
    return new Frame(all, message.type(), SESSION, sequence, expected, message.payload());
  }

  private void hear(Decoded decoded) {
    Frame frame = ((Decoded.Valid) decoded).frame();
    BoardMessage message = BoardMessage.decode(frame);
    if (message instanceof BoardMessage.Identity identity && !identified) {
      identified = true;
      toSay.add(0, new HostMessage.Confirm(identity.sessionKey()));
    }
    if (frame.acknowledges()) {
      acknowledged = Math.max(acknowledged, frame.ack());
    }
    if (frame.sequenced()) {
      ackOwed = true;
      if (frame.sequence() == expected) {
        expected++;
        heard.add(message);
        doneJobs += message instanceof BoardMessage.Done ? 1 : 0;
      }
    }
  }

  private void checkHeard(long seed) {
    List<String> expectedWords = new ArrayList<>();
    expectedWords.add("LimitsSet");
    for (int job = 1; job <= JOBS; job++) {
      expectedWords.addAll(List.of("Verified", "Armed", "Started", "Results", "Done", "Released"));
    }
    expectedWords.remove(expectedWords.size() - 1);
    assertThat(heard)
        .as("seed=%d", seed)
        .extracting(message -> message.getClass().getSimpleName())
        .isEqualTo(expectedWords);
  }
}
