package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.Operation;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions in which anything may be said: {@link FuzzedHost}. */
class BoardMachineFuzzTest {

  /** Bit 0: at a real pace; 1: independent arrays; 2: lines; 3: no streams. */
  private static BoardSpec spec(int choice) {
    BoardSpec spec =
        BoardSpec.of(
                "fuzzed",
                NetworkShape.sizes(2, 3, 2),
                (choice & 2) == 0 ? Topology.CASCADE : Topology.INDEPENDENT,
                (choice & 4) == 0 ? SwitchKind.CROSSPOINT : SwitchKind.LINE)
            .withSeed(1);
    return (choice & 8) == 0 ? spec : spec.withCapacity(spec.capacity().withoutStreaming());
  }

  private static long starts(byte[] orders) {
    if (orders.length == 0) {
      return 0;
    }
    FuzzedHost host = new FuzzedHost(spec(orders[0]), orders[0] & 1);
    host.obey(orders, 1);
    return host.starts();
  }

  private static void order(ByteArrayOutputStream to, int order, byte... bytes) {
    to.write(order);
    to.write(bytes.length);
    to.writeBytes(bytes);
  }

  private static void job(ByteArrayOutputStream to, int id, TestProgram program) {
    HostMessage.Load load = program.load(1);
    byte[] image = program.image();
    byte[] bytes = new byte[4 + image.length];
    bytes[0] = (byte) load.operations();
    bytes[1] = (byte) load.patterns();
    bytes[2] = (byte) load.tables();
    bytes[3] = (byte) load.ringBytes();
    System.arraycopy(image, 0, bytes, 4, image.length);
    order(to, FuzzedHost.RUN_JOB + FuzzedHost.ORDERS * (id - 1), bytes);
  }

  private static TestProgram streamed(BoardSpec spec) {
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

  private static List<TestProgram> programs(BoardSpec spec) {
    return List.of(
        TestProgram.ready(spec, 500, -500).then(new Operation.Block(false, 100, 20, 0xff)),
        TestProgram.ready(spec, 500, -500)
            .then(new Operation.Pulse(true, 100, 1), new Operation.Gate(1, 40, 1, 1)),
        TestProgram.ready(spec, 7, 8)
            .then(new Operation.Loop(5, 1), new Operation.Pulse(true, 9, 0)),
        TestProgram.ready(spec, 0, 0).then(new Operation.Settle(9), new Operation.Sample()),
        streamed(spec));
  }

  /** For each board all jobs, some twice; then one whose line is lost in the middle, and a boot. */
  static Stream<byte[]> seeds() {
    return Stream.of(0, 1, 2, 4, 8).map(BoardMachineFuzzTest::seed);
  }

  private static byte[] seed(int choice) {
    ByteArrayOutputStream orders = new ByteArrayOutputStream();
    orders.write(choice);
    List<TestProgram> programs = programs(spec(choice));
    for (int id = 1; id <= programs.size(); id++) {
      job(orders, id, programs.get(id - 1));
      order(orders, FuzzedHost.STREAM, new byte[] {0, 0, 2, 0, 9, 0, 9, 0, 0, 0, 2, 0, 9, 0, 9, 0});
      order(orders, 3, new byte[10]);
      order(orders, FuzzedHost.STREAM, new byte[] {0, 0, 2, 0, 7, 0, 7, 0});
      order(orders, 6);
      order(orders, 10);
      order(orders, 1, new byte[] {HostMessage.Release.TYPE, (byte) id, 0, 0, 0, 0, 0, 0, 0});
    }
    job(orders, 1, programs.get(0));
    order(orders, 6);
    job(orders, 6, programs.get(1));
    order(orders, 5);
    order(orders, 9);
    job(orders, 1, programs.get(0));
    order(orders, 3, new byte[200]);
    order(orders, 11, new byte[] {HostMessage.Abort.TYPE, 1, 0, 0, 0});
    order(orders, 1, new byte[] {HostMessage.Bye.TYPE});
    order(orders, 4);
    return orders.toByteArray();
  }

  @MethodSource("seeds")
  @FuzzTest
  void keepsItsWordWhateverIsSaid(byte[] orders) {
    starts(orders);
  }

  /** Five programs, one of them again after a boot, and one whose line is lost. */
  @Test
  void theSeedsRunJobs() {
    assertThat(starts(seed(0))).isEqualTo(7);
  }
}
