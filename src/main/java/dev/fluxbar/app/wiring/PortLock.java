package dev.fluxbar.app.wiring;

import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.fault.BenchFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one owner of a bench, among all processes that share a data folder: a lock of the operating
 * system on {@code locks/NAME.lock}. The system lets go of it when its process ends, however it
 * ends, so that a dead owner keeps nobody waiting. What the file says of the owner is for people
 * only, and may be of an earlier one; the lock alone decides.
 *
 * <p>A lock file is never deleted: a process that had just opened it would lock a file that nobody
 * finds any more.
 */
public final class PortLock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PortLock.class);

  /**
   * The byte that is locked lies far behind the text: where locks are mandatory (Windows) others
   * can still read who has it.
   */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final int MOST_TEXT_BYTES = 200;

  /**
   * The locks of this process, by file. Asked before any file is opened: POSIX drops all locks that
   * a process has on a file as soon as it closes any channel to it, so a second channel of our own
   * would take away the first one's lock.
   */
  private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

  private final Path file;
  private final FileChannel channel;
  private boolean closed;

  private PortLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the bench, or nothing where no two processes can have it: an emulated board is each
   * process's own.
   *
   * @param dataFolder where the folder {@code locks} is; made if it is not there
   * @throws PortTaken if it has an owner; the message says which process, and since when
   * @throws BenchFault if the file cannot be written
   */
  public static Optional<PortLock> take(Path dataFolder, BenchUri bench, InstantSource clock) {
    Optional<String> name = name(bench);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path folder = Files.createDirectories(dataFolder.resolve("locks")).toRealPath();
      return Optional.of(lock(folder.resolve(name.get() + ".lock"), bench, owner(clock)));
    } catch (IOException e) {
      throw new BenchFault(
          "%s: lock-folder=%s; it cannot be written (%s), make room or give its owner the folder"
              .formatted(bench, dataFolder.resolve("locks"), e.getMessage()),
          e);
    }
  }

  private static PortLock lock(Path file, BenchUri bench, String owner) throws IOException {
    String here = HELD.putIfAbsent(file, owner);
    if (here != null) {
      throw taken(bench, here, file);
    }
    try {
      return open(file, bench, owner);
    } catch (IOException | RuntimeException e) {
      HELD.remove(file);
      throw e;
    }
  }

  private static PortLock open(Path file, BenchUri bench, String owner) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw taken(bench, text(channel), file);
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((owner + "\n").getBytes(StandardCharsets.UTF_8)), 0);
      return new PortLock(file, channel);
    } catch (IOException | RuntimeException e) {
      try (channel) {
        throw e;
      }
    }
  }

  private static String owner(InstantSource clock) {
    return "pid=%d, since=%s"
        .formatted(ProcessHandle.current().pid(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_TEXT_BYTES);
    channel.read(bytes, 0);
    String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
    // Between locking and writing an owner has not said yet who it is.
    return text.isEmpty() ? "pid=unknown" : text;
  }

  private static PortTaken taken(BenchUri bench, String owner, Path file) {
    return new PortTaken(
        "%s: port=taken, owner %s, lock=%s; one process has a bench, end that one first"
            .formatted(bench, owner, file));
  }

  /** What a bench's lock is called: the same for every way to name one board. */
  private static Optional<String> name(BenchUri bench) {
    if (bench instanceof BenchUri.Serial serial) {
      return Optional.of(fileName(canonical(serial.port())));
    }
    if (bench instanceof BenchUri.Openmena openmena) {
      return Optional.of(fileName(canonical(openmena.port())));
    }
    if (bench instanceof BenchUri.Gpio gpio) {
      return Optional.of(fileName(canonical(gpio.file())));
    }
    if (bench instanceof BenchUri.Tcp tcp) {
      return Optional.of(fileName(machine(tcp.host()) + ":" + tcp.port()));
    }
    return Optional.empty();
  }

  /** The names of this machine's loopback are one. */
  private static String machine(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.matches("127\\.\\d+\\.\\d+\\.\\d+|::1|0:0:0:0:0:0:0:1") ? "localhost" : name;
  }

  /** The device behind links such as those of udev; a port that is not there has its name only. */
  private static String canonical(String port) {
    Path path = Path.of(port);
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      log.debug("{} is no file: {}", port, e.getMessage());
      return path.isAbsolute() ? path.normalize().toString() : port;
    }
  }

  /** Readable, and different for different benches: {@code ttyACM0-1f0c22a9b3d4}. */
  private static String fileName(String bench) {
    String last = bench.substring(Math.max(bench.lastIndexOf('/'), bench.lastIndexOf('\\')) + 1);
    String readable = last.replaceAll("[^A-Za-z0-9.]", "-");
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(bench.getBytes(StandardCharsets.UTF_8));
      return readable.substring(0, Math.min(readable.length(), 40))
          + "-"
          + HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether this is still the lock of what a bench's name leads to, if that is there at all. */
  boolean stillOf(BenchUri bench) {
    return absent(bench) || name(bench).filter(name -> file.endsWith(name + ".lock")).isPresent();
  }

  private static boolean absent(BenchUri bench) {
    if (bench instanceof BenchUri.Serial serial) {
      return serial.port().indexOf('/') >= 0 && !Files.exists(Path.of(serial.port()));
    }
    return bench instanceof BenchUri.Openmena openmena
        && openmena.port().indexOf('/') >= 0
        && !Files.exists(Path.of(openmena.port()));
  }

  /** The file that is locked. */
  public Path file() {
    return file;
  }

  /** Lets go of the bench; twice is harmless. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      // Closing the channel lets go of the lock.
      channel.close();
    } catch (IOException e) {
      throw new BenchFault("lock: file=%s; %s".formatted(file, e.getMessage()), e);
    } finally {
      HELD.remove(file);
    }
  }
}
