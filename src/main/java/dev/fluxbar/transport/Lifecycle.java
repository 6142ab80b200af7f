package dev.fluxbar.transport;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The life of one transport: new, open, gone (the far end left), closed; only ever forwards. Says
 * what may be called when, in the same words for every transport. Safe for any thread.
 */
final class Lifecycle {
  private enum State {
    NEW,
    OPEN,
    GONE,
    CLOSED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

  /**
   * Refuses a second {@code open}. A failed open leaves the transport new, so it can be retried.
   */
  void checkNew(String name) {
    if (state.get() != State.NEW) {
      throw new TransportException(
          name + ": state=" + word() + "; a transport is opened once, make a new one");
    }
  }

  /** Returns false if {@code close} came while the transport was being opened. */
  boolean opened() {
    return state.compareAndSet(State.NEW, State.OPEN);
  }

  /** The far end has left: reads end, writes are refused, {@code close} is still to come. */
  void gone() {
    state.compareAndSet(State.OPEN, State.GONE);
  }

  /** Returns true for the one call that has something to release. */
  boolean closed() {
    State before = state.getAndSet(State.CLOSED);
    return before == State.OPEN || before == State.GONE;
  }

  boolean isOpen() {
    return state.get() == State.OPEN;
  }

  void checkRead(String name, byte[] buffer) {
    if (buffer.length == 0) {
      throw new IllegalArgumentException(
          name + ": buffer-bytes=0; give a buffer of at least one byte");
    }
    if (state.get() == State.NEW) {
      throw new TransportException(name + ": state=new; call open() before reading");
    }
  }

  void checkWrite(String name, byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (!isOpen()) {
      throw refusedWrite(name);
    }
  }

  TransportException refusedWrite(String name) {
    return refusedWrite(name, null);
  }

  TransportException refusedWrite(String name, @Nullable Throwable cause) {
    String advice =
        switch (state.get()) {
          case NEW -> "call open() before writing";
          case GONE -> "the far end has gone, open a new transport when it is back";
          case OPEN, CLOSED -> "nothing was sent, open a new transport";
        };
    return new TransportException(name + ": state=" + word() + "; " + advice, cause);
  }

  private String word() {
    return switch (state.get()) {
      case NEW -> "new";
      case OPEN -> "open";
      case GONE -> "far-end-gone";
      case CLOSED -> "closed";
    };
  }
}
