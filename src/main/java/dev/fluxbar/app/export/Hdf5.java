package dev.fluxbar.app.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run as an HDF5 file: groups as they are named, where it comes from as attributes of the root,
 * each dataset in one piece with its unit and description, each step with its story.
 *
 * <p>It is written from the first byte to the last, and only names and addresses of what was
 * written are kept. The first bytes tell where the root group and the end will be: so the file is
 * laid out first, then written in the same way.
 *
 * <pre>
 *   0            48
 *   | superblock | dataset: bytes, header | ... | groups, the innermost first | root group |
 * </pre>
 */
final class Hdf5 {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final int SUPERBLOCK_BYTES = 48;

  /** What a group holds: the addresses of datasets, and groups that are not written yet. */
  private static final class Group {
    final Map<String, Group> groups = new LinkedHashMap<>();
    final Map<String, Long> datasets = new LinkedHashMap<>();
    Map<String, String> attributes = Map.of();

    Group at(String path) {
      int slash = path.indexOf('/');
      Group first =
          groups.computeIfAbsent(slash < 0 ? path : path.substring(0, slash), name -> new Group());
      return slash < 0 ? first : first.at(path.substring(slash + 1));
    }
  }

  private final OutputStream out;
  private final boolean onlyLaidOut;
  private final Group root = new Group();
  private long end = SUPERBLOCK_BYTES;

  private Hdf5(OutputStream out, boolean onlyLaidOut) {
    this.out = out;
    this.onlyLaidOut = onlyLaidOut;
  }

  /**
   * @throws IOException if {@code out} does not take it, or the run changed meanwhile
   */
  static void write(RunContents run, OutputStream out) throws IOException {
    Hdf5 plan = new Hdf5(OutputStream.nullOutputStream(), true);
    long rootAddress = plan.all(run);
    out.write(superblock(rootAddress, plan.end));
    Hdf5 file = new Hdf5(out, false);
    if (file.all(run) != rootAddress || file.end != plan.end) {
      throw new IOException("the run changed while it was exported; export it again");
    }
  }

  private static byte[] superblock(long rootAddress, long end) {
    ByteBuffer block = ByteBuffer.allocate(SUPERBLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    block.put(SIGNATURE).put((byte) 2).put((byte) Long.BYTES).put((byte) Long.BYTES).put((byte) 0);
    block.putLong(0).putLong(HdfHeader.UNDEFINED).putLong(end).putLong(rootAddress);
    block.putInt(HdfChecksum.of(block.array(), block.position()));
    return block.array();
  }

  /** Writes everything; returns the address of the root. */
  private long all(RunContents run) throws IOException {
    root.attributes = run.provenance();
    run.forEach(
        quantities -> {
          for (Quantity one : quantities) {
            root.at(one.group()).datasets.put(one.name(), dataset(one));
          }
        });
    for (RunSteps.Told step : run.steps()) {
      root.at(step.group()).attributes = step.facts();
    }
    return group(root);
  }

  private long dataset(Quantity one) throws IOException {
    long data = end;
    end += one.values().bytes();
    if (!onlyLaidOut) {
      try (InputStream bytes = one.values().source().open()) {
        bytes.transferTo(out);
      }
    }
    return header(
        HdfHeader.dataset(one.values(), data)
            .attribute("unit", one.unit())
            .attribute("description", one.description()));
  }

  private long group(Group group) throws IOException {
    HdfHeader header = HdfHeader.group();
    for (Map.Entry<String, Long> one : group.datasets.entrySet()) {
      header.link(one.getKey(), one.getValue());
    }
    for (Map.Entry<String, Group> one : group.groups.entrySet()) {
      header.link(one.getKey(), group(one.getValue()));
    }
    group.attributes.forEach(header::attribute);
    return header(header);
  }

  private long header(HdfHeader header) throws IOException {
    byte[] bytes = header.bytes();
    long address = end;
    out.write(bytes);
    end += bytes.length;
    return address;
  }
}
