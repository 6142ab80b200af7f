package dev.fluxbar.emulator;

import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.FrameDecoder;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.ImageRefused;
import dev.fluxbar.wire.Message;
import dev.fluxbar.wire.ProgramRules;
import dev.fluxbar.wire.Proof;
import dev.fluxbar.wire.Protocol;
import dev.fluxbar.wire.Prover;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;

/**
 * A host that does what a string of bytes says, and looks after every step whether the board has
 * kept its word. Orders as in {@code firmware-protocol/reference/check/fuzz.c}: a byte that tells
 * what happens, a count, and so many bytes for it.
 */
final class FuzzedHost {
  static final int ORDERS = 12;
  static final int RUN_JOB = 7;
  static final int STREAM = 8;

  private static final int LEDGER_JOBS = 64;
  private static final long MICRO = 1000;

  private final BoardSpec spec;
  private final BoardMachine board;
  private final HostMessage.Limits limits;
  private final FrameDecoder decoder = new FrameDecoder();
  private final Deque<Long> started = new ArrayDeque<>();
  private long sessionKey;
  private ErrorCode fault = ErrorCode.NONE;
  private BoardTruth truth;
  private long nanos = 1;
  private long dueInNanos;
  private int session;
  private int next;
  private int expected;
  private long starts;
  private long job;
  private long streamed;

  FuzzedHost(BoardSpec spec, double pace) {
    this.spec = spec;
    this.board = new BoardMachine(spec, pace, this::hear);
    this.limits =
        new HostMessage.Limits(
            50,
            10_000_000,
            10_000_000_000L,
            1L << 50,
            Collections.nCopies(spec.shape().layers(), 32767));
    this.truth = board.truth();
    hello();
  }

  /** How many jobs have begun. */
  long starts() {
    return starts;
  }

  /** Carries out all orders. */
  void obey(byte[] orders, int from) {
    for (int at = from; at + 2 <= orders.length; ) {
      int count = Math.min(orders[at + 1] & 0xff, orders.length - at - 2);
      obey(orders[at] & 0xff, Arrays.copyOfRange(orders, at + 2, at + 2 + count));
      at += 2 + count;
      send(0, 0, new HostMessage.Heartbeat(at));
    }
    step(() -> board.lineLost(nanos));
    must(truth.safe(), "the line is lost and the board is not safe");
  }

  private void obey(int order, byte[] bytes) {
    int which = order / ORDERS;
    switch (order % ORDERS) {
      case 0 -> step(() -> board.receive(nanos, bytes, 0, bytes.length));
      case 1 -> any(Frame.SEQUENCED | Frame.ACKNOWLEDGES, bytes);
      case 2 -> any(which & 3, bytes);
      case 3 -> {
        nanos += 1000 * MICRO * bytes.length;
        poll(2);
      }
      case 4 -> hello();
      case 5 -> {
        step(() -> board.lineLost(nanos));
        hello();
      }
      case 6 -> poll(64);
      case RUN_JOB -> run(1L + which, bytes);
      case STREAM -> {
        send(new HostMessage.StreamData(job, streamed, bytes));
        streamed += bytes.length;
        poll(2);
      }
      case 9 -> {
        step(() -> board.reboot(nanos));
        started.clear();
        hello();
      }
      case 10 -> send(new HostMessage.Clear(fault));
      default -> any(0, bytes);
    }
  }

  /** The first byte is the type, the others the payload. */
  private void any(int flags, byte[] bytes) {
    if (bytes.length > 0) {
      boolean sequenced = (flags & Frame.SEQUENCED) != 0;
      byte[] payload = Arrays.copyOfRange(bytes, 1, bytes.length);
      put(new Frame(flags, bytes[0] & 0xff, session, sequenced ? next : 0, expected, payload));
      next = sequenced ? next + 1 & 0xffff : next;
    }
  }

  private void hello() {
    session = session % 65_535 + 1;
    next = 0;
    expected = 0;
    send(
        0,
        0,
        new HostMessage.Hello(Protocol.MAJOR, Protocol.MINOR, Protocol.TABLE_HASH, 64, 1 << 16));
    send(new HostMessage.Confirm(sessionKey));
    send(limits);
  }

  /** A whole job, proved here so that it is armed where it is right. */
  private void run(long id, byte[] bytes) {
    if (bytes.length < 4) {
      return;
    }
    byte[] image = Arrays.copyOfRange(bytes, 4, bytes.length);
    int ring = bytes[3] & 63;
    HostMessage.Load load =
        new HostMessage.Load(
            id, image.length, bytes[0] & 15, bytes[1] & 3, bytes[2] & 3, ring == 0 ? 0 : 24, ring);
    job = id;
    streamed = 0;
    send(load);
    send(new HostMessage.LoadData(id, 0, image));
    send(new HostMessage.Verify(id, proof(image, load)));
    send(new HostMessage.Arm(id));
    send(new HostMessage.Start(id));
  }

  private Proof proof(byte[] image, HostMessage.Load load) {
    ProgramRules rules = new BoardIdentity(spec).rules(limits);
    try {
      return Prover.prove(image, load, rules).proof();
    } catch (ImageRefused e) {
      return new Proof(0, 0, 0, 0, 0, 0);
    }
  }

  private void send(HostMessage message) {
    send(Frame.SEQUENCED, next, message);
    next = next + 1 & 0xffff;
  }

  private void send(int flags, int sequence, Message message) {
    int all = flags | Frame.ACKNOWLEDGES;
    put(new Frame(all, message.type(), session, sequence, expected, message.payload()));
  }

  private void put(Frame frame) {
    byte[] line = FrameCodec.encode(frame);
    step(() -> board.receive(nanos, line, 0, line.length));
  }

  /** So many rounds, or fewer if the board has nothing to do at once. */
  private void poll(int rounds) {
    dueInNanos = 0;
    for (int i = 0; i < rounds && dueInNanos == 0; i++) {
      step(() -> dueInNanos = board.poll(nanos));
    }
  }

  /** One step of the board, and what must hold after every one. */
  private void step(Runnable step) {
    BoardTruth before = truth;
    long startsBefore = starts;
    step.run();
    truth = board.truth();
    must(truth.running() || truth.safe(), "nothing runs and the board is not safe");
    must(fault != ErrorCode.INTERNAL, "the board calls itself broken");
    if (!before.running() && !truth.running() && starts == startsBefore) {
      must(truth.largestFluxDifference(before) == 0, "a flux has moved and nothing ran");
    }
  }

  /** Millions of times: no words are put together for what holds. */
  private static void must(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private void hear(byte[] bytes) {
    decoder.accept(bytes, 0, bytes.length, decoded -> take(((Decoded.Valid) decoded).frame()));
  }

  private void take(Frame frame) {
    BoardMessage message = BoardMessage.decode(frame);
    if (message instanceof BoardMessage.Status status) {
      fault = status.fault();
    } else if (message instanceof BoardMessage.Identity identity) {
      fault = identity.fault();
      sessionKey = identity.sessionKey();
    }
    if (frame.session() == session && frame.sequenced() && frame.sequence() == expected) {
      expected = expected + 1 & 0xffff;
      if (message instanceof BoardMessage.Started begun) {
        begun(begun.job());
      } else if (message instanceof BoardMessage.Done done) {
        must(done.fault() != ErrorCode.INTERNAL, "a job ended for the board is broken");
      }
    }
  }

  private void begun(long id) {
    must(!started.contains(id), "a job of the ledger has started again");
    starts++;
    started.add(id);
    if (started.size() > LEDGER_JOBS) {
      started.remove();
    }
  }
}
