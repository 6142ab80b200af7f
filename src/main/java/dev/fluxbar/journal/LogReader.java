package dev.fluxbar.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A log as it lies on the disk, read entry after entry:
 *
 * <pre>
 *   0          8
 *   | FLUXLOG1 |  then records without gaps:
 *
 *   0        4        8          16
 *   | length | crc32c | sequence | entry ...
 * </pre>
 *
 * <p>Length counts what follows the checksum; the checksum is of the same bytes. Sequences count
 * from 0. A record that was being written when the power went is the last one: it is cut off, and
 * what it said did not happen. A record that is damaged with whole ones behind it is another
 * matter: the file is not believed.
 *
 * <p>One record is in memory at a time. What is appended meanwhile is not read. One thread.
 */
final class LogReader implements AutoCloseable {

  static final byte[] MAGIC = "FLUXLOG1".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 16;

  /** No record of a program or recording is larger: the file would not have been written. */
  static final int LARGEST = 1 << 30;

  private final Path file;
  private final LogWindow bytes;
  private long at;
  private long sequence;
  private boolean ended;

  /**
   * @param file for messages
   * @param bytes closed with this
   * @throws IOException if they cannot be read
   * @throws JournalFault if they are no log
   */
  LogReader(Path file, LogBytes bytes) throws IOException {
    this.file = file;
    this.bytes = new LogWindow(bytes);
    byte[] first = this.bytes.copy(0, (int) Math.min(MAGIC.length, this.bytes.length()));
    boolean ours = Arrays.equals(MAGIC, first);
    // Made, but its first bytes were never on the disk: nothing was sent before they were.
    ended = !ours && this.bytes.length() <= MAGIC.length;
    if (!ours && !ended) {
      throw new JournalFault(
          "journal: file=%s; it is no log of this program, move it away".formatted(file));
    }
    at = ended ? 0 : MAGIC.length;
  }

  /** A record with its header. */
  static byte[] record(long sequence, Entry entry) {
    byte[] body = EntryCodec.bytes(entry);
    if (body.length > LARGEST) {
      throw new JournalFault(
          "journal: entry-bytes=%d; an entry has at most %d, send smaller programs"
              .formatted(body.length, LARGEST));
    }
    ByteBuffer record = ByteBuffer.allocate(HEADER + body.length);
    record.putInt(Long.BYTES + body.length).putInt(0).putLong(sequence).put(body);
    CRC32C crc = new CRC32C();
    crc.update(record.array(), 8, Long.BYTES + body.length);
    record.putInt(4, (int) crc.getValue());
    return record.array();
  }

  /**
   * The next entry; none behind the last one that is whole.
   *
   * @throws IOException if the bytes cannot be read
   * @throws JournalFault if they are damaged there and whole behind
   */
  Optional<Entry> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    int length = whole(at, sequence);
    if (length < 0) {
      if (anyWholeBehind()) {
        throw new JournalFault(
            "journal: file=%s, byte=%d, entry=%d; it is damaged there and goes on behind, take a copy of it and look at the disk"
                .formatted(file, at, sequence));
      }
      ended = true;
      return Optional.empty();
    }
    Entry entry = entry(bytes.copy(at + HEADER, length - Long.BYTES));
    at += 8L + length;
    sequence++;
    return Optional.of(entry);
  }

  private Entry entry(byte[] body) {
    try {
      return EntryCodec.entry(body);
    } catch (IOException e) {
      throw new JournalFault(
          "journal: file=%s, byte=%d, entry=%d; its checksum is right and %s, a newer version may have written it"
              .formatted(file, at, sequence, e.getMessage()),
          e);
    }
  }

  /** How many entries have been read. */
  long entries() {
    return sequence;
  }

  /** How far the bytes have been read and are whole. */
  long wholeBytes() {
    return at;
  }

  /** How many bytes follow; behind the last entry those of a record that was not finished. */
  long bytesBehind() {
    return bytes.length() - at;
  }

  /** The length of the whole record that begins there, or -1. */
  private int whole(long from, long expected) throws IOException {
    long room = bytes.length() - from;
    if (room <= HEADER) {
      return -1;
    }
    int length = bytes.intAt(from);
    boolean fits = length > Long.BYTES && length <= room - 8;
    return fits
            && bytes.longAt(from + 8) == expected
            && bytes.intAt(from + 4) == bytes.crc(from + 8, length)
        ? length
        : -1;
  }

  /** Whether a whole record with a later sequence begins anywhere behind. */
  private boolean anyWholeBehind() throws IOException {
    for (long from = at + 1; from + HEADER < bytes.length(); from++) {
      long found = bytes.longAt(from + 8);
      if (found > sequence && found - sequence < bytes.length() && whole(from, found) >= 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
