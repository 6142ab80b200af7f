package dev.fluxbar.daemon.scpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a session has set, for itself alone. */
final class Settings {
  private int realBytes;
  private boolean swapped;
  private OptionalDouble epsilonSiemens = OptionalDouble.empty();
  private Optional<String> method = Optional.empty();

  void reset() {
    realBytes = 0;
    swapped = false;
    epsilonSiemens = OptionalDouble.empty();
    method = Optional.empty();
  }

  /** Bytes of a number in answers; 0: text. */
  int realBytes() {
    return realBytes;
  }

  void realBytes(int bytes) {
    realBytes = bytes;
  }

  boolean swapped() {
    return swapped;
  }

  void swapped(boolean swap) {
    swapped = swap;
  }

  ByteOrder order() {
    return swapped ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  /** Of the next writes; empty for what suits the bench. */
  OptionalDouble epsilonSiemens() {
    return epsilonSiemens;
  }

  void epsilonSiemens(OptionalDouble siemens) {
    epsilonSiemens = siemens;
  }

  /** Of the next writes; empty for what suits the bench. */
  Optional<String> method() {
    return method;
  }

  void method(Optional<String> word) {
    method = word;
  }

  /** The numbers of a block that came in: of 32 bits where the format says so, else of 64. */
  double[] numbers(Parameter.Block block) {
    ByteBuffer bytes = block.bytes().order(order());
    int size = realBytes == Float.BYTES ? Float.BYTES : Double.BYTES;
    if (bytes.remaining() % size != 0 || bytes.remaining() == 0) {
      throw new ScpiRefusal(
          ScpiError.INVALID_BLOCK,
          "bytes=%d; numbers of %d bytes are expected".formatted(bytes.remaining(), size));
    }
    double[] numbers = new double[bytes.remaining() / size];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = size == Float.BYTES ? bytes.getFloat() : bytes.getDouble();
      if (!Double.isFinite(numbers[i])) {
        throw new ScpiRefusal(ScpiError.OUT_OF_RANGE, "number=%d".formatted(i + 1));
      }
    }
    return numbers;
  }
}
