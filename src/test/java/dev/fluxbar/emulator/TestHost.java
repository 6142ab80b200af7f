package dev.fluxbar.emulator;

import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.FrameDecoder;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.Message;
import dev.fluxbar.wire.Proof;
import dev.fluxbar.wire.Protocol;
import dev.fluxbar.wire.ResultRecord;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A host that drives a board machine frame by frame, by hand and with a clock set by hand. */
final class TestHost {
  static final int SESSION = 77;
  static final long MILLI = 1_000_000;

  final Machine board;
  final BoardSpec spec;
  final HostMessage.Limits limits;
  final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /** Every frame that the board sent, oldest first. */
  final List<Frame> frames = new ArrayList<>();

  private final FrameDecoder decoder = new FrameDecoder();
  int next;
  int expected;
  int session = SESSION;

  /** Of the last IDENTITY that accepted a session. */
  long sessionKey;

  private boolean confirmed;
  long nanos = 1;
  boolean acknowledging = true;

  TestHost(BoardSpec spec, double pace) {
    this(Implementation.EMULATOR, spec, pace);
  }

  TestHost(Implementation implementation, BoardSpec spec, double pace) {
    this.spec = spec;
    this.board = implementation.machine(spec, pace, this::hear);
    this.limits =
        new HostMessage.Limits(
            50,
            10_000_000,
            1_000_000_000_000L / 100,
            1L << 50,
            Collections.nCopies(spec.shape().layers(), 32767));
  }

  /** A host in a session with limits set. */
  static TestHost ready(BoardSpec spec, double pace) {
    TestHost host = new TestHost(spec, pace);
    host.begin();
    return host;
  }

  /** Begins a session and sets its limits. */
  void begin() {
    hello();
    say(limits);
    frames.clear();
  }

  static TestHost ready(BoardSpec spec) {
    return ready(spec, 0);
  }

  private void hear(byte[] bytes) {
    line.writeBytes(bytes);
    decoder.accept(
        bytes,
        0,
        bytes.length,
        decoded -> {
          Frame frame = ((Decoded.Valid) decoded).frame();
          frames.add(frame);
          if (frame.type() == BoardMessage.Identity.TYPE) {
            sessionKey = ((BoardMessage.Identity) BoardMessage.decode(frame)).sessionKey();
          }
          if (frame.sequenced() && frame.sequence() == expected) {
            expected = expected + 1 & 0xffff;
          }
        });
  }

  void hello() {
    hello(1000, 1 << 20);
  }

  void hello(int creditFrames, long creditBytes) {
    next = 0;
    expected = 0;
    confirmed = false;
    send(
        0,
        0,
        new HostMessage.Hello(
            Protocol.MAJOR, Protocol.MINOR, Protocol.TABLE_HASH, creditFrames, creditBytes));
  }

  /** Sends a message in sequence, then lets the board work until it waits. */
  List<BoardMessage> say(HostMessage message) {
    int before = frames.size();
    send(message);
    settle();
    return messages(before);
  }

  /** Sends a message in sequence and nothing more; the session is confirmed before its limits. */
  void send(HostMessage message) {
    if (message instanceof HostMessage.Limits && !confirmed) {
      confirmed = true;
      send(new HostMessage.Confirm(sessionKey));
    }
    if (message.sequenced()) {
      send(Frame.SEQUENCED, next, message);
      next = next + 1 & 0xffff;
    } else {
      send(0, 0, message);
    }
  }

  void send(int flags, int sequence, Message message) {
    int all = acknowledging ? flags | Frame.ACKNOWLEDGES : flags;
    put(new Frame(all, message.type(), session, sequence, expected, message.payload()));
  }

  void put(Frame frame) {
    byte[] bytes = FrameCodec.encode(frame);
    board.receive(nanos, bytes, 0, bytes.length);
  }

  /** Polls until the board has nothing more to do at once. */
  void settle() {
    while (board.poll(nanos) == 0) {
      // A slice a poll.
    }
    if (acknowledging) {
      send(0, 0, new HostMessage.Ack());
    }
  }

  /** Lets the host's time pass in steps of a millisecond. */
  void pass(long millis) {
    for (int i = 0; i < millis; i++) {
      nanos += MILLI;
      board.poll(nanos);
    }
  }

  List<BoardMessage> messages(int from) {
    return frames.subList(from, frames.size()).stream().map(BoardMessage::decode).toList();
  }

  <M> List<M> all(Class<M> type) {
    return messages(0).stream().filter(type::isInstance).map(type::cast).toList();
  }

  <M> M last(Class<M> type) {
    List<M> all = all(type);
    if (all.isEmpty()) {
      throw new AssertionError("no " + type.getSimpleName() + " in " + messages(0));
    }
    return all.get(all.size() - 1);
  }

  void load(long job, TestProgram program) {
    byte[] image = program.image();
    send(program.load(job));
    int most = HostMessage.LoadData.LARGEST_BYTES;
    for (int at = 0; at < image.length; at += most) {
      byte[] part = java.util.Arrays.copyOfRange(image, at, Math.min(image.length, at + most));
      send(new HostMessage.LoadData(job, at, part));
    }
    settle();
  }

  void arm(long job, TestProgram program) {
    load(job, program);
    Proof proof = program.proof(limits);
    say(new HostMessage.Verify(job, proof));
    say(new HostMessage.Arm(job));
  }

  /** Runs a job to its end and releases it; its records. */
  List<ResultRecord> run(long job, TestProgram program) {
    arm(job, program);
    int before = frames.size();
    say(new HostMessage.Start(job));
    List<ResultRecord> records = new ArrayList<>();
    for (BoardMessage message : messages(before)) {
      if (message instanceof BoardMessage.Results results) {
        records.addAll(results.records());
      }
    }
    say(new HostMessage.Release(job));
    return records;
  }
}
