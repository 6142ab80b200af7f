package dev.fluxbar.daemon;

/** Something by which a lab is reached, or by which it tells others what happens. */
public interface Part extends AutoCloseable {

  /** What it is called where it is told of: {@code http}. */
  String name();

  /**
   * It is reached from now on.
   *
   * @return where, for people: {@code http://127.0.0.1:8080/}
   * @throws dev.fluxbar.app.BadInput if it cannot be
   */
  String start();

  /** Nobody is let in any more and nothing more is told; twice is harmless. */
  @Override
  void close();
}
