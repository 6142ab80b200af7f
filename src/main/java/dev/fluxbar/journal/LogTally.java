package dev.fluxbar.journal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many programs a log speaks of, counted without reading what they are: for lists of many runs.
 * A log that is read this way is not proved.
 *
 * @param programs that were to be sent
 * @param unknown of how many nobody knows whether they ran
 */
public record LogTally(long programs, long unknown) {

  /** Of a run without a log. */
  public static final LogTally NONE = new LogTally(0, 0);

  private static final int HEADER_BYTES = 16;

  /**
   * Counts until the end, or until the first record that is not whole.
   *
   * @throws JournalFault if the file cannot be read
   */
  public static LogTally of(Path file) {
    if (!Files.isRegularFile(file)) {
      return NONE;
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      in.skipNBytes(LogReader.MAGIC.length);
      return count(in, Files.size(file) - LogReader.MAGIC.length);
    } catch (EOFException e) {
      return NONE; // made, and nothing more
    } catch (IOException e) {
      throw new JournalFault(
          "journal: file=%s; it cannot be read, check its permissions".formatted(file), e);
    }
  }

  private static LogTally count(DataInputStream in, long bytes) throws IOException {
    long programs = 0;
    long ended = 0;
    long unknown = 0;
    long left = bytes;
    while (left > HEADER_BYTES) {
      int length = in.readInt();
      if (length <= Long.BYTES || length + (HEADER_BYTES - Long.BYTES) > left) {
        break;
      }
      in.skipNBytes(HEADER_BYTES - Integer.BYTES);
      EntryCodec.Head head = EntryCodec.head(in);
      if (head.begins()) {
        programs++;
      } else if (head.ends()) {
        ended++;
        unknown += head.unknown() ? 1 : 0;
      }
      in.skipNBytes(length - Long.BYTES - head.bytes());
      left -= length + (HEADER_BYTES - Long.BYTES);
    }
    return new LogTally(programs, Math.min(programs, unknown + Math.max(0, programs - ended)));
  }
}
