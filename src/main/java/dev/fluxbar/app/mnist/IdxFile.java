package dev.fluxbar.app.mnist;

import dev.fluxbar.app.BadInput;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of bytes in IDX format, gzip or plain (LeCun, Cortes, Burges: the MNIST database).
 *
 * <pre>
 *   0     2          3            4              4 + 4 d
 *   +-----+----------+------------+--------------+----------------------+
 *   | 0 0 | type 08  | dims d     | d sizes, u32 | bytes, last dimension|
 *   |     | (u8)     |            | big-endian   | fastest              |
 *   +-----+----------+------------+--------------+----------------------+
 * </pre>
 *
 * <p>Offsets in messages count the bytes after unpacking.
 */
final class IdxFile {
  private static final long UNSIGNED_BYTES = 0x08;

  /** No set of digits is larger; a wrong size must not ask for all memory. */
  private static final long LARGEST_BYTES = 1L << 29;

  private final Path file;
  private final List<Integer> sizes;
  private final byte[] bytes;

  private IdxFile(Path file, List<Integer> sizes, byte[] bytes) {
    this.file = file;
    this.sizes = sizes;
    this.bytes = bytes;
  }

  /**
   * Reads a file of {@code dimensions} dimensions.
   *
   * @param content what is expected in it, in a word, for messages
   * @throws BadInput if it is not such a file or not a whole one; the message names the offset
   */
  static IdxFile read(Path file, int dimensions, String content) {
    try (InputStream in = open(file)) {
      return new Reader(file, in).read(dimensions, content);
    } catch (ZipException | EOFException e) {
      throw new BadInput(
          "%s: the gzip stream is broken (%s), fetch the file again"
              .formatted(file, e.getMessage()),
          e);
    } catch (NoSuchFileException e) {
      throw new BadInput(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new BadInput(
          "%s: the file cannot be read (%s)".formatted(file, e.getClass().getSimpleName()), e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
  }

  Path file() {
    return file;
  }

  /** The size of dimension {@code index}, the slowest first. */
  int size(int index) {
    return sizes.get(index);
  }

  /** The bytes themselves, not a copy: only for this package, which does not write into them. */
  byte[] bytes() {
    return bytes;
  }

  /** One file on its way in. */
  private static final class Reader {
    private final Path file;
    private final InputStream in;
    private long offset;

    Reader(Path file, InputStream in) {
      this.file = file;
      this.in = in;
    }

    IdxFile read(int dimensions, String content) throws IOException {
      long magic = number();
      long expected = (UNSIGNED_BYTES << 8) | dimensions;
      if (magic != expected) {
        throw new BadInput(
            "%s: offset=0, magic=0x%08x; a file of %s starts with 0x%08x, check which file this is"
                .formatted(file, magic, content, expected));
      }
      List<Integer> sizes = new ArrayList<>();
      long count = 1;
      for (int d = 0; d < dimensions; d++) {
        long at = offset;
        long size = number();
        count *= size;
        if (size < 1 || count > LARGEST_BYTES) {
          throw new BadInput(
              "%s: offset=%d, size=%d; the file is damaged, fetch it again"
                  .formatted(file, at, size));
        }
        sizes.add((int) size);
      }
      return new IdxFile(file, List.copyOf(sizes), data((int) count));
    }

    private byte[] data(int count) throws IOException {
      long start = offset;
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) {
        throw truncated(start + bytes.length, start + count);
      }
      if (in.read() >= 0) {
        throw new BadInput(
            "%s: offset=%d; the file goes on after its %d bytes of data, fetch it again"
                .formatted(file, start + count, count));
      }
      return bytes;
    }

    private long number() throws IOException {
      byte[] four = in.readNBytes(4);
      if (four.length < 4) {
        throw truncated(offset + four.length, offset + 4);
      }
      offset += 4;
      return (four[0] & 0xffL) << 24
          | (four[1] & 0xffL) << 16
          | (four[2] & 0xffL) << 8
          | (four[3] & 0xffL);
    }

    private BadInput truncated(long end, long expected) {
      return new BadInput(
          "%s: offset=%d; the file ends here and not at %d, fetch it again"
              .formatted(file, end, expected));
    }
  }
}
