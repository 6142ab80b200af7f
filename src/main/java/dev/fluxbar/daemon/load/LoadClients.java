package dev.fluxbar.daemon.load;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Clients in a process of their own, so that what they need is not the daemon's. It is told to
 * begin and to end by its input and answers by its output; when the input ends, so does it.
 */
final class LoadClients {
  static final int BEGIN = 1;
  static final int END = 2;

  /** Answers {@link #BEGIN}, once every client hears events. */
  static final int READY = 3;

  private static final long PATIENCE_MILLIS = 60_000;

  private final int port;
  private final String run;
  private final int count;
  private final long everyMillis;
  private final List<LoadClient> clients = new ArrayList<>();
  private double processorSeconds;

  private LoadClients(int port, String run, int count, long everyMillis) {
    this.port = port;
    this.run = run;
    this.count = count;
    this.everyMillis = everyMillis;
  }

  /**
   * @param arguments the daemon's port, the run, how many clients, milliseconds between two reads
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    LoadClients load =
        new LoadClients(
            Integer.parseInt(arguments[0]),
            arguments[1],
            Integer.parseInt(arguments[2]),
            Long.parseLong(arguments[3]));
    try (DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
        DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out))) {
      while (true) {
        switch (in.readInt()) {
          case BEGIN -> {
            load.begin();
            out.writeInt(READY);
          }
          case END -> load.end().write(out);
          default -> throw new IOException("clients: told=nonsense");
        }
      }
    } catch (EOFException e) {
      // Whoever began this has gone, and so do the clients.
      Runtime.getRuntime().halt(0);
    }
  }

  private void begin() throws IOException, InterruptedException {
    clients.clear();
    for (int i = 0; i < count; i++) {
      LoadClient client = new LoadClient(port, run, everyMillis);
      clients.add(client);
      if (!client.begin(PATIENCE_MILLIS)) {
        throw new IOException("clients: hears-events=%d of %d".formatted(i, count));
      }
    }
    for (LoadClient client : clients) {
      client.read();
      TimeUnit.MILLISECONDS.sleep(Math.min(everyMillis, 1000) / count); // people are not in step
    }
    processorSeconds = Seen.processorSecondsSoFar();
  }

  private Seen end() throws IOException, InterruptedException {
    double needed = Seen.processorSecondsSoFar() - processorSeconds;
    List<Double> milliseconds = new ArrayList<>();
    long events = 0;
    long errors = 0;
    for (LoadClient client : clients) {
      client.end();
      milliseconds.addAll(client.milliseconds());
      events += client.events();
      errors += client.errors();
    }
    return new Seen(milliseconds, events, errors, needed);
  }
}
