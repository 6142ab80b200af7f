package dev.fluxbar.transport;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The C library's pseudo-terminal: a master descriptor, its slave held open, and a pipe that wakes
 * whoever waits for the master. The only class that calls native code by JNA.
 *
 * <p>One thread reads and one writes; {@link #wake} may come from any. {@link #close} must come
 * after both have left.
 */
final class PosixPty {
  private static final Logger log = LoggerFactory.getLogger(PosixPty.class);

  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = Platform.isMac() ? 0x20000 : 0x100;
  private static final int O_NONBLOCK = Platform.isMac() ? 0x4 : 0x800;
  private static final int TCSANOW = 0;
  private static final int EINTR = 4;
  private static final int EIO = 5;
  private static final int EAGAIN = Platform.isMac() ? 35 : 11;
  private static final short POLLIN = 1;
  private static final short POLLOUT = 4;

  /** Larger than every struct termios (60 bytes on Linux, 72 on macOS). */
  private static final int TERMIOS_BYTES = 256;

  private static final int NAME_BYTES = 1024;
  private static final int IO_BYTES = 16 * 1024;

  /** struct pollfd: int fd, short events, short revents. */
  private static final int POLLFD_BYTES = 8;

  private static final int REVENTS = 6;

  static {
    Native.register(PosixPty.class, Platform.C_LIBRARY_NAME);
  }

  private final int master;
  private final int slave;
  private final int wakeRead;
  private final int wakeWrite;
  private final Path slavePath;
  private final Memory readBuffer = new Memory(IO_BYTES);
  private final Memory writeBuffer = new Memory(IO_BYTES);
  private final Memory readPoll = new Memory(2 * POLLFD_BYTES);
  private final Memory writePoll = new Memory(2 * POLLFD_BYTES);

  private PosixPty(int[] descriptors, Path slavePath) {
    master = descriptors[0];
    slave = descriptors[1];
    wakeRead = descriptors[2];
    wakeWrite = descriptors[3];
    this.slavePath = slavePath;
  }

  /** Opens a pair in raw mode. On failure nothing stays open. */
  static PosixPty open() {
    int[] descriptors = {-1, -1, -1, -1};
    try {
      // The flag is given here because fcntl takes variable arguments, which JNA cannot map here.
      int master = check("posix_openpt", posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK));
      descriptors[0] = master;
      check("grantpt", grantpt(master));
      check("unlockpt", unlockpt(master));
      Path slavePath = slaveOf(master);
      // While one slave descriptor is open the master does not fail when a host leaves.
      descriptors[1] = check("open", open(slavePath.toString(), O_RDWR | O_NOCTTY));
      makeRaw(descriptors[1]);
      int[] pipe = new int[2];
      check("pipe", pipe(pipe));
      descriptors[2] = pipe[0];
      descriptors[3] = pipe[1];
      return new PosixPty(descriptors, slavePath);
    } catch (TransportException e) {
      closeAll(descriptors);
      throw e;
    }
  }

  private static Path slaveOf(int master) {
    byte[] name = new byte[NAME_BYTES];
    int code = ptsname_r(master, name, new NativeLong(NAME_BYTES));
    if (code != 0) {
      throw failure("ptsname_r", code);
    }
    int length = 0;
    while (name[length] != 0) {
      length++;
    }
    return Path.of(new String(Arrays.copyOf(name, length), StandardCharsets.UTF_8));
  }

  private static void makeRaw(int descriptor) {
    try (Memory termios = new Memory(TERMIOS_BYTES)) {
      termios.clear();
      check("tcgetattr", tcgetattr(descriptor, termios));
      cfmakeraw(termios);
      check("tcsetattr", tcsetattr(descriptor, TCSANOW, termios));
    }
  }

  Path slavePath() {
    return slavePath;
  }

  /** Waits for bytes; returns -1 when woken, or when the terminal has gone. */
  int read(byte[] buffer) {
    while (await(readPoll, POLLIN)) {
      int wanted = Math.min(buffer.length, IO_BYTES);
      int count = read(master, readBuffer, new NativeLong(wanted)).intValue();
      if (count > 0) {
        readBuffer.read(0, buffer, 0, count);
        return count;
      }
      int error = Native.getLastError();
      if (count == 0 || error == EIO) {
        return -1;
      }
      if (error != EAGAIN && error != EINTR) {
        throw failure("read", error);
      }
    }
    return -1;
  }

  /** Waits for room as often as needed; returns false when woken before the last byte went. */
  boolean write(byte[] bytes, int offset, int length) {
    int sent = 0;
    while (sent < length) {
      int part = Math.min(length - sent, IO_BYTES);
      writeBuffer.write(0, bytes, offset + sent, part);
      int partSent = 0;
      while (partSent < part) {
        // Tried before waiting: there is nearly always room, and a wait costs a call.
        int written = writeSome(writeBuffer.share(partSent), part - partSent);
        partSent += written;
        if (written == 0 && !await(writePoll, POLLOUT)) {
          return false;
        }
      }
      sent += part;
    }
    return true;
  }

  private int writeSome(Pointer from, int count) {
    int written = write(master, from, new NativeLong(count)).intValue();
    if (written >= 0) {
      return written;
    }
    int error = Native.getLastError();
    if (error != EAGAIN && error != EINTR) {
      throw failure("write", error);
    }
    return 0;
  }

  /** Returns true when the master is ready or broken, false when woken. */
  private boolean await(Memory poll, short events) {
    poll.clear();
    poll.setInt(0, master);
    poll.setShort(4, events);
    poll.setInt(POLLFD_BYTES, wakeRead);
    poll.setShort(POLLFD_BYTES + 4, POLLIN);
    while (poll(poll, new NativeLong(2), -1) < 0) {
      int error = Native.getLastError();
      if (error != EINTR) {
        throw failure("poll", error);
      }
    }
    return poll.getShort(POLLFD_BYTES + REVENTS) == 0;
  }

  /** Ends every wait, now and later: the byte is never taken out of the pipe. */
  void wake() {
    try (Memory one = new Memory(1)) {
      one.clear();
      if (write(wakeWrite, one, new NativeLong(1)).intValue() != 1) {
        throw failure("write to the wake-up pipe", Native.getLastError());
      }
    }
  }

  void close() {
    closeAll(new int[] {master, slave, wakeRead, wakeWrite});
  }

  private static void closeAll(int[] descriptors) {
    for (int descriptor : descriptors) {
      if (descriptor >= 0 && close(descriptor) != 0) {
        log.warn("pseudo-terminal: close=failed, code={}", Native.getLastError());
      }
    }
  }

  private static int check(String call, int result) {
    if (result < 0) {
      throw failure(call, Native.getLastError());
    }
    return result;
  }

  private static TransportException failure(String call, int code) {
    return new TransportException(
        "pseudo-terminal: call="
            + call
            + ", code="
            + code
            + "; check that /dev/ptmx and /dev/pts are there, or use TCP");
  }

  private static native int posix_openpt(int flags);

  private static native int grantpt(int descriptor);

  private static native int unlockpt(int descriptor);

  private static native int ptsname_r(int descriptor, byte[] name, NativeLong nameBytes);

  private static native int open(String path, int flags);

  private static native int close(int descriptor);

  private static native int pipe(int[] descriptors);

  private static native int poll(Pointer descriptors, NativeLong count, int timeoutMillis);

  private static native NativeLong read(int descriptor, Pointer buffer, NativeLong bytes);

  private static native NativeLong write(int descriptor, Pointer buffer, NativeLong bytes);

  private static native int tcgetattr(int descriptor, Pointer termios);

  private static native int tcsetattr(int descriptor, int when, Pointer termios);

  private static native void cfmakeraw(Pointer termios);
}
