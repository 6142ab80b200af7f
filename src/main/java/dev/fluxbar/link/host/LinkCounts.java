package dev.fluxbar.link.host;

/**
 * What a link has seen since it was opened.
 *
 * @param framesSent frames handed to the line
 * @param framesReceived whole frames
 * @param bytesReceived raw bytes
 * @param rejected stretches of bytes that were no frame
 * @param repeated frames sent again
 * @param dropped frames that came twice or out of order
 */
public record LinkCounts(
    long framesSent,
    long framesReceived,
    long bytesReceived,
    long rejected,
    long repeated,
    long dropped) {

  /** Nothing seen. */
  public static final LinkCounts NONE = new LinkCounts(0, 0, 0, 0, 0, 0);

  /** Of two links together. */
  public LinkCounts plus(LinkCounts other) {
    return new LinkCounts(
        framesSent + other.framesSent,
        framesReceived + other.framesReceived,
        bytesReceived + other.bytesReceived,
        rejected + other.rejected,
        repeated + other.repeated,
        dropped + other.dropped);
  }
}
