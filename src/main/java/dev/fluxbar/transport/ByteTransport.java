package dev.fluxbar.transport;

/**
 * A pipe that carries bytes both ways, in order, with no promise that they arrive.
 *
 * <p>One thread reads, one thread writes; {@link #close} may come from any thread and ends a
 * blocked read. Constructors do no I/O. A pipe is opened once: when it has been closed, make a new
 * one.
 *
 * <p>An interrupt does not end a blocked call, it stays pending: the way to the safe state must
 * carry bytes for an interrupted thread too. Only {@link #close} ends a blocked call.
 */
public interface ByteTransport extends AutoCloseable {

  /** What people call this pipe: {@code serial:/dev/ttyUSB0}, {@code tcp://localhost:5000}. */
  String name();

  /**
   * Opens the pipe.
   *
   * @throws TransportException if it cannot be opened; the message names the port and what to do
   */
  void open();

  /**
   * Waits for at least one byte and copies what has arrived into {@code buffer}.
   *
   * @return how many bytes, at least 1; or -1 once this end is closed or the far end has gone
   */
  int read(byte[] buffer);

  /**
   * Hands {@code length} bytes to the pipe; blocks while it is full.
   *
   * @throws TransportException if the pipe is closed or the far end has gone
   */
  void write(byte[] bytes, int offset, int length);

  /** Closes the pipe; twice is harmless. */
  @Override
  void close();
}
