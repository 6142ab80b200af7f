package dev.fluxbar.wire;

import java.util.HexFormat;

/** A frame whose payload is not what its type says. The frame itself was intact. */
public final class MalformedMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int messageType;
  private final ErrorCode error;
  private final long value;

  private MalformedMessage(Frame frame, String what, Throwable cause) {
    super(
        "message: type=0x%02x, %s, payload=%s"
            .formatted(frame.type(), what, HexFormat.of().formatHex(frame.payload())),
        cause);
    this.messageType = frame.type();
    boolean type = cause instanceof PayloadReader.WrongType;
    this.error = type ? ErrorCode.BAD_TYPE : ErrorCode.BAD_PAYLOAD;
    this.value = type ? frame.type() : frame.payloadBytes();
  }

  /** The type field of the frame. */
  public int messageType() {
    return messageType;
  }

  /** The code of the refusal: {@link ErrorCode#BAD_TYPE} or {@link ErrorCode#BAD_PAYLOAD}. */
  public ErrorCode error() {
    return error;
  }

  /** The value of the refusal: the type, or the payload's bytes. */
  public long value() {
    return value;
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
        throw new PayloadReader.WrongType("sequenced=%s".formatted(frame.sequenced()));
      }
      return message;
    } catch (PayloadReader.Malformed | IllegalArgumentException e) {
      throw new MalformedMessage(frame, String.valueOf(e.getMessage()), e);
    }
  }
}
