package dev.fluxbar.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A stable name for a pseudo-terminal: a symbolic link, so that a bench file can name a port whose
 * number changes from run to run.
 *
 * <p>It replaces only what an earlier run can have left: a link that points to nothing or to a
 * pseudo-terminal. Every other file, a link to a real port among them, is left alone.
 */
final class SlaveLink {
  private final Path link;
  private final Path slave;

  private SlaveLink(Path link, Path slave) {
    this.link = link;
    this.slave = slave;
  }

  static SlaveLink create(Path link, Path slave) {
    try {
      if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !replaceable(link)) {
        throw new TransportException(
            "pseudo-terminal: link="
                + link
                + ", exists=true; it is not an old link of ours, remove it or choose another name");
      }
      // Made beside it and moved over it, so that the name is never absent for a host.
      Path fresh = link.resolveSibling(link.getFileName() + "." + slave.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      Files.createSymbolicLink(fresh, slave);
      Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new SlaveLink(link, slave);
    } catch (IOException | UnsupportedOperationException e) {
      throw new TransportException(
          "pseudo-terminal: link=" + link + "; name a link in a directory that can be written", e);
    }
  }

  private static boolean replaceable(Path link) throws IOException {
    if (!Files.isSymbolicLink(link)) {
      return false;
    }
    Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
    return !Files.exists(target)
        || target.startsWith("/dev/pts")
        || target.toString().startsWith("/dev/ttys");
  }

  /** Removes the link, unless a later run has pointed it elsewhere. */
  void remove() {
    try {
      if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(slave)) {
        Files.deleteIfExists(link);
      }
    } catch (IOException e) {
      throw new TransportException(
          "pseudo-terminal: link=" + link + "; it could not be removed, remove it by hand", e);
    }
  }
}
