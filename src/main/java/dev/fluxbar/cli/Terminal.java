package dev.fluxbar.cli;

import dev.fluxbar.app.Audience;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * The person at the terminal. Text goes to stdout, or to stderr where stdout carries a document;
 * progress bars go to stderr, and only where somebody watches.
 */
final class Terminal implements Audience {
  private static final int BAR_MILLIS = 100;

  /** The width of a bar: the terminal's, which the launcher tells, less one against wrapping. */
  private static final int COLUMNS =
      Math.max(20, Integer.getInteger("fluxbar.stderr.columns", 80) - 1);

  private final PrintStream text;
  private final boolean quiet;
  private final boolean bars;

  Terminal(PrintStream text, boolean quiet, boolean bars) {
    this.text = text;
    this.quiet = quiet;
    this.bars = bars && !quiet;
  }

  /** Whether a person watches stderr; the launcher knows, Java itself cannot tell. */
  static boolean watched() {
    return Boolean.getBoolean("fluxbar.stderr.terminal");
  }

  @Override
  public void say(String line) {
    if (!quiet) {
      text.println(line);
      text.flush();
    }
  }

  /** Says why something was not reached; even when quiet. */
  void complain(String line) {
    System.err.println("fluxbar: " + line);
  }

  @Override
  public Meter meter(String task, long steps) {
    if (!bars) {
      return Audience.NOBODY.meter(task, steps);
    }
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(BAR_MILLIS)
            .setConsumer(new DelegatingProgressBarConsumer(Terminal::draw, COLUMNS))
            .startsFrom(0, Duration.ZERO)
            .continuousUpdate() // the note changes with every pulse, the count only with every cell
            .build();
    return new Meter() {
      @Override
      public void at(long done, String note) {
        bar.stepTo(done);
        bar.setExtraMessage(note);
      }

      @Override
      public void close() {
        bar.close();
        draw("");
      }
    };
  }

  /**
   * Writes over the line of the bar. The library's own console takes over the terminal's signals
   * with it, and Ctrl-C would then end the program without the way to the safe state.
   */
  private static void draw(String bar) {
    System.err.print("\r" + bar + " ".repeat(Math.max(0, COLUMNS - bar.length())) + "\r");
    System.err.flush();
  }
}
