package dev.fluxbar.daemon.scpi;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What went wrong, oldest first (SCPI-99 volume 2, 21.8). When it is full its newest entry becomes
 * -350 and later ones are lost.
 */
final class ErrorQueue {
  static final int MOST = 20;

  /** SCPI bounds a description at 255 characters. */
  private static final int LONGEST = 255;

  private final Deque<String> entries = new ArrayDeque<>();

  void push(ScpiError error, String detail) {
    if (entries.size() < MOST) {
      entries.addLast(entry(error, detail));
    } else {
      entries.removeLast();
      entries.addLast(entry(ScpiError.QUEUE_OVERFLOW, ""));
    }
  }

  /** The oldest one, which is then gone; {@code 0,"No error"} if there is none. */
  String next() {
    String first = entries.pollFirst();
    return first == null ? entry(ScpiError.NONE, "") : first;
  }

  int count() {
    return entries.size();
  }

  void clear() {
    entries.clear();
  }

  private static String entry(ScpiError error, String detail) {
    String text = error.text() + (detail.isEmpty() ? "" : ";" + plain(detail));
    return error.number()
        + ","
        + Quoted.of(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
  }

  /** One line of ASCII: what stands in it may have come from the far end. */
  private static String plain(String detail) {
    return detail.replaceAll("[^ -~]", "?");
  }
}
