package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.DriveTable;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.Operation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoardStormTest extends BoardContract {
  private final BoardSpec spec = BoardSpec.academic().withSeed(1);

  BoardStormTest(Implementation implementation) {
    super(implementation);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void survivesAnyFramesAndDrivesNothingOutsideAJob(long seed) {
    Random random = new Random(seed);
    TestHost host = ready(spec, seed % 2 == 0 ? 0 : 1);
    int started = 0;
    for (int i = 0; i < 10_000; i++) {
      String turn = "seed=%d, turn=%d".formatted(seed, i);
      host.nanos += random.nextInt(3_000_000);
      if (random.nextInt(20) == 0) {
        recover(host, random);
      } else if (random.nextInt(10) == 0) {
        garbage(host, random);
      } else {
        host.send(message(host, random));
      }
      long wait = host.board.poll(host.nanos);
      assertThat(wait).as(turn).isNotNegative();
      if (i % 10 == 0) {
        BoardTruth truth = host.board.truth();
        assertThat(truth.running() || truth.safe()).as(turn).isTrue();
      }
      started += host.all(BoardMessage.Started.class).size();
      assertThat(host.all(BoardMessage.Done.class))
          .as(turn)
          .allMatch(done -> done.fault() != ErrorCode.INTERNAL);
      assertThat(host.all(BoardMessage.Identity.class))
          .as(turn)
          .allMatch(identity -> identity.fault() != ErrorCode.INTERNAL);
      host.frames.clear();
      host.line.reset();
    }
    // A storm in which nothing runs would prove nothing.
    assertThat(started).as("seed=%d", seed).isGreaterThan(100);
    host.nanos += 1000 * TestHost.MILLI;
    host.send(new HostMessage.Abort(1));
    assertThat(host.board.truth().safe()).as("seed=%d", seed).isTrue();
  }

  /** What a host does that finds the board in a state that it does not know. */
  private static void recover(TestHost host, Random random) {
    host.session = host.session % 65_535 + 1;
    // Again, as a host does: a delimiter that was lost takes the first one with it.
    host.hello(20, 9000);
    host.hello(1 + random.nextInt(20), 1000 + random.nextInt(9000));
    host.send(host.limits);
    ErrorCode fault = host.last(BoardMessage.Identity.class).fault();
    if (fault != ErrorCode.NONE) {
      host.send(new HostMessage.Clear(fault));
    }
  }

  private static void garbage(TestHost host, Random random) {
    byte[] bytes;
    if (random.nextBoolean()) {
      byte[] payload = new byte[random.nextInt(40)];
      random.nextBytes(payload);
      bytes =
          FrameCodec.encode(
              new Frame(
                  random.nextInt(4),
                  random.nextInt(random.nextBoolean() ? 0x30 : 256),
                  random.nextInt(4) == 0 ? 5 : host.session,
                  random.nextInt(3) == 0 ? random.nextInt(65536) : host.next,
                  random.nextInt(65536),
                  payload));
    } else {
      bytes = FrameCodec.encode(new Frame(0, 4, host.session, 0, 0, new byte[4]));
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    host.board.receive(host.nanos, bytes, 0, bytes.length);
  }

  private HostMessage message(TestHost host, Random random) {
    long job = 1L + random.nextInt(random.nextBoolean() ? 100 : 1_000_000);
    TestProgram program = program(random, (int) (job % 4));
    switch (random.nextInt(12)) {
      case 0:
        return host.limits;
      case 1:
        return new HostMessage.Abort(random.nextInt(9));
      case 2:
        return new HostMessage.Clear(
            random.nextBoolean()
                ? ErrorCode.ABORTED
                : ErrorCode.values()[random.nextInt(ErrorCode.values().length)]);
      case 3:
        return new HostMessage.Heartbeat(random.nextInt(9));
      case 4:
        return new HostMessage.Query(job);
      case 5:
        return new HostMessage.Release(job);
      case 6:
        return new HostMessage.Bye();
      case 7:
        byte[] image = program.image();
        image[random.nextInt(image.length)] ^= (byte) (1 << random.nextInt(8));
        return new HostMessage.LoadData(job, 0, image);
      case 8:
        return new HostMessage.StreamData(job, random.nextInt(3), new byte[random.nextInt(20)]);
      case 9, 10:
        TestProgram streamed = streamed();
        whole(host, job, streamed, random);
        host.send(new HostMessage.Start(job));
        // Three tables, mostly right, in a ring of two; the rest does not always come.
        host.send(new HostMessage.StreamData(job, 0, tables(2, random)));
        host.board.poll(host.nanos);
        return new HostMessage.StreamData(job, 16, tables(random.nextInt(2), random));
      default:
        whole(host, job, program, random);
        return new HostMessage.Start(job);
    }
  }

  /** All of a job in one go, each message now and then left out. */
  private static void whole(TestHost host, long job, TestProgram program, Random random) {
    HostMessage[] all = {
      program.load(job),
      new HostMessage.LoadData(job, 0, program.image()),
      new HostMessage.Verify(job, program.proof(host.limits)),
      new HostMessage.Arm(job)
    };
    for (HostMessage message : all) {
      if (random.nextInt(30) != 0) {
        host.send(message);
      }
    }
  }

  private TestProgram streamed() {
    TestProgram program =
        TestProgram.ready(spec, 1, 1)
            .then(
                new Operation.Loop(3, 2),
                new Operation.Await(0, 8000, 100),
                new Operation.Pulse(true, 100, 0));
    program.streamBytes = 24;
    program.ringBytes = 16;
    return program;
  }

  private static byte[] tables(int count, Random random) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      new DriveTable(0, new short[] {(short) random.nextInt(8100), 0}).write(bytes);
    }
    return bytes.array();
  }

  private TestProgram program(Random random, int kind) {
    TestProgram program = TestProgram.ready(spec, random.nextInt(8000), -random.nextInt(8000));
    int ticks = 1 + random.nextInt(2000);
    switch (kind) {
      case 0:
        return program.then(new Operation.Block(random.nextBoolean(), ticks, ticks / 2, 0xff));
      case 1:
        return program.then(
            new Operation.Pulse(true, ticks, 1), new Operation.Gate(1, ticks / 2, 1, 1));
      case 2:
        return program.then(new Operation.Loop(50, 1), new Operation.Pulse(true, ticks, 0));
      default:
        return program.then(new Operation.Settle(ticks), new Operation.Sample());
    }
  }
}
