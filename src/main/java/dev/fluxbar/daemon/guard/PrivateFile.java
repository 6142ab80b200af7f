package dev.fluxbar.daemon.guard;

import dev.fluxbar.app.BadInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds a secret: small, and readable by its owner alone where the system knows owners
 * (POSIX permissions; on others nothing is checked). The check follows links, since the secret is
 * where they lead.
 */
public final class PrivateFile {

  /** Larger is no file of secrets. */
  static final int MOST_BYTES = 1 << 20;

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final String subject;
  private final Path path;

  /**
   * A file that need not be there yet.
   *
   * @param subject what it is, the first word of messages: {@code tokens}
   */
  public PrivateFile(String subject, Path path) {
    this.subject = subject;
    this.path = path;
  }

  /**
   * What is in it.
   *
   * @throws BadInput if it cannot be read, is too large, or can be read by others
   */
  public byte[] bytes() {
    try {
      long size = Files.size(path);
      if (size > MOST_BYTES) {
        throw refused("bytes=%d; this is no such file".formatted(size));
      }
      requirePrivate();
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new BadInput("%s: file=%s, exists=false; check the name".formatted(subject, path), e);
    } catch (IOException e) {
      throw new BadInput(
          "%s: file=%s, readable=false; %s".formatted(subject, path, e.getMessage()), e);
    }
  }

  /**
   * What is in it, as UTF-8.
   *
   * @throws BadInput as {@link #bytes()}, and if it is no text
   */
  public String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
    } catch (MalformedInputException e) {
      throw new BadInput("%s: file=%s, utf-8=false; this is no text".formatted(subject, path), e);
    } catch (IOException e) {
      throw new BadInput("%s: file=%s; %s".formatted(subject, path, e.getMessage()), e);
    }
  }

  /**
   * The first line of it, without the end of the line: a password.
   *
   * @throws BadInput as {@link #text()}, and if the line is empty
   */
  public String firstLine() {
    String line = text().lines().findFirst().orElse("");
    if (line.isEmpty()) {
      throw refused("first-line=empty; write the password there");
    }
    return line;
  }

  /** Makes an empty file of its owner alone, if there is none. */
  void create() throws IOException {
    if (Files.exists(path)) {
      return;
    }
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (posix(folder)) {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(path);
    }
  }

  private static boolean posix(@Nullable Path folder) throws IOException {
    return folder != null && Files.getFileStore(folder).supportsFileAttributeView("posix");
  }

  private void requirePrivate() throws IOException {
    if (!posix(path)) {
      return;
    }
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
    for (PosixFilePermission permission : mode) {
      if (OTHERS.contains(permission)) {
        throw refused(
            "mode=%s; others can reach the secret, chmod 600 it"
                .formatted(PosixFilePermissions.toString(mode)));
      }
    }
  }

  private BadInput refused(String what) {
    return new BadInput("%s: file=%s, %s".formatted(subject, path, what));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
