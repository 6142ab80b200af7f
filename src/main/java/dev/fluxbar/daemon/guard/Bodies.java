package dev.fluxbar.daemon.guard;

import dev.fluxbar.app.lab.Uploads;

/**
 * How much a client may send and hold, and how long it may let wait: the numbers of HTTP and SCPI,
 * which docs/explanation/security.md tells.
 */
public final class Bodies {

  /**
   * JSON, YAML, or a message of SCPI outside of its blocks, bytes: a sequence that writes out the
   * targets of ten thousand cells has 200 KB.
   */
  public static final int TEXT_BYTES = 1 << 20;

  /** An upload, or the blocks of one message of SCPI, or the answers to it, bytes. */
  public static final int FILE_BYTES = (int) Uploads.LARGEST_BYTES;

  /** Blocks of all clients of SCPI together that are on their way in, bytes. */
  public static final int BLOCKS_BYTES = 2 * FILE_BYTES;

  /** The first line and all headers of a request, bytes: what browsers send is below 2 KiB. */
  public static final int HEADER_BYTES = 8 << 10;

  /** What whoever has shown no token may send over SCPI at a time, bytes: enough for a token. */
  public static final int STRANGER_BYTES = 1 << 10;

  /** A token, characters: ours have 51. Longer ones are wrong without being looked at. */
  public static final int TOKEN_CHARACTERS = 256;

  /** Connections of HTTP at once: 50 clients with an event stream and two requests each. */
  public static final int HTTP_CONNECTIONS = 150;

  /** Connections of SCPI at once. */
  public static final int SCPI_CONNECTIONS = 16;

  /** Streams of events at once: what remains of the connections is for requests. */
  public static final int EVENT_STREAMS = 100;

  /** Uploads that are held in memory at once, whole; others are told to come again. */
  public static final int UPLOADS = 2;

  /**
   * How long a client may take over a request or a message while nothing arrives, and a client of
   * SCPI until it has shown its token, seconds: slow lines finish, clients that hold connections
   * open with a byte now and then do not pile up.
   */
  public static final int IDLE_SECONDS = 30;

  /** After {@link #IDLE_SECONDS} a body comes at least so fast; slow radio links do 20 KB/s. */
  public static final int BODY_BYTES_A_SECOND = 8 << 10;

  /** How long a client of SCPI may be silent between messages, seconds. */
  public static final int SILENT_SECONDS = 3_600;

  /** How long one message of SCPI may take, however it trickles, seconds. */
  public static final int MESSAGE_SECONDS = 600;

  /** How long a client of SCPI may leave its answer where it is, seconds. */
  public static final int UNREAD_SECONDS = 60;

  /** How deep YAML or JSON of a client may be nested: sequences of runs need about ten. */
  public static final int NESTING = 50;

  private Bodies() {}
}
