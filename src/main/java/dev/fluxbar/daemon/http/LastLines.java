package dev.fluxbar.daemon.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The last lines of a text, read from its end: however long it is, little of it is touched.
 *
 * @param lines in their order; the last one may still be being written
 * @param more whether there are lines before them
 */
record LastLines(List<String> lines, boolean more) {
  private static final int BLOCK_BYTES = 1 << 14;

  /** Whoever writes lines without end gets the end of them. */
  static final int MOST_BYTES = 1 << 20;

  LastLines {
    lines = List.copyOf(lines);
  }

  /**
   * Reads them.
   *
   * @param file of UTF-8, in which lines end with a line feed
   * @param most at least 1; fewer come where they would be more than a mebibyte
   */
  static LastLines of(Path file, int most) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long size = channel.size();
      byte[] tail = new byte[0];
      boolean enough = false;
      while (tail.length < Math.min(size, MOST_BYTES) && !enough) {
        int bytes = (int) Math.min(Math.max(BLOCK_BYTES, tail.length), size - tail.length);
        tail = before(channel, size - tail.length - bytes, bytes, tail);
        enough = beginning(tail, most) > 0;
      }
      return of(tail, tail.length < size, most);
    }
  }

  private static byte[] before(SeekableByteChannel channel, long from, int bytes, byte[] tail)
      throws IOException {
    ByteBuffer whole = ByteBuffer.allocate(bytes + tail.length);
    channel.position(from);
    whole.limit(bytes);
    while (whole.hasRemaining() && channel.read(whole) >= 0) {
      // A file that was cut meanwhile has fewer.
    }
    whole.limit(whole.position() + tail.length);
    whole.put(tail);
    byte[] read = new byte[whole.flip().remaining()];
    whole.get(read);
    return read;
  }

  /**
   * @param cut whether the text begins before {@code tail}
   */
  private static LastLines of(byte[] tail, boolean cut, int most) {
    int from = beginning(tail, most);
    if (from == 0 && cut) {
      from = afterFirstLineFeed(tail); // its first line lacks its beginning
    }
    int to = tail.length > from && tail[tail.length - 1] == '\n' ? tail.length - 1 : tail.length;
    String text = new String(tail, from, to - from, StandardCharsets.UTF_8);
    List<String> lines = tail.length == 0 ? List.of() : List.of(text.split("\n", -1));
    return new LastLines(lines, cut || from > 0);
  }

  /** Where the last {@code most} lines begin; 0 if there are no more. */
  private static int beginning(byte[] tail, int most) {
    int lines = 0;
    for (int i = tail.length - 2; i >= 0; i--) { // the last line may end with a line feed or not
      if (tail[i] == '\n' && ++lines == most) {
        return i + 1;
      }
    }
    return 0;
  }

  private static int afterFirstLineFeed(byte[] tail) {
    for (int i = 0; i < tail.length - 1; i++) {
      if (tail[i] == '\n') {
        return i + 1;
      }
    }
    return 0; // one line alone, longer than is read
  }
}
