package dev.fluxbar.link.host;

import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.FrameDecoder;
import dev.fluxbar.wire.HostMessage;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** A pipe that a test plays: each read gives one frame, and what is written is handed to it. */
final class PlayedTransport implements ByteTransport {
  private static final byte[] END = {};

  /** What the far end does when a message comes. */
  interface Play {
    void hear(PlayedTransport line, HostMessage message, int session);
  }

  private final Play play;
  private final BlockingQueue<byte[]> toHost = new LinkedBlockingQueue<>();
  private final FrameDecoder decoder = new FrameDecoder();

  /** One permit for each read that has begun: what came before it has been handed over. */
  final Semaphore reads = new Semaphore(0);

  PlayedTransport(Play play) {
    this.play = play;
  }

  void say(int session, int sequence, BoardMessage message) {
    int flags = message.sequenced() ? Frame.SEQUENCED | Frame.ACKNOWLEDGES : Frame.ACKNOWLEDGES;
    toHost.add(
        FrameCodec.encode(
            new Frame(flags, message.type(), session, sequence, 0, message.payload())));
  }

  @Override
  public String name() {
    return "played";
  }

  @Override
  public void open() {}

  @Override
  public int read(byte[] buffer) {
    reads.release();
    boolean interrupted = false;
    while (true) {
      try {
        byte[] next = toHost.take();
        System.arraycopy(next, 0, buffer, 0, next.length);
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return next == END ? -1 : next.length;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    decoder.accept(
        bytes,
        offset,
        length,
        decoded -> {
          Frame frame = ((Decoded.Valid) decoded).frame();
          play.hear(this, HostMessage.decode(frame), frame.session());
        });
  }

  @Override
  public void close() {
    toHost.add(END);
  }
}
