package dev.fluxbar.transport;

import java.nio.file.Path;

/**
 * The board's end of a serial cable that can be pulled and put back: pseudo-terminals that come one
 * after the other under one name, as a USB port's do. The board stays on; bytes that it writes
 * while the cable is out are dropped, and a host that was connected loses its port.
 *
 * <p>Pulled at first. Any thread may call, also one that reads or writes here.
 */
public final class PluggedTerminal extends ChangingPipe<Tripwire> {
  private final Path link;

  /**
   * @param link the name under which a host finds the port while the cable is in
   */
  public PluggedTerminal(Path link) {
    super("plugged-pty:" + link.toAbsolutePath());
    this.link = link.toAbsolutePath();
  }

  /**
   * Puts the cable in; harmless if it is in.
   *
   * @throws TransportException if no pseudo-terminal can be had, or this end is closed
   */
  public void plugIn() {
    plugIn(
        () -> {
          Tripwire next = new Tripwire(new PseudoTerminal(link));
          next.open();
          return next;
        });
  }

  /** Pulls the cable, in the middle of whatever is on it; harmless if it is out. */
  public void pull() {
    pull(now());
  }

  /**
   * Pulls the cable that is in now before the byte after the next {@code bytes} passes it, either
   * way, and calls {@code told} on the thread that carried them. Forgotten when it is pulled
   * before.
   *
   * @throws IllegalStateException if it is out
   */
  public void pullAfter(long bytes, Runnable told) {
    Tripwire cable = now();
    if (cable == null) {
      throw new IllegalStateException(
          "terminal: link=%s, plugged=false; put the cable in first".formatted(link));
    }
    cable.cutAfter(
        bytes,
        () -> {
          pull(cable); // before anybody hears of it, so that its name is free for the next one
          told.run();
        });
  }
}
