package dev.fluxbar.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A log as it lies on the disk:
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
 * @param entries in order
 * @param wholeBytes how far the file is whole
 * @param tornBytes how many bytes of a record that was not finished follow
 */
record LogReader(List<Entry> entries, long wholeBytes, long tornBytes) {

  static final byte[] MAGIC = "FLUXLOG1".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 16;

  /** No record of a program or recording is larger: the file would not have been written. */
  static final int LARGEST = 1 << 30;

  LogReader {
    entries = List.copyOf(entries);
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
    record.putInt(4, crc(record.array(), 8, Long.BYTES + body.length));
    return record.array();
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  /**
   * @throws JournalFault if the file cannot be read or is damaged before its end
   */
  static LogReader read(Path file) {
    try {
      return read(file, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new JournalFault(
          "journal: file=%s; it cannot be read, check its permissions".formatted(file), e);
    }
  }

  /**
   * @param file for messages
   * @throws JournalFault if it is damaged before its end
   */
  static LogReader read(Path file, byte[] bytes) {
    boolean ours = Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length));
    if (bytes.length < MAGIC.length || (bytes.length == MAGIC.length && !ours)) {
      // Made, but its first bytes were never on the disk: nothing was sent before they were.
      return new LogReader(List.of(), 0, bytes.length);
    }
    if (!ours) {
      throw new JournalFault(
          "journal: file=%s; it is no log of this program, move it away".formatted(file));
    }
    List<Entry> entries = new ArrayList<>();
    int at = MAGIC.length;
    while (at < bytes.length) {
      int length = whole(bytes, at, entries.size());
      if (length < 0) {
        if (anyWholeBehind(bytes, at, entries.size())) {
          throw new JournalFault(
              "journal: file=%s, byte=%d, entry=%d; it is damaged there and goes on behind, take a"
                      .formatted(file, at, entries.size())
                  + " copy of it and look at the disk");
        }
        break;
      }
      try {
        entries.add(EntryCodec.entry(Arrays.copyOfRange(bytes, at + HEADER, at + 8 + length)));
      } catch (IOException e) {
        throw new JournalFault(
            "journal: file=%s, byte=%d, entry=%d; its checksum is right and %s, a newer version may"
                    .formatted(file, at, entries.size(), e.getMessage())
                + " have written it",
            e);
      }
      at += 8 + length;
    }
    return new LogReader(entries, at, bytes.length - at);
  }

  /** The length of the whole record that begins there, or -1. */
  private static int whole(byte[] bytes, int at, long sequence) {
    if (bytes.length - at < HEADER) {
      return -1;
    }
    ByteBuffer record = ByteBuffer.wrap(bytes, at, bytes.length - at);
    int length = record.getInt();
    int crc = record.getInt();
    boolean fits = length > Long.BYTES && length <= bytes.length - at - 8;
    return fits && crc == crc(bytes, at + 8, length) && record.getLong() == sequence ? length : -1;
  }

  /** Whether a whole record with a later sequence begins anywhere behind. */
  private static boolean anyWholeBehind(byte[] bytes, int at, long sequence) {
    for (int from = at + 1; from + HEADER < bytes.length; from++) {
      long found = ByteBuffer.wrap(bytes, from + 8, Long.BYTES).getLong();
      if (found > sequence && found - sequence < bytes.length && whole(bytes, from, found) >= 0) {
        return true;
      }
    }
    return false;
  }
}
