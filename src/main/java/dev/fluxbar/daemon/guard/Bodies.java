package dev.fluxbar.daemon.guard;

/** How much a client may send and hold, for HTTP and SCPI alike. */
public final class Bodies {

  /**
   * A body of a request, or a binary block of SCPI, bytes: a network of 784 x 100 cells as JSON
   * with full digits is 2 MB; eight times that is no honest request for the arrays that there are.
   */
  public static final int BODY_BYTES = 16 << 20;

  /** The first line and all headers of a request, bytes: what browsers send is below 2 KiB. */
  public static final int HEADER_BYTES = 8 << 10;

  /** One line of SCPI outside of blocks, bytes: a row of 784 numbers as text is 20 KB. */
  public static final int SCPI_LINE_BYTES = 64 << 10;

  /** A token, characters: ours have 51. Longer ones are wrong without being looked at. */
  public static final int TOKEN_CHARACTERS = 256;

  /** Connections at once, each server: 50 clients with an event stream and two requests each. */
  public static final int CONNECTIONS = 150;

  /**
   * How long a client may take over a request while nothing arrives, seconds: slow lines finish,
   * clients that hold connections open with a byte now and then do not pile up.
   */
  public static final int IDLE_SECONDS = 30;

  /** How deep YAML or JSON of a client may be nested: sequences of runs need about ten. */
  public static final int NESTING = 50;

  private Bodies() {}
}
