package dev.fluxbar.daemon.mqtt;

/**
 * How long the publisher waits for a broker.
 *
 * @param answerMillis for a connection, and for the word that a message has arrived
 * @param firstRestMillis before the first new attempt; each next rest is twice as long
 * @param longestRestMillis no rest is longer
 */
record Patience(long answerMillis, long firstRestMillis, long longestRestMillis) {

  /**
   * Of a network: a broker that is restarted is found within a second, one that is gone is spared.
   */
  static final Patience USUAL = new Patience(10_000, 1_000, 60_000);

  Patience {
    if (answerMillis < 1 || firstRestMillis < 1 || longestRestMillis < firstRestMillis) {
      throw new IllegalArgumentException(
          "patience: answer-millis=%d, first-rest-millis=%d, longest-rest-millis=%d; wait at least 1, and last the longest"
              .formatted(answerMillis, firstRestMillis, longestRestMillis));
    }
  }
}
