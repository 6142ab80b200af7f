package dev.fluxbar.wire;

import java.util.HexFormat;

/**
 * A frame whose payload is not what its type says. The frame itself was intact. Like what is no
 * frame at all it is a verdict about bytes: without a stack trace, and put into words when read.
 */
public final class MalformedMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int messageType;
  private final byte[] payload;
  private final RuntimeException what;
  private final ErrorCode error;

  private MalformedMessage(Frame frame, RuntimeException what) {
    super(null, what, false, false);
    this.messageType = frame.type();
    this.payload = frame.payload();
    this.what = what;
    boolean type = what instanceof PayloadReader.WrongType;
    this.error = type ? ErrorCode.BAD_TYPE : ErrorCode.BAD_PAYLOAD;
  }

  @Override
  public String getMessage() {
    return "message: type=0x%02x, %s, payload=%s"
        .formatted(messageType, what.getMessage(), HexFormat.of().formatHex(payload));
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
    return error == ErrorCode.BAD_TYPE ? messageType : payload.length;
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
        throw new PayloadReader.WrongType("sequenced=%s", frame.sequenced());
      }
      return message;
    } catch (PayloadReader.Malformed | IllegalArgumentException e) {
      throw new MalformedMessage(frame, e);
    }
  }
}
