package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.Operation;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("clock")
class BoardSafetyTest extends BoardContract {
  BoardSafetyTest(Implementation implementation) {
    super(implementation);
  }

  private static final double ROUNDING = 1e-12;
  private final BoardSpec spec = BoardSpec.academic().withSeed(1);

  /** A pulse of one second at 1 V on the first column, sampled. */
  private final TestProgram longPulse =
      TestProgram.ready(spec, 8000, 0).then(new Operation.Pulse(true, 1_000_000, 0));

  private TestHost host = ready(spec, 1.0);

  private double firstFlux() {
    return host.board.truth().fluxesVoltSeconds().get(0).at(0, 0);
  }

  private void startLongPulse() {
    host.arm(9, longPulse);
    host.say(new HostMessage.Start(9));
  }

  @Test
  void bootsSafe() {
    assertThat(fresh(spec, 0).board.truth().safe()).isTrue();
  }

  @Test
  void drivesOnlyWhileAPulseLasts() {
    startLongPulse();
    BoardTruth during = host.board.truth();
    assertThat(during.running()).isTrue();
    assertThat(during.safe()).isFalse();
    assertThat(during.driveVolts().get(0)).containsExactly(1.0, 0.0);
    assertThat(during.driveVolts().get(1)).containsOnly(0.0);
    for (int i = 0; i < 100; i++) {
      host.pass(10);
      host.send(new HostMessage.Heartbeat(i));
    }
    assertThat(host.last(BoardMessage.Done.class).state()).isEqualTo(JobState.DONE);
    assertThat(host.board.truth().safe()).isTrue();
    assertThat(firstFlux()).isCloseTo(1.0, within(ROUNDING));
  }

  @Test
  void abortInThePulseStopsTheFluxThereAndThen() {
    startLongPulse();
    host.pass(20);
    host.nanos += 345_000;
    host.say(new HostMessage.Abort(3));
    assertThat(host.board.truth().safe()).isTrue();
    assertThat(firstFlux()).isCloseTo(0.020345, within(ROUNDING));
    BoardMessage.Done done = host.last(BoardMessage.Done.class);
    int operation = longPulse.operations.size() - 1;
    assertThat(done)
        .isEqualTo(
            new BoardMessage.Done(9, JobState.FAULTED, operation, ErrorCode.ABORTED, 20_345, 0, 0));
    BoardMessage.Status status = host.last(BoardMessage.Status.class);
    assertThat(status.count()).isEqualTo(3);
    assertThat(status.fault()).isEqualTo(ErrorCode.ABORTED);
    assertThat(status.faultJob()).isEqualTo(9);
    assertThat(status.runningJob()).isZero();
    host.pass(1000);
    assertThat(firstFlux()).isCloseTo(0.020345, within(ROUNDING));
    assertThat(host.say(new HostMessage.Query(9)))
        .contains(new BoardMessage.Job(9, JobState.FAULTED));
  }

  @Test
  void abortBetweenSlicesEndsAJobWithoutPace() {
    host = ready(spec);
    TestProgram many =
        TestProgram.ready(spec, 8000, 0)
            .then(new Operation.Loop(1000, 1), new Operation.Pulse(false, 1000, 0));
    host.arm(9, many);
    host.send(new HostMessage.Start(9));
    for (int i = 0; i < 10; i++) {
      host.board.poll(host.nanos);
    }
    host.say(new HostMessage.Abort(1));
    BoardMessage.Done done = host.last(BoardMessage.Done.class);
    assertThat(done.state()).isEqualTo(JobState.FAULTED);
    assertThat(done.pulses()).isEqualTo(10);
    assertThat(firstFlux()).isCloseTo(0.010, within(ROUNDING));
    assertThat(host.board.truth().safe()).isTrue();
  }

  @Test
  void abortOfAnIdleBoardLatchesSoThatALateStartDoesNotFire() {
    host.arm(9, longPulse);
    host.say(new HostMessage.Abort(1));
    host.say(new HostMessage.Start(9));
    assertThat(host.last(BoardMessage.Refused.class))
        .isEqualTo(
            new BoardMessage.Refused(
                HostMessage.Start.TYPE, 9, ErrorCode.LATCHED, 0, ErrorCode.ABORTED.code()));
    host.say(new HostMessage.Clear(ErrorCode.ABORTED));
    host.say(new HostMessage.Start(9));
    assertThat(host.last(BoardMessage.Refused.class).error()).isEqualTo(ErrorCode.UNKNOWN_JOB);
    assertThat(host.all(BoardMessage.Started.class)).isEmpty();
    assertThat(host.board.truth().safe()).isTrue();
  }

  @Test
  void aLatchedFaultRefusesEveryStepToAStartAndNothingElse() {
    host.say(new HostMessage.Abort(1));
    for (HostMessage message :
        List.of(
            longPulse.load(1),
            new HostMessage.LoadData(1, 0, new byte[1]),
            new HostMessage.Verify(1, longPulse.proof(host.limits)),
            new HostMessage.Arm(1),
            new HostMessage.Start(1))) {
      host.say(message);
      assertThat(host.last(BoardMessage.Refused.class).error()).isEqualTo(ErrorCode.LATCHED);
    }
    assertThat(host.say(new HostMessage.Query(1)))
        .contains(new BoardMessage.Job(1, JobState.UNKNOWN));
    host.say(new HostMessage.Describe());
    assertThat(host.all(BoardMessage.Description.class)).hasSize(1);
  }

