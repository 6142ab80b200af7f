package dev.fluxbar.daemon.load;

import dev.fluxbar.app.BadInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The process of the clients, as whoever measures sees it. */
final class ClientProcess implements AutoCloseable {
  private final Process process;
  private final DataOutputStream out;
  private final DataInputStream in;
  private final Path words;

  private ClientProcess(Process process, Path words) {
    this.process = process;
    this.out = new DataOutputStream(process.getOutputStream());
    this.in = new DataInputStream(process.getInputStream());
    this.words = words;
  }

  /**
   * Starts it; no client has come yet.
   *
   * @param port of the daemon on this machine
   * @param run that they look at
   */
  static ClientProcess start(int port, String run, LoadSettings settings) throws IOException {
    Path words = settings.data().resolve("clients.err");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dhttp.maxConnections=" + settings.clients(), // else most lines are not kept open
                "-cp",
                System.getProperty("java.class.path"),
                LoadClients.class.getName(),
                Integer.toString(port),
                run,
                Integer.toString(settings.clients()),
                Long.toString(settings.every().toMillis())));
    builder.redirectError(words.toFile());
    return new ClientProcess(builder.start(), words);
  }

  /** They come; returns once every one hears events. */
  void begin() {
    try {
      out.writeInt(LoadClients.BEGIN);
      out.flush();
      if (in.readInt() != LoadClients.READY) {
        throw broken(new IOException("it is not ready"));
      }
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** They go; what they have seen. */
  Seen end() {
    try {
      out.writeInt(LoadClients.END);
      out.flush();
      return Seen.read(in);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private BadInput broken(IOException why) {
    return new BadInput(
        "load: clients=%s; their process does not answer, see %s"
            .formatted(why.getMessage(), words),
        why);
  }

  /** It ends, whatever it does. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
