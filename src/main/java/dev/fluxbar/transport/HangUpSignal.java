package dev.fluxbar.transport;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the meaning of the hang-up signal while a native library is loaded.
 *
 * <p>The serial library sets SIGHUP to be ignored when it loads, and Java cannot take an ignored
 * signal back. The process would then outlive its terminal without its shutdown hooks, and so
 * without the way to the safe state.
 */
final class HangUpSignal {
  private static final Logger log = LoggerFactory.getLogger(HangUpSignal.class);
  private static final int SIGHUP = 1;

  /** Larger than every struct sigaction (152 bytes on Linux, 16 on macOS). */
  private static final int SIGACTION_BYTES = 512;

  private HangUpSignal() {}

  /** Runs an action, then gives the signal the meaning that it had before. */
  static <T> T keptDuring(Supplier<T> action) {
    Memory before = meaning();
    try {
      return action.get();
    } finally {
      if (before != null) {
        set(before);
      }
    }
  }

  /** The present meaning as the C library stores it; null where it cannot be asked. */
  private static @Nullable Memory meaning() {
    if (Platform.isWindows()) {
      return null;
    }
    try {
      Memory before = new Memory(SIGACTION_BYTES);
      before.clear();
      return CLibrary.sigaction(SIGHUP, null, before) == 0 ? before : null;
    } catch (LinkageError e) {
      log.warn("SIGHUP: native-calls=missing; end with Ctrl-C, not by closing the terminal", e);
      return null;
    }
  }

  private static void set(Memory wanted) {
    if (CLibrary.sigaction(SIGHUP, wanted, null) != 0) {
      log.warn(
          "SIGHUP: code={}; end with Ctrl-C, not by closing the terminal", Native.getLastError());
    }
  }

  private static final class CLibrary {
    static {
      Native.register(CLibrary.class, Platform.C_LIBRARY_NAME);
    }

    static native int sigaction(int signal, @Nullable Pointer wanted, @Nullable Pointer before);
  }
}
