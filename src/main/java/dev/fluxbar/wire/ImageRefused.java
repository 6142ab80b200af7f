package dev.fluxbar.wire;

/**
 * An image that a board does not accept: a code, the operation and the value at fault. A verdict
 * about an image, not about a place in the program: it has no stack trace.
 */
public final class ImageRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode error;
  private final long operation;
  private final long value;

  ImageRefused(ErrorCode error, long operation, long value) {
    super(null, null, false, false);
    this.error = error;
    this.operation = operation;
    this.value = value;
  }

  @Override
  public String getMessage() {
    return "program: error=%s, operation=%d, value=%d".formatted(error, operation, value);
  }

  public ErrorCode error() {
    return error;
  }

  /** Index of the operation at fault; 0 where none is. */
  public long operation() {
    return operation;
  }

  public long value() {
    return value;
  }
}
