package dev.fluxbar.signal;

import dev.fluxbar.array.SwitchSetting;
import java.util.List;

/**
 * One thing that a bench does on its own clock. Every driver is at 0 V except within a {@link
 * Block} or a {@link Pulse}; {@link Drive} only says how large those will be. A program starts, and
 * ends, with switches open and amplitudes 0.
 */
public sealed interface Step {

  /** Sets the switches of every array. */
  record Switches(SwitchSetting setting) implements Step {}

  /** Waits with drivers at 0 V, for instance until switches have settled. */
  record Settle(double seconds) implements Step {
    public Settle {
      if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "settle: seconds=%s; it must be finite and not negative".formatted(seconds));
      }
    }
  }

  /**
   * Chooses the column voltages of one array for the blocks and pulses that follow: entry {@code
   * first + stride * i} of the program's tables, where i counts the turns of the innermost {@link
   * Repeat} around it, from 0.
   */
  record Drive(int array, int first, int stride) implements Step {
    public Drive {
      if (array < 0 || first < 0 || stride < 0) {
        throw new IllegalArgumentException(
            "drive: array=%d, first=%d, stride=%d; none may be negative"
                .formatted(array, first, stride));
      }
    }
  }

  /**
   * Chooses what is sampled of one array from here on: {@code rowCount} rows from {@code firstRow}
   * (0: none), in current range {@code range}, each the mean of {@code averages} conversions.
   */
  record Sense(int array, int firstRow, int rowCount, int range, int averages) implements Step {
    public Sense {
      if (array < 0 || firstRow < 0 || rowCount < 0 || range < 0 || averages < 1) {
        throw new IllegalArgumentException(
            "sense: array=%d, first-row=%d, row-count=%d, range=%d, averages=%d; none may be"
                    .formatted(array, firstRow, rowCount, range, averages)
                + " negative, and averages must be at least 1");
      }
    }
  }

  /**
   * A block signal (Heidema (9)) of the chosen amplitudes, or its negative when {@code inverted}.
   *
   * @param tauSeconds one plateau
   * @param inverted +1, -1, -1, +1 instead of -1, +1, +1, -1
   * @param instants when to sample: a mask of {@link #atStart} and {@link #atEnd} bits
   * @param guardSeconds how long after the edge a plateau's start is sampled, 0 to tau; its end is
   *     sampled at its very last instant
   */
  record Block(double tauSeconds, boolean inverted, int instants, double guardSeconds)
      implements Step {

    /** T/2, where every flux is back at its start: the end of plateau 1. */
    public static final int MIDDLE = atEnd(1);

    public Block {
      new BlockSignal(tauSeconds);
      if (instants < 0 || instants > 0xff) {
        throw new IllegalArgumentException(
            "block: instants=%d; it must be a mask of eight bits".formatted(instants));
      }
      if (!(guardSeconds >= 0 && guardSeconds < tauSeconds)) {
        throw new IllegalArgumentException(
            "block: guard-seconds=%s, tau-seconds=%s; it must lie within the plateau"
                .formatted(guardSeconds, tauSeconds));
      }
    }

    /** The block signal sampled once at T/2. */
    public static Block sampledAtMiddle(double tauSeconds) {
      return new Block(tauSeconds, false, MIDDLE, 0);
    }

    /** Start, middle and end: the first plateau after its guard, T/2, and T. */
    public static final int CERTIFIED = atStart(0) | MIDDLE | atEnd(3);

    /** The block signal sampled at start, middle and end. */
    public static Block certified(double tauSeconds, double guardSeconds) {
      return new Block(tauSeconds, false, CERTIFIED, guardSeconds);
    }

    /** The bit that samples plateau 0 to 3 at its start. */
    public static int atStart(int plateau) {
      return 1 << (2 * plateau);
    }

    /** The bit that samples plateau 0 to 3 at its end. */
    public static int atEnd(int plateau) {
      return 1 << (2 * plateau + 1);
    }
  }

  /**
   * The chosen amplitudes for {@code widthSeconds}, sampled at the last instant before release when
   * {@code sampled}; gates sorted by time.
   */
  record Pulse(double widthSeconds, boolean sampled, List<Gate> gates) implements Step {
    public Pulse {
      gates = List.copyOf(gates);
      if (!(widthSeconds > 0 && widthSeconds < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "pulse: width-seconds=%s; it must be positive and finite".formatted(widthSeconds));
      }
      for (int i = 0; i < gates.size(); i++) {
        if (gates.get(i).atSeconds() > widthSeconds
            || (i > 0 && gates.get(i).atSeconds() < gates.get(i - 1).atSeconds())) {
          throw new IllegalArgumentException(
              "pulse: gate=%d, at-seconds=%s, width-seconds=%s; gates must be sorted and within"
                      .formatted(i, gates.get(i).atSeconds(), widthSeconds)
                  + " the pulse");
        }
      }
    }
  }

  /** Samples with drivers at 0 V: what the inputs read when nothing is driven. */
  record Sample() implements Step {}

  /** Drivers at 0 V, every switch open, amplitudes 0. */
  record Safe() implements Step {}

  /** The body, {@code times} times. */
  record Repeat(int times, List<Step> body) implements Step {
    public Repeat {
      body = List.copyOf(body);
      if (times < 1 || body.isEmpty()) {
        throw new IllegalArgumentException(
            "repeat: times=%d, steps=%d; both must be at least 1".formatted(times, body.size()));
      }
    }
  }
}
