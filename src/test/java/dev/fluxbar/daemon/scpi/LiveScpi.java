package dev.fluxbar.daemon.scpi;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.lab.BenchSlot;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabSettings;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.Listening;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/** A server before a lab of emulated academic benches, on a port of this machine. */
record LiveScpi(Lab lab, ScpiServer server) implements AutoCloseable {

  /** Keeps a bench busy until it is aborted. */
  static final String LONG =
      "RUN \"{name: long, steps: [{loop: {times: 100000, steps: [{read: {}}]}}]}\"";

  /** Far beyond what a loaded machine needs: an answer that takes longer is none. */
  private static final int PATIENCE_MILLISECONDS = 60_000;

  static LiveScpi open(Path data, String... benches) {
    return open(data, Guard.of(Optional.empty(), Optional.empty(), Clock.systemUTC()), benches);
  }

  static LiveScpi open(Path data, Guard guard, String... benches) {
    List<BenchSlot> slots = new ArrayList<>();
    for (String name : benches) {
      slots.add(
          new BenchSlot(name, BenchFile.of(BenchFile.ACADEMIC), Line.MEMORY, OptionalLong.of(7)));
    }
    Lab lab = Lab.open(new LabSettings(data, slots, Duration.ofSeconds(5), 0, Clock.systemUTC()));
    ScpiServer server = new ScpiServer(lab, guard, Listening.parse("127.0.0.1:0"));
    server.start();
    return new LiveScpi(lab, server);
  }

  /** Another server before the same lab. */
  LiveScpi beside(Guard guard, Patience patience) {
    ScpiServer other = new ScpiServer(lab, guard, Listening.parse("127.0.0.1:0"), patience);
    other.start();
    return new LiveScpi(lab, other);
  }

  /** Any number of clients before it are gone. */
  void awaitConnections(int wanted) {
    long end = System.nanoTime() + PATIENCE_MILLISECONDS * 1_000_000L;
    while (server.connections() != wanted) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("scpi: connections=" + server.connections());
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  Client client() throws IOException {
    return new Client(new Socket(server.address().getAddress(), server.address().getPort()));
  }

  @Override
  public void close() {
    server.close();
    lab.close();
  }

  /** A client as it would be written anywhere. */
  static final class Client implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Client(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLISECONDS);
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    Socket socket() {
      return socket;
    }

    void send(String message) throws IOException {
      send((message + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
    }

    /** A line of text, without its end. */
    String line() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int one = in.read(); one != '\n'; one = in.read()) {
        if (one < 0) {
          throw new EOFException("after " + line.toString(StandardCharsets.ISO_8859_1));
        }
        line.write(one);
      }
      return line.toString(StandardCharsets.ISO_8859_1);
    }

    String ask(String message) throws IOException {
      send(message);
      return line();
    }

    /** A definite-length block and the line feed behind it. */
    byte[] block() throws IOException {
      if (in.read() != '#') {
        throw new IOException("no block: " + line());
      }
      int digits = in.read() - '0';
      int length = Integer.parseInt(new String(in.readNBytes(digits), StandardCharsets.US_ASCII));
      byte[] content = in.readNBytes(length);
      if (in.read() != '\n') {
        throw new IOException("no line feed behind a block");
      }
      return content;
    }

    /** The next entry of its error queue, its number alone. */
    int error() throws IOException {
      return Integer.parseInt(ask(":SYST:ERR?").split(",", 2)[0]);
    }

    boolean ended() throws IOException {
      return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
