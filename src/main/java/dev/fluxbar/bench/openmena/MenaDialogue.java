package dev.fluxbar.bench.openmena;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands and their replies, each in its place. The protocol numbers nothing, so before every
 * command the drivers are set to millivolts that never come twice, and the board's echo of just
 * these shows that nothing older is still to come.
 */
final class MenaDialogue {
  private static final Logger log = LoggerFactory.getLogger(MenaDialogue.class);

  /** So often the board is asked whether it is there. Chosen. */
  private static final int ASKED = 8;

  /** Sixteen values a column, 8 mV to either side of virtual ground at most. */
  private static final int VALUES = 16;

  private final MenaPort port;
  private long number;
  private long resets;

  /**
   * @param number of the first echo, of any value
   */
  MenaDialogue(MenaPort port, long number) {
    this.port = port;
    this.number = number;
  }

  /** What became of a command that writes. */
  enum Fate {
    DONE,
    /** The board says so itself. */
    NOT_RUN,
    /** Nobody knows. */
    UNKNOWN
  }

  /** How often the board was seen to start anew. */
  long resets() {
    return resets;
  }

  /** Waits for a board that was just opened; one that says nothing is asked later. */
  void awaitStart() {
    long until = port.startedNanos();
    for (String line = port.line(until); line != null; line = port.line(until)) {
      if (line.equals(MenaReply.READY)) {
        return;
      }
    }
  }

  /**
   * Brings both sides together: the board has nothing more to say, and its drivers stand within 8
   * mV of virtual ground.
   *
   * @throws MenaFault if it does not answer
   */
  void meet() {
    for (int i = 0; i < ASKED; i++) {
      if (i > 0) {
        port.endLine();
      }
      MenaCommand.SetVoltages own = next();
      port.send(own);
      if (echoed(own)) {
        return;
      }
    }
    throw silent("asked=%d times; check port, baud rate and power".formatted(ASKED));
  }

  /** Sets every driver to virtual ground and hears the board say so. */
  void ground() {
    for (int i = 0; i < ASKED; i++) {
      meet();
      port.send(MenaCommand.SetVoltages.GROUND);
      if (echoed(MenaCommand.SetVoltages.GROUND)) {
        return;
      }
      port.endLine();
    }
    throw silent("drivers=not confirmed at virtual ground; take the power off the board");
  }

  private boolean echoed(MenaCommand.SetVoltages command) {
    String echo = command.echo();
    long until = port.doneNanos();
    boolean announced = false;
    for (String line = port.line(until); line != null; line = port.line(until)) {
      if (announced && line.equals(echo)) {
        return true;
      }
      announced = line.equals(MenaReply.VOLTAGES);
      if (line.equals(MenaReply.READY)) {
        resets++;
        log.warn("openmena: port={}; the board has started anew", port.name());
      }
      // Another echo may be a late one, or this one damaged: its own may still come.
    }
    return false;
  }

  private MenaCommand.SetVoltages next() {
    long digits = number++;
    List<Integer> millivolts = new ArrayList<>();
    for (int j = 0; j < Sketch.LINES; j++) {
      millivolts.add((int) Math.floorMod(digits, (long) VALUES) - VALUES / 2);
      digits /= VALUES;
    }
    return new MenaCommand.SetVoltages(millivolts);
  }

  /**
   * Measures some vectors.
   *
   * @return one list of eight means a vector, in twentieths of a count
   * @throws MenaFault if the reply is not whole; {@link MenaFault.Kind#REFUSED} if nothing was
   *     driven
   */
  List<List<Integer>> infer(MenaCommand.Infer command) {
    meet();
    port.send(command);
    expect(MenaReply.running(command.vectors().size()), port.soonNanos());
    long until = port.doneNanos();
    expect(MenaReply.AVERAGES, until);
    List<List<Integer>> means = new ArrayList<>();
    for (int i = 0; i < command.vectors().size(); i++) {
      String line = heard(until, "means of vector " + (i + 1));
      List<Integer> eight = MenaReply.means(line);
      if (eight.isEmpty()) {
        throw wrong("eight means", line);
      }
      means.add(eight);
    }
    expect(MenaReply.INFERRED, until);
    return means;
  }

  /** Fires pulses, once. */
  Fate fire(MenaCommand.ModifyWeights command) {
    meet();
    port.send(command);
    String line = port.line(port.doneNanos());
    if (MenaReply.WEIGHTS_DONE.equals(line)) {
      return Fate.DONE;
    }
    log.warn("openmena: port={}, command=WEIGHTMODIFALL, reply={}", port.name(), line);
    return MenaReply.WEIGHTS_REFUSED.equals(line) ? Fate.NOT_RUN : Fate.UNKNOWN;
  }

  private void expect(String wanted, long until) {
    String line = heard(until, wanted);
    if (!line.equals(wanted)) {
      throw wrong(wanted, line);
    }
  }

  private String heard(long until, String wanted) {
    @Nullable String line = port.line(until);
    if (line == null) {
      throw silent("expected=%s; a command or its reply was lost".formatted(wanted));
    }
    return line;
  }

  private MenaFault wrong(String wanted, String line) {
    MenaFault.Kind kind =
        MenaReply.inferenceRefused(line)
            ? MenaFault.Kind.REFUSED
            : MenaReply.banner(line) ? MenaFault.Kind.RESET : MenaFault.Kind.DAMAGED;
    return new MenaFault(
        kind,
        "openmena: port=%s, expected=%s, reply=%s; the line is noisy or the board was reset"
            .formatted(port.name(), wanted, line));
  }

  private MenaFault silent(String what) {
    return new MenaFault(
        MenaFault.Kind.SILENT, "openmena: port=%s, %s".formatted(port.name(), what));
  }
}
