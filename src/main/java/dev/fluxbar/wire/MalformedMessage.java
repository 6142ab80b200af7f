package dev.fluxbar.wire;

import java.util.HexFormat;

/** A frame whose payload is not what its type says. The frame itself was intact. */
public final class MalformedMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int messageType;

  private MalformedMessage(Frame frame, String what, Throwable cause) {
    super(
        "message: type=0x%02x, %s, payload=%s"
            .formatted(frame.type(), what, HexFormat.of().formatHex(frame.payload())),
        cause);
    this.messageType = frame.type();
  }

  /** The type field of the frame. */
  public int messageType() {
    return messageType;
  }

  /** Reads one message of a type from its fields. */
  interface Body<M> {
    M read(int type, PayloadReader in);
  }

  static <M extends Message> M guard(Frame frame, PayloadReader in, Body<M> body) {
    try {
      M message = body.read(frame.type(), in);
      in.end();
      if (message.sequenced() != frame.sequenced()) {
        throw new PayloadReader.Malformed("sequenced=%s".formatted(frame.sequenced()));
      }
      return message;
    } catch (PayloadReader.Malformed | IllegalArgumentException e) {
      throw new MalformedMessage(frame, String.valueOf(e.getMessage()), e);
    }
  }
}
