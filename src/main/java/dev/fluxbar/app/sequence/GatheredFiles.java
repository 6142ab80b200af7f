package dev.fluxbar.app.sequence;

import dev.fluxbar.app.BadInput;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads each file of a sequence once and keeps it. */
final class GatheredFiles implements SequenceFiles {
  private static final long LARGEST_BYTES_IN_ALL = 1L << 28;

  private final SequenceFiles source;
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private long bytesInAll;

  GatheredFiles(SequenceFiles source) {
    this.source = source;
  }

  @Override
  public byte[] read(String name) {
    return files.computeIfAbsent(SequenceInputs.checked(name), this::fresh);
  }

  private byte[] fresh(String name) {
    byte[] bytes = source.read(name);
    bytesInAll += bytes.length;
    if (bytesInAll > LARGEST_BYTES_IN_ALL) {
      throw new BadInput(
          "sequence: file=%s, bytes-in-all=%d; its files may have %d bytes together"
              .formatted(name, bytesInAll, LARGEST_BYTES_IN_ALL));
    }
    return bytes;
  }

  SequenceInputs gathered() {
    return new SequenceInputs(files);
  }
}
