package dev.fluxbar.app.config;

import dev.fluxbar.app.BadInput;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where a bench is and how to reach it: {@code serial:PATH?baud=N}, {@code tcp://HOST:PORT}, {@code
 * emulator:NAME-OR-FILE}, {@code gpio:FILE}, {@code openmena:PATH?baud=N}. {@code toString} is such
 * a text again.
 */
public sealed interface BenchUri {

  /** The baud rate of a serial bench that names none. */
  int DEFAULT_BAUD = 1_000_000;

  /** The baud rate of the published sketch of openmena. */
  int OPENMENA_BAUD = 115_200;

  /** The emulated board that speaks the text protocol of openmena. */
  String OPENMENA = "openmena";

  /** The forms, for messages. */
  String KNOWN =
      "serial:PATH?baud=N, tcp://HOST:PORT, emulator:NAME-OR-FILE, gpio:FILE, openmena:PATH?baud=N";

  /**
   * A board on a serial port.
   *
   * @param port device path or name
   * @param baud bits a second
   */
  record Serial(String port, int baud) implements BenchUri {
    @Override
    public String toString() {
      return "serial:" + port + "?baud=" + baud;
    }
  }

  /**
   * A board behind a TCP port.
   *
   * @param host name or address, an IPv6 address without its brackets
   * @param port 1 to 65535
   */
  record Tcp(String host, int port) implements BenchUri {
    @Override
    public String toString() {
      return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * An emulated board inside this process, written in Java.
   *
   * @param nameOrFile a built-in name, or an emulator file
   */
  record Emulator(String nameOrFile) implements BenchUri {

    /** Whether it speaks the text protocol of openmena. */
    public boolean openmena() {
      return nameOrFile.equals(OPENMENA);
    }

    /** Whether an emulator file is meant. */
    public boolean isFile() {
      return nameOrFile.endsWith(".yaml")
          || nameOrFile.endsWith(".yml")
          || nameOrFile.contains("/")
          || nameOrFile.contains("\\");
    }

    @Override
    public BenchUri seenFrom(Path folder) {
      return isFile() ? new Emulator(folder.resolve(nameOrFile).normalize().toString()) : this;
    }

    @Override
    public String toString() {
      return "emulator:" + nameOrFile;
    }
  }

  /**
   * The reference firmware in C on computed arrays, in a process beside this one: {@code
   * emulator:firmware-host}, {@code emulator:firmware-qemu}.
   *
   * @param port what it runs on
   */
  record Firmware(Port port) implements BenchUri {

    /** What the firmware runs on. */
    public enum Port {
      /** An ordinary process of this machine. */
      HOST,
      /** A Cortex-M3 that QEMU emulates. */
      QEMU;

      @Override
      public String toString() {
        return "firmware-" + name().toLowerCase(Locale.ROOT);
      }
    }

    @Override
    public String toString() {
      return "emulator:" + port;
    }
  }

  /**
   * Drivers and converters on the pins of this machine.
   *
   * @param file the file that says which pin does what
   */
  record Gpio(String file) implements BenchUri {
    @Override
    public BenchUri seenFrom(Path folder) {
      return new Gpio(folder.resolve(file).normalize().toString());
    }

    @Override
    public String toString() {
      return "gpio:" + file;
    }
  }

  /**
   * A board that speaks the text protocol of openmena.
   *
   * @param port device path or name
   * @param baud bits a second
   */
  record Openmena(String port, int baud) implements BenchUri {
    @Override
    public String toString() {
      return "openmena:" + port + "?baud=" + baud;
    }
  }

  /**
   * This URI with the files that it names taken relative to {@code folder}: a bench file names
   * others by where it stands itself.
   */
  default BenchUri seenFrom(Path folder) {
    return this;
  }

  /**
   * The bench that a text names.
   *
   * @throws BadInput if scheme, parameter or form is unknown; the message names the known ones
   */
  static BenchUri parse(String text) {
    return BenchUriParser.parse(text);
  }
}