  @Test
  void onlyClearWithTheRightNameUnlatches() {
    host.say(new HostMessage.Clear(ErrorCode.ABORTED));
    assertThat(host.last(BoardMessage.Refused.class))
        .isEqualTo(
            new BoardMessage.Refused(HostMessage.Clear.TYPE, 0, ErrorCode.WRONG_FAULT, 0, 0));
    host.say(new HostMessage.Abort(1));
    host.say(new HostMessage.Clear(ErrorCode.WATCHDOG));
    assertThat(host.last(BoardMessage.Refused.class).value()).isEqualTo(ErrorCode.ABORTED.code());
    host.say(new HostMessage.Clear(ErrorCode.ABORTED));
    assertThat(host.all(BoardMessage.Cleared.class)).hasSize(1);
    startLongPulse();
    assertThat(host.all(BoardMessage.Started.class)).hasSize(1);
  }

  @Test
  void theWatchdogStopsTheFluxAtItsTime() {
    startLongPulse();
    host.pass(49);
    assertThat(host.board.truth().safe()).isFalse();
    host.pass(1);
    assertThat(host.board.truth().safe()).isTrue();
    assertThat(firstFlux()).isCloseTo(0.050, within(ROUNDING));
    BoardMessage.Done done = host.last(BoardMessage.Done.class);
    assertThat(done.fault()).isEqualTo(ErrorCode.WATCHDOG);
    assertThat(done.ticks()).isEqualTo(50_000);
    host.pass(1000);
    assertThat(firstFlux()).isCloseTo(0.050, within(ROUNDING));
  }

  /** Polled only when the board has asked for it: the last frame, the watchdog time, not a tick. */
  @Test
  void isSafeAtTheVeryTickAtWhichTheWatchdogTimeIsOver() {
    startLongPulse();
    host.pass(20);
    host.nanos += 345_000;
    host.send(new HostMessage.Heartbeat(1));
    long due = host.board.poll(host.nanos);
    assertThat(due).isEqualTo(50 * TestHost.MILLI);
    host.nanos += due - 1000;
    host.board.poll(host.nanos);
    assertThat(host.board.truth().safe()).isFalse();
    host.nanos += 1000;
    host.board.poll(host.nanos);
    assertThat(host.board.truth().safe()).isTrue();
    assertThat(host.last(BoardMessage.Done.class).ticks()).isEqualTo(70_345);
    assertThat(firstFlux()).isCloseTo(0.070345, within(ROUNDING));
  }

  @Test
  void aHostThatWakesTooLateResumesNothing() {
    startLongPulse();
    host.pass(60);
    host.send(new HostMessage.Heartbeat(1));
    for (HostMessage message : List.of(new HostMessage.Start(9), longPulse.load(10))) {
      host.say(message);
      assertThat(host.last(BoardMessage.Refused.class).error()).isEqualTo(ErrorCode.LATCHED);
    }
    host.pass(1000);
    assertThat(host.all(BoardMessage.Started.class)).hasSize(1);
    assertThat(firstFlux()).isCloseTo(0.050, within(ROUNDING));
  }

  @Test
  void theNextSessionIsToldOfTheWatchdogAndItsJobAndCannotStartIt() {
    startLongPulse();
    host.pass(60);
    host.session = 78;
    host.hello();
    BoardMessage.Identity identity = host.last(BoardMessage.Identity.class);
    assertThat(identity.fault()).isEqualTo(ErrorCode.WATCHDOG);
    assertThat(identity.faultJob()).isEqualTo(9);
    host.say(host.limits);
    host.say(new HostMessage.Start(9));
    assertThat(host.last(BoardMessage.Refused.class).error()).isEqualTo(ErrorCode.LATCHED);
    host.say(new HostMessage.Clear(ErrorCode.WATCHDOG));
    assertThat(host.say(new HostMessage.Start(9)))
        .contains(new BoardMessage.Job(9, JobState.FAULTED));
    host.pass(1000);
    assertThat(host.all(BoardMessage.Started.class)).hasSize(1);
    assertThat(host.board.truth().safe()).isTrue();
    assertThat(firstFlux()).isCloseTo(0.050, within(ROUNDING));
  }

  @Test
  void framesOfAnotherSessionDoNotFeedTheWatchdog() {
    startLongPulse();
    host.session = 78;
    for (int i = 0; i < 50; i++) {
      host.pass(1);
      host.send(new HostMessage.Heartbeat(i));
    }
    assertThat(host.board.truth().safe()).isTrue();
    assertThat(firstFlux()).isCloseTo(0.050, within(ROUNDING));
  }

  @Test
  void theWatchdogAsksToBePolledInTime() {
    startLongPulse();
    assertThat(host.board.poll(host.nanos)).isEqualTo(50 * TestHost.MILLI);
  }

