package dev.fluxbar.daemon.mqtt;

import dev.fluxbar.daemon.mqtt.BrokerConnection.BrokerLost;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an MQTT broker what this daemon does, as far as the broker listens. One thread of its own
 * speaks to the broker; whoever publishes only puts a message into a bounded {@link Outbox}. A
 * broker that is away is tried again with growing rests, and gets all states anew when it is back.
 *
 * <p>{@code fluxbar/NAME/online} is {@code true} while the daemon is there, and {@code false} by
 * its goodbye or by its last will.
 */
public final class MqttPublisher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MqttPublisher.class);
  private static final long END_MILLIS = 5_000;

  /** A topic below the daemon's own: no wildcards, no empty levels, nothing invisible. */
  private static final Pattern TAIL = Pattern.compile("[^/+#\\p{Cntrl}]+(/[^/+#\\p{Cntrl}]+)*");

  private static final int TAIL_CHARACTERS = 500;
  private static final int MOST_LOSSES = 3;

  private final MqttSettings settings;
  private final Patience patience;
  private final @Nullable TrustManagerFactory trusted;
  private final Outbox outbox = new Outbox();
  private final Thread thread = new Thread(this::run, "fluxbar-mqtt");
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong losses = new AtomicLong();
  private volatile boolean connected;

  // Of the publisher's own thread.
  private @Nullable Outgoing suspect;
  private int suspected;

  private MqttPublisher(
      MqttSettings settings, Patience patience, @Nullable TrustManagerFactory trusted) {
    this.settings = settings;
    this.patience = patience;
    this.trusted = trusted;
    thread.setDaemon(true);
  }

  /** Starts to look for the broker, and returns at once, whether there is one or not. */
  public static MqttPublisher open(MqttSettings settings) {
    return open(settings, Patience.USUAL);
  }

  static MqttPublisher open(MqttSettings settings, Patience patience) {
    MqttPublisher publisher =
        new MqttPublisher(
            settings, patience, settings.authorities().map(Authorities::judges).orElse(null));
    publisher.thread.start();
    return publisher;
  }

  /**
   * Puts a message on its way. Never waits for the broker and never throws: what cannot be taken is
   * dropped and counted. Safe for many threads.
   *
   * @param tail the topic behind {@code fluxbar/NAME/}
   * @param payload is copied
   * @param retained true: a state, of which only the newest matters; false: an event
   */
  public void publish(String tail, byte[] payload, boolean retained) {
    if (tail.length() > TAIL_CHARACTERS || !TAIL.matcher(tail).matches()) {
      refused.incrementAndGet();
      return;
    }
    outbox.put(new Outgoing(tail, payload, retained));
  }

  private void run() {
    long restMillis = patience.firstRestMillis();
    boolean told = false;
    boolean goOn;
    try {
      do {
        try (BrokerConnection connection =
            BrokerConnection.open(settings, patience, trusted, outbox::nudge)) {
          log.info("MQTT broker {} found", settings.uri());
          told = false;
          restMillis = patience.firstRestMillis();
          serve(connection);
        } catch (BrokerLost | RuntimeException e) {
          losses.incrementAndGet();
          // Once a loss: a broker that is away for a month fills no log.
          if (!told) {
            log.warn("{}; runs go on, it is tried again", e.getMessage());
            told = true;
          }
        } finally {
          connected = false;
        }
        goOn = outbox.rest(restMillis);
        restMillis = Math.min(2 * restMillis, patience.longestRestMillis());
      } while (goOn);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends what comes until the broker is lost or the publisher is closed. */
  private void serve(BrokerConnection connection) throws BrokerLost, InterruptedException {
    connected = true;
    outbox.everyStateAgain();
    for (Outgoing message = outbox.take(connection::alive);
        message != null;
        message = outbox.take(connection::alive)) {
      try {
        connection.send(message);
      } catch (BrokerLost | InterruptedException | RuntimeException e) {
        putBack(message);
        throw e;
      }
      published.incrementAndGet();
    }
    if (outbox.closed()) {
      connection.sayGoodbye();
    } else {
      throw new BrokerLost("mqtt: broker=%s; the connection has ended".formatted(settings.uri()));
    }
  }

  /** Brokers end the connection at a message that they do not like: it is not sent for ever. */
  private void putBack(Outgoing message) {
    suspected = message == suspect ? suspected + 1 : 1;
    suspect = message;
    if (suspected < MOST_LOSSES) {
      outbox.putBack(message);
    } else {
      log.warn(
          "MQTT message {} was lost with the broker three times and is dropped", message.tail());
      outbox.giveUp(message);
    }
  }

  /** Whether the broker was there when it was last spoken to. */
  public boolean connected() {
    return connected;
  }

  /** Messages that the broker has. */
  public long published() {
    return published.get();
  }

  /** Messages that were dropped: events too many, payloads too large, topics that are none. */
  public long dropped() {
    return outbox.dropped() + refused.get();
  }

  /** Attempts to reach the broker that failed, and connections that ended. */
  public long losses() {
    return losses.get();
  }

  /** Messages that wait. */
  int waiting() {
    return outbox.waiting();
  }

  /** Says goodbye, for a few seconds at most; twice is harmless. What still waits is dropped. */
  @Override
  public void close() {
    outbox.close();
    try {
      thread.join(END_MILLIS);
      if (thread.isAlive()) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
