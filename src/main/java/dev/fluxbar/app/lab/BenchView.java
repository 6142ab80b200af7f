package dev.fluxbar.app.lab;

import dev.fluxbar.app.wiring.OpenBench;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bench as it was at one instant.
 *
 * @param name in this lab
 * @param uri of the bench
 * @param state what it does
 * @param held whether its queue is held: what runs goes on, nothing new begins
 * @param message what a person should know; may be empty
 * @param revision grows with every change of state or queue
 * @param since when it came into this state
 * @param run the run that it does; empty for none
 * @param queue runs that wait for their turn, first one first
 * @param about what it is; absent until it has answered for the first time
 * @param counts what it did in the life of this lab
 */
public record BenchView(
    String name,
    String uri,
    State state,
    boolean held,
    String message,
    long revision,
    Instant since,
    String run,
    List<String> queue,
    Optional<About> about,
    Counts counts) {

  /** What a bench does. */
  public enum State {
    /** It is being opened. */
    OPENING,
    /** It is open and has nothing to do. */
    IDLE,
    /** It does a run. */
    RUNNING,
    /** It does not answer; it is tried again and again. */
    LOST,
    /** This lab has let go of it. */
    CLOSED;

    /** The word in JSON. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * What a bench is.
   *
   * @param board what it calls itself
   * @param transport what carries its bytes
   * @param topology {@code cascade} or {@code independent}
   * @param arrays rows and columns of each array of the network on it
   * @param profile when the calibration profile that is applied was found; empty for none
   */
  public record About(
      String board,
      String transport,
      String topology,
      List<Map<String, Object>> arrays,
      String profile) {
    public About {
      arrays = List.copyOf(arrays);
    }
  }

  /**
   * What a bench did.
   *
   * @param runs that ended
   * @param failed of them, by a fault of bench or link
   * @param byEnd how many ended in which state, by its word
   * @param work driven in them
   * @param refused programs that were refused
   * @param faults programs that brought no results
   * @param losses how often the board was lost
   * @param reopened how often it was found again
   * @param certificatesFailed results whose certificate failed
   * @param link what its line has seen, of a board that speaks the wire protocol
   */
  public record Counts(
      long runs,
      long failed,
      Map<String, Long> byEnd,
      RunView.Work work,
      long refused,
      long faults,
      long losses,
      long reopened,
      long certificatesFailed,
      Optional<Link> link) {
    public Counts {
      byEnd = Map.copyOf(byEnd);
    }
  }

  /**
   * What a line has seen at the host's end.
   *
   * @param sessions with the board that were begun
   * @param framesSent all of them
   * @param framesReceived whole ones
   * @param framesRepeated of those sent, since no answer came in time
   * @param framesDropped of those received, since they came twice or out of order
   * @param damaged stretches of bytes that were no frame, as by their checksums
   */
  public record Link(
      long sessions,
      long framesSent,
      long framesReceived,
      long framesRepeated,
      long framesDropped,
      long damaged) {
    static final Link NONE = new Link(0, 0, 0, 0, 0, 0);

    /** Of a bench that is or was open; empty of one that does not speak the wire protocol. */
    static Optional<Link> of(OpenBench bench) {
      return bench
          .linkCounts()
          .map(
              seen ->
                  new Link(
                      1 + bench.timesReopened(),
                      seen.framesSent(),
                      seen.framesReceived(),
                      seen.repeated(),
                      seen.dropped(),
                      seen.rejected()));
    }

    Link plus(Link other) {
      return new Link(
          sessions + other.sessions,
          framesSent + other.framesSent,
          framesReceived + other.framesReceived,
          framesRepeated + other.framesRepeated,
          framesDropped + other.framesDropped,
          damaged + other.damaged);
    }

    private Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("sessions", sessions);
      map.put("frames-sent", framesSent);
      map.put("frames-received", framesReceived);
      map.put("frames-repeated", framesRepeated);
      map.put("frames-dropped", framesDropped);
      map.put("damaged", damaged);
      return map;
    }
  }

  public BenchView {
    queue = List.copyOf(queue);
  }

  /** As a JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bench", name);
    map.put("uri", uri);
    map.put("state", state.word());
    map.put("held", held);
    map.put("message", message);
    map.put("revision", revision);
    map.put("since", since.toString());
    map.put("run", run);
    map.put("queue", queue);
    about.ifPresent(
        is -> {
          map.put("board", is.board());
          map.put("transport", is.transport());
          map.put("topology", is.topology());
          map.put("arrays", is.arrays());
          map.put("profile", is.profile());
        });
    Map<String, Object> did = new LinkedHashMap<>();
    did.put("runs", counts.runs());
    did.put("failed", counts.failed());
    did.put("programs", counts.work().programs());
    did.put("pulses", counts.work().pulses());
    did.put("bench-seconds", counts.work().benchSeconds());
    did.put("refused", counts.refused());
    did.put("faults", counts.faults());
    did.put("losses", counts.losses());
    did.put("reopened", counts.reopened());
    did.put("certificates-failed", counts.certificatesFailed());
    counts.link().ifPresent(link -> did.put("link", link.toMap()));
    map.put("counts", did);
    return map;
  }
}