  @Test
  void theFluxStopsAtTheWatchdogsTimeEvenWhenThePollComesLate() {
    startLongPulse();
    host.nanos += 5000 * TestHost.MILLI;
    host.board.poll(host.nanos);
    assertThat(firstFlux()).isCloseTo(0.050, within(ROUNDING));
    assertThat(host.last(BoardMessage.Done.class).fault()).isEqualTo(ErrorCode.WATCHDOG);
  }

  @Test
  void bytesThatAreNoFrameDoNotFeedTheWatchdog() {
    startLongPulse();
    for (int i = 0; i < 50; i++) {
      host.pass(1);
      host.board.receive(host.nanos, new byte[] {1, 2, 3, 0}, 0, 4);
    }
    assertThat(host.last(BoardMessage.Done.class).fault()).isEqualTo(ErrorCode.WATCHDOG);
  }

  @Test
  void anIdleBoardHasNoWatchdog() {
    host.pass(10_000);
    startLongPulse();
    assertThat(host.all(BoardMessage.Started.class)).hasSize(1);
  }

  @Test
  void aNewSessionEndsTheJobOfTheOneBefore() {
    startLongPulse();
    host.pass(10);
    host.session = 78;
    host.hello();
    BoardMessage.Identity identity = host.last(BoardMessage.Identity.class);
    assertThat(identity.accepted()).isTrue();
    assertThat(identity.fault()).isEqualTo(ErrorCode.SESSION_LOST);
    assertThat(identity.faultJob()).isEqualTo(9);
    assertThat(host.board.truth().safe()).isTrue();
    assertThat(firstFlux()).isCloseTo(0.010, within(ROUNDING));
    host.say(host.limits);
    assertThat(host.say(new HostMessage.Query(9)))
        .contains(new BoardMessage.Job(9, JobState.FAULTED));
    assertThat(host.all(BoardMessage.Done.class)).isEmpty();
  }

  @Test
  void aForeignHelloEndsTheJobToo() {
    startLongPulse();
    host.session = 78;
    host.send(new HostMessage.Hello(2, 0, 0, 1, 1000));
    assertThat(host.board.truth().safe()).isTrue();
    assertThat(host.last(BoardMessage.Identity.class).fault()).isEqualTo(ErrorCode.SESSION_LOST);
  }

  @Test
  void aLostLineEndsTheJob() {
    startLongPulse();
    host.nanos += 7 * TestHost.MILLI;
    host.board.lineLost(host.nanos);
    assertThat(host.board.truth().safe()).isTrue();
    assertThat(firstFlux()).isCloseTo(0.007, within(ROUNDING));
  }

  @Test
  void byeEndsTheJob() {
    startLongPulse();
    host.send(new HostMessage.Bye());
    assertThat(host.board.truth().safe()).isTrue();
    assertThat(host.last(BoardMessage.Done.class).fault()).isEqualTo(ErrorCode.SESSION_LOST);
    assertThat(host.messages(host.frames.size() - 1)).containsExactly(new BoardMessage.Goodbye());
  }

  @Test
  void aFaultOutlivesItsSessionButNotABoot() {
    host.say(new HostMessage.Abort(1));
    host.session = 78;
    host.hello();
    assertThat(host.last(BoardMessage.Identity.class).fault()).isEqualTo(ErrorCode.ABORTED);
    host.board.reboot(host.nanos);
    host.hello();
    assertThat(host.last(BoardMessage.Identity.class).fault()).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void aRebootForgetsJobsAndKeepsFluxes() {
    long bootId = host.board.bootId();
    startLongPulse();
    host.pass(10);
    host.board.reboot(host.nanos);
    assertThat(firstFlux()).isCloseTo(0.010, within(ROUNDING));
    assertThat(host.board.truth().safe()).isTrue();
    assertThat(host.board.bootId()).isNotEqualTo(bootId);
    host.say(new HostMessage.Heartbeat(1));
    assertThat(host.all(BoardMessage.NoSession.class)).isNotEmpty();
    host.hello();
    host.say(host.limits);
    assertThat(host.say(new HostMessage.Query(9)))
        .contains(new BoardMessage.Job(9, JobState.UNKNOWN));
  }

  @Test
  void aPacedBlockSamplesAtTheTicksOfItsProgram() {
    TestProgram block =
        TestProgram.ready(spec, 8000, 0).then(new Operation.Block(false, 3000, 500, 0xff));
    host.arm(9, block);
    host.say(new HostMessage.Start(9));
    assertThat(host.board.poll(host.nanos)).isEqualTo(500_000);
    host.pass(11);
    assertThat(host.all(BoardMessage.Done.class)).isEmpty();
    host.pass(1);
    assertThat(host.last(BoardMessage.Done.class).ticks()).isEqualTo(12_000);
    TestHost fast = ready(spec);
    assertThat(host.all(BoardMessage.Results.class).stream().flatMap(r -> r.records().stream()))
        .containsExactlyElementsOf(fast.run(9, block));
  }
}
