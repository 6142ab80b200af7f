package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.Operation;
import dev.fluxbar.wire.Proof;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class BoardJobsTest extends BoardContract {
  BoardJobsTest(Implementation implementation) {
    super(implementation);
  }

  private final BoardSpec spec = BoardSpec.academic().withSeed(1);
  private final TestHost host = ready(spec);

  private TestProgram pulse() {
    return TestProgram.ready(spec, 8000, 0).then(new Operation.Pulse(true, 1000, 0));
  }

  private double firstFlux() {
    return host.board.truth().fluxesVoltSeconds().get(0).at(0, 0);
  }

  @Test
  void tellsEachStepOfAJobInOrder() {
    host.arm(9, pulse());
    host.say(new HostMessage.Start(9));
    host.say(new HostMessage.Release(9));
    assertThat(host.messages(0).stream().filter(BoardMessage::sequenced).map(Object::getClass))
        .isEqualTo(
            java.util.List.of(
                BoardMessage.Verified.class,
                BoardMessage.Armed.class,
                BoardMessage.Started.class,
                BoardMessage.Results.class,
                BoardMessage.Done.class,
                BoardMessage.Released.class));
    int last = pulse().operations.size() - 1;
    assertThat(host.last(BoardMessage.Done.class))
        .isEqualTo(new BoardMessage.Done(9, JobState.DONE, last, ErrorCode.NONE, 1000, 1, 2));
    assertThat(host.last(BoardMessage.Verified.class).proof())
        .isEqualTo(pulse().proof(host.limits));
    assertThat(host.board.truth().safe()).isTrue();
  }

  @Test
  void aSecondStartAnswersTheStateAndFiresNothing() {
    host.arm(9, pulse());
    host.say(new HostMessage.Start(9));
    double flux = firstFlux();
    assertThat(host.say(new HostMessage.Start(9))).contains(new BoardMessage.Job(9, JobState.DONE));
    host.say(new HostMessage.Release(9));
    assertThat(host.say(new HostMessage.Start(9))).contains(new BoardMessage.Job(9, JobState.DONE));
    host.session = 78;
    host.hello();
    host.say(host.limits);
    assertThat(host.say(new HostMessage.Start(9))).contains(new BoardMessage.Job(9, JobState.DONE));
    assertThat(firstFlux()).isEqualTo(flux);
    assertThat(host.all(BoardMessage.Started.class)).hasSize(1);
  }

  @Test
  void remembersTheLast64Jobs() {
    for (int job = 1; job <= 65; job++) {
      host.run(job, pulse());
    }
    assertThat(host.say(new HostMessage.Query(1)))
        .contains(new BoardMessage.Job(1, JobState.UNKNOWN));
    assertThat(host.say(new HostMessage.Query(2))).contains(new BoardMessage.Job(2, JobState.DONE));
    refuses(pulse().load(2), 2, ErrorCode.BAD_JOB, 0, 0);
    assertThat(host.all(BoardMessage.Started.class)).hasSize(65);
  }

  @Test
  void queryTellsEveryState() {
    host.send(pulse().load(9));
    tells(9, JobState.LOADING);
    host.send(new HostMessage.LoadData(9, 0, pulse().image()));
    host.say(new HostMessage.Verify(9, pulse().proof(host.limits)));
    tells(9, JobState.VERIFIED);
    host.say(new HostMessage.Arm(9));
    tells(9, JobState.ARMED);
    host.send(new HostMessage.Start(9));
    host.send(new HostMessage.Query(9));
    assertThat(host.last(BoardMessage.Job.class).state()).isEqualTo(JobState.RUNNING);
    host.settle();
    tells(9, JobState.DONE);
    tells(1234, JobState.UNKNOWN);
  }

  private void tells(long job, JobState state) {
    assertThat(host.say(new HostMessage.Query(job))).contains(new BoardMessage.Job(job, state));
  }

  @Test
  void refusesALoadBeforeLimits() {
    TestHost early = fresh(spec, 0);
    early.hello();
    early.say(pulse().load(1));
    assertThat(early.last(BoardMessage.Refused.class).error()).isEqualTo(ErrorCode.NO_LIMITS);
  }

  @Test
  void tellsAKnownJobBeforeLimitsAndKnowsNoOther() {
    host.run(9, pulse());
    host.session = 78;
    host.hello();
    assertThat(host.say(new HostMessage.Start(9))).contains(new BoardMessage.Job(9, JobState.DONE));
    refuses(new HostMessage.Start(10), 10, ErrorCode.UNKNOWN_JOB, 0, 0);
    refuses(new HostMessage.Arm(10), 10, ErrorCode.UNKNOWN_JOB, 0, 0);
    Proof any = new Proof(0, 0, 0, 0, 0, 0);
    refuses(new HostMessage.Verify(10, any), 10, ErrorCode.UNKNOWN_JOB, 0, 0);
    HostMessage data = new HostMessage.LoadData(10, 0, new byte[1]);
    refuses(data, 10, ErrorCode.UNKNOWN_JOB, 0, 0);
  }

  @Test
  void refusesJobsThatCannotBeLoaded() {
    refuses(pulse().load(0), 0, ErrorCode.BAD_JOB, 0, 0);
    refuses(
        new HostMessage.Load(1, 2_000_000, 1, 0, 0, 0, 0), 1, ErrorCode.NO_MEMORY, 0, 2_000_000);
    host.load(1, pulse());
    refuses(pulse().load(1), 1, ErrorCode.BAD_JOB, 0, 0);
    refuses(pulse().load(2), 2, ErrorCode.NO_SLOT, 0, 0);
  }

  @Test
  void holdsOneJobThatRanAndOneThatComes() {
    host.arm(1, pulse());
    host.say(new HostMessage.Start(1));
    host.arm(2, pulse());
    host.say(new HostMessage.Start(2));
    refuses(pulse().load(3), 3, ErrorCode.NO_SLOT, 0, 0);
    host.say(new HostMessage.Release(1));
    host.arm(3, pulse());
    assertThat(host.last(BoardMessage.Armed.class).job()).isEqualTo(3);
  }

  @Test
  void armsTheNextJobWhileOneRuns() {
    TestHost paced = ready(spec, 1.0);
    TestProgram program = pulse();
    paced.arm(1, program);
    paced.say(new HostMessage.Start(1));
    paced.arm(2, program);
    assertThat(paced.last(BoardMessage.Armed.class).job()).isEqualTo(2);
    paced.say(new HostMessage.Start(2));
    assertThat(paced.last(BoardMessage.Refused.class))
        .isEqualTo(
            new BoardMessage.Refused(
                HostMessage.Start.TYPE, 2, ErrorCode.WRONG_STATE, 0, JobState.ARMED.code()));
    paced.say(new HostMessage.Release(1));
    assertThat(paced.last(BoardMessage.Refused.class).value()).isEqualTo(JobState.RUNNING.code());
    paced.pass(1);
    assertThat(paced.last(BoardMessage.Done.class).job()).isEqualTo(1);
    paced.say(new HostMessage.Start(2));
    paced.pass(1);
    assertThat(paced.last(BoardMessage.Done.class).job()).isEqualTo(2);
  }

  @Test
  void refusesDataThatDoesNotFollowAndDropsTheJob() {
    host.send(pulse().load(9));
    HostMessage gap = new HostMessage.LoadData(9, 4, new byte[4]);
    refuses(gap, 9, ErrorCode.BAD_OFFSET, 0, 4);
    refuses(gap, 9, ErrorCode.UNKNOWN_JOB, 0, 0);
    host.send(pulse().load(9));
    int image = pulse().image().length;
    host.send(new HostMessage.LoadData(9, 0, pulse().image()));
    refuses(new HostMessage.LoadData(9, image, new byte[1]), 9, ErrorCode.BAD_OFFSET, 0, image);
    tells(9, JobState.UNKNOWN);
  }

  @Test
  void refusesAnIncompleteImage() {
    host.send(pulse().load(9));
    host.send(new HostMessage.LoadData(9, 0, new byte[16]));
    Proof proof = pulse().proof(host.limits);
    refuses(new HostMessage.Verify(9, proof), 9, ErrorCode.INCOMPLETE, 0, 16);
    tells(9, JobState.UNKNOWN);
  }

  @Test
  void refusesAProofThatIsNotItsOwnByField() {
    Proof right = pulse().proof(host.limits);
    Proof[] wrong = {
      with(right, 0), with(right, 1), with(right, 2), with(right, 3), with(right, 4), with(right, 5)
    };
    for (int field = 0; field < wrong.length; field++) {
      host.load(field + 1, pulse());
      refuses(
          new HostMessage.Verify(field + 1, wrong[field]),
          field + 1,
          ErrorCode.PROOF_DIFFERS,
          0,
          field);
    }
  }

  /** A proof whose fields from {@code from} on are one larger. */
  private static Proof with(Proof right, int from) {
    return new Proof(
        right.programTicks() + (from <= 0 ? 1 : 0),
        right.largestCode() + (from <= 1 ? 1 : 0),
        right.codeTicks() + (from <= 2 ? 1 : 0),
        right.resultBytes() + (from <= 3 ? 1 : 0),
        right.imageCrc() ^ (from <= 4 ? 1 : 0),
        right.waitTicks() + 1);
  }

  @Test
  void refusesAProgramByCodeOperationAndValue() {
    TestProgram program = TestProgram.ready(spec, 8000, 0).then(new Operation.Settle(5));
    int at = program.operations.size();
    program.then(new Operation.Pulse(false, 10_000_001, 0));
    host.load(9, program);
    Proof any = new Proof(0, 0, 0, 0, 0, 0);
    refuses(new HostMessage.Verify(9, any), 9, ErrorCode.OVER_ON_TICKS, at, 10_000_001);
    tells(9, JobState.UNKNOWN);
    host.load(9, pulse());
  }

  @Test
  void lineSwitchesRefusePatternsOfSingleCrosspoints() {
    BoardSpec lines =
        BoardSpec.of("lines", NetworkShape.sizes(2, 3, 2), Topology.CASCADE, SwitchKind.LINE);
    TestHost other = ready(lines);
    TestProgram program =
        new TestProgram(lines)
            .close(0, dev.fluxbar.array.ArraySwitches.only(lines.shape().array(0), 1, 1));
    other.load(9, program);
    other.say(new HostMessage.Verify(9, new Proof(0, 0, 0, 0, 0, 0)));
    assertThat(other.last(BoardMessage.Refused.class).error()).isEqualTo(ErrorCode.LINE_SWITCHES);
  }

  @Test
  void holdsCodesToTheLimitsOfTheSession() {
    TestHost careful = fresh(spec, 0);
    careful.hello();
    careful.say(new HostMessage.Limits(50, 10_000, 10_000, 1L << 40, Collections.nCopies(2, 4000)));
    careful.load(9, pulse());
    careful.say(new HostMessage.Verify(9, new Proof(0, 0, 0, 0, 0, 0)));
    assertThat(careful.last(BoardMessage.Refused.class))
        .isEqualTo(
            new BoardMessage.Refused(HostMessage.Verify.TYPE, 9, ErrorCode.OVER_CODE, 0, 8000));
  }

  @Test
  void refusesStepsInTheWrongOrder() {
    refuses(new HostMessage.Arm(9), 9, ErrorCode.UNKNOWN_JOB, 0, 0);
    refuses(new HostMessage.Start(9), 9, ErrorCode.UNKNOWN_JOB, 0, 0);
    refuses(new HostMessage.Release(9), 9, ErrorCode.UNKNOWN_JOB, 0, 0);
    host.load(9, pulse());
    refuses(new HostMessage.Arm(9), 9, ErrorCode.WRONG_STATE, 0, JobState.LOADING.code());
    host.say(new HostMessage.Verify(9, pulse().proof(host.limits)));
    refuses(new HostMessage.Start(9), 9, ErrorCode.WRONG_STATE, 0, JobState.VERIFIED.code());
    assertThat(firstFlux()).isZero();
  }

  private void refuses(HostMessage message, long job, ErrorCode error, long operation, long value) {
    host.say(message);
    assertThat(host.last(BoardMessage.Refused.class))
        .isEqualTo(new BoardMessage.Refused(message.type(), job, error, operation, value));
  }
}
