package dev.fluxbar.link;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Path;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.board.BoardBench;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.MemoryTransport;
import dev.fluxbar.transport.PseudoTerminal;
import dev.fluxbar.transport.SerialTransport;
import dev.fluxbar.transport.TcpListener;
import dev.fluxbar.transport.TcpTransport;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.FrameDecoder;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the way to a board and back costs, with the paper's 2-3-2 cascade emulated at its end: one
 * HELLO on the bare pipe, and a whole job of one sampled pulse, LOAD to DONE.
 */
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class RoundTripBenchmark {

  /** A board and the host's end of the pipe to it. */
  @State(Scope.Thread)
  public static class Far {
    @Param({"pty", "tcp", "memory"})
    String line = "memory";

    private EmulatedBoard board = new EmulatedBoard(BoardSpec.academic(), memory().board());

    private static MemoryTransport.Pair memory() {
      return MemoryTransport.pair("benchmark");
    }

    ByteTransport plug() {
      if (line.equals("pty")) {
        PseudoTerminal terminal = new PseudoTerminal();
        open(terminal);
        return new SerialTransport(terminal.slave().toString(), 1_000_000);
      }
      if (line.equals("tcp")) {
        TcpListener listener = new TcpListener(0);
        open(listener);
        return new TcpTransport("127.0.0.1", listener.port());
      }
      MemoryTransport.Pair pair = memory();
      open(pair.board());
      return pair.host();
    }

    private void open(ByteTransport end) {
      board = new EmulatedBoard(BoardSpec.academic(), end);
      board.open();
    }

    void unplug() {
      board.close();
    }
  }

  /** A bare pipe. */
  @State(Scope.Thread)
  public static class Pipe {
    private ByteTransport host = MemoryTransport.pair("none").host();
    private final FrameDecoder decoder = new FrameDecoder();
    private final byte[] buffer = new byte[4096];
    private int session;

    @Setup
    public void open(Far far) {
      host = far.plug();
      host.open();
    }

    @TearDown
    public void close(Far far) {
      host.close();
      far.unplug();
    }
  }

  /** A bench in a session, and a program of one sampled pulse. */
  @State(Scope.Thread)
  public static class Session {
    private static final Limits LIMITS = new Limits(4, 100, 1000, 10_000, Duration.ofMillis(100));

    private @Nullable BoardBench bench;
    private Program program = Program.builder().then(new Step.Safe()).build();

    @Setup
    public void open(Far far) {
      HostLink link = new HostLink(far.plug(), 1, NanoClock.system(), LinkTimes.DEFAULT);
      BoardBench opened = BoardBench.open(link, Activation.TANH, LIMITS, 1);
      Path path = new Path(List.of(new Cell(0, 2, 0)));
      program =
          Program.builder()
              .then(new Step.Switches(SwitchSetting.along(opened.description().shape(), path)))
              .then(new Step.Sense(0, 2, 1, 0, 1))
              .drive(0, Volts.only(2, 0, 1e-3))
              .then(new Step.Pulse(1e-3, true, List.of()))
              .build();
      bench = opened;
    }

    @TearDown
    public void close(Far far) {
      bench().close();
      far.unplug();
    }

    BoardBench bench() {
      return Objects.requireNonNull(bench);
    }
  }

  @Benchmark
  public Recording onePulseJob(Session session) {
    return session.bench().run(session.program);
  }

  @Benchmark
  public List<Frame> hello(Pipe pipe) {
    pipe.session = pipe.session % 0xffff + 1;
    HostMessage.Hello hello =
        new HostMessage.Hello(Protocol.MAJOR, Protocol.MINOR, Protocol.TABLE_HASH, 256, 262_144);
    byte[] bytes =
        FrameCodec.encode(new Frame(0, hello.type(), pipe.session, 0, 0, hello.payload()));
    pipe.host.write(bytes, 0, bytes.length);
    List<Frame> answers = new ArrayList<>();
    while (answers.isEmpty()) {
      int count = pipe.host.read(pipe.buffer);
      pipe.decoder.accept(
          pipe.buffer, 0, count, decoded -> answers.add(((Decoded.Valid) decoded).frame()));
    }
    return answers;
  }
}
