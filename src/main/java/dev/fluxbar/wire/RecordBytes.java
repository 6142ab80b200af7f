package dev.fluxbar.wire;

/**
 * Bytes of the result records that some operations make, divided by the AWAITs among them: at each
 * one a board has given away all but what it makes until the next. Sums stop at the largest number.
 *
 * @param awaits whether there is an AWAIT; if not, all three numbers are the same sum
 * @param before up to the first AWAIT
 * @param between the most from one AWAIT to the next
 * @param after since the last AWAIT
 */
record RecordBytes(boolean awaits, long before, long between, long after) {
  static final RecordBytes NONE = of(0);

  /** One AWAIT and nothing else. */
  static final RecordBytes AWAIT = new RecordBytes(true, 0, 0, 0);

  static RecordBytes of(long bytes) {
    return new RecordBytes(false, bytes, bytes, bytes);
  }

  /** These operations, then {@code next}. */
  RecordBytes then(RecordBytes next) {
    if (!awaits && !next.awaits) {
      return of(Saturated.plus(before, next.before));
    } else if (!awaits) {
      return new RecordBytes(true, Saturated.plus(before, next.before), next.between, next.after);
    } else if (!next.awaits) {
      return new RecordBytes(true, before, between, Saturated.plus(after, next.after));
    }
    long joint = Saturated.plus(after, next.before);
    return new RecordBytes(
        true, before, Math.max(joint, Math.max(between, next.between)), next.after);
  }

  /** These operations {@code turns} times, at least once. */
  RecordBytes times(long turns) {
    if (!awaits) {
      return of(Saturated.times(before, turns));
    }
    // A third turn joins the second as the second joined the first.
    return turns == 1 ? this : then(this);
  }

  /** The most that is made without an AWAIT between. */
  long most() {
    return Math.max(before, Math.max(between, after));
  }
}
