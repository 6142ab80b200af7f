package dev.fluxbar.transport;

import org.jspecify.annotations.Nullable;

/**
 * Why a serial port was not opened, in words. The codes are errno values, except that the serial
 * library says 2 for a port that this program has open already.
 */
final class SerialRefusal {
  private static final int OPEN_IN_THIS_PROGRAM = 2;
  private static final int EIO = 5;
  private static final int EAGAIN_LINUX = 11;
  private static final int EACCES = 13;
  private static final int EBUSY = 16;
  private static final int ENOTTY = 25;
  private static final int EAGAIN_MACOS = 35;

  private SerialRefusal() {}

  static TransportException missing(String name, @Nullable Throwable cause) {
    return new TransportException(name + ": port=missing; check the cable and the name", cause);
  }

  static TransportException of(String name, int baud, int code) {
    String words =
        switch (code) {
          case OPEN_IN_THIS_PROGRAM -> "port=taken by this program; close it there first";
          case EAGAIN_LINUX, EAGAIN_MACOS, EBUSY ->
              "port=taken by another program; end that program or name another port";
          case EACCES -> "port=forbidden; add the user to group dialout (Linux) and log in again";
          case EIO -> "port=dead; check the cable, and that the emulator behind it still runs";
          case ENOTTY -> "port=no serial port; check the name";
          default -> "port=refused, baud=" + baud + "; check the cable, the name and the baud rate";
        };
    return new TransportException(name + ": code=" + code + ", " + words);
  }
}
