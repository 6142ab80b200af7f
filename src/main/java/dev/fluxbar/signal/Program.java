package dev.fluxbar.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * What a bench carries out in one go, in seconds and volts. The whole program is with the board
 * before it starts; the board keeps the time.
 *
 * @param tables column voltages that {@link Step.Drive} steps refer to by index
 * @param steps at least one
 */
public record Program(List<Volts> tables, List<Step> steps) {

  public Program {
    tables = List.copyOf(tables);
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("program: steps=0; at least one step is needed");
    }
  }

  /** Starts an empty program. */
  public static Builder builder() {
    return new Builder();
  }

  /** Bench time of the whole program in seconds. */
  public double benchSeconds() {
    return benchSeconds(steps);
  }

  private static double benchSeconds(List<Step> steps) {
    double seconds = 0;
    for (Step step : steps) {
      if (step instanceof Step.Settle settle) {
        seconds += settle.seconds();
      } else if (step instanceof Step.Block block) {
        seconds += BlockSignal.PLATEAUS * block.tauSeconds();
      } else if (step instanceof Step.Pulse pulse) {
        seconds += pulse.widthSeconds();
      } else if (step instanceof Step.Repeat repeat) {
        seconds += repeat.times() * benchSeconds(repeat.body());
      }
    }
    return seconds;
  }

  /** Collects tables and steps. Not for use by several threads. */
  public static final class Builder {
    private final List<Volts> tables = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private Builder() {}

    /** Appends a step. */
    public Builder then(Step step) {
      steps.add(step);
      return this;
    }

    /** Appends a drive of {@code array} by {@code volts}, one entry a column. */
    public Builder drive(int array, Volts volts) {
      int index = tables.indexOf(volts);
      if (index < 0) {
        index = tables.size();
        tables.add(volts);
      }
      return then(new Step.Drive(array, index, 0));
    }

    /** Adds a table without driving it yet and returns its index. */
    public int table(Volts volts) {
      tables.add(volts);
      return tables.size() - 1;
    }

    public Program build() {
      return new Program(tables, steps);
    }
  }
}
