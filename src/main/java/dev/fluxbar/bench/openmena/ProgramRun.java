package dev.fluxbar.bench.openmena;

import dev.fluxbar.analog.ColumnDrivers;
import dev.fluxbar.analog.InputTransfer;
import dev.fluxbar.analog.RowInputs;
import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.signal.BlockSignal;
import dev.fluxbar.signal.Leftover;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One checked program on its way through the board. One use. */
final class ProgramRun implements ProgramWalk.Hands {

  /** Commands that fire are cut to about this long: no wait is longer, and no abort. */
  private static final double LONGEST_COMMAND_SECONDS = 5;

  /** So often a command that the board refuses is sent. Chosen. */
  private static final int SENT = 8;

  /** Vectors of a pair that are sampled at T/2 make so many conversions. */
  private static final int CONVERSIONS_A_PAIR = 4 * Sketch.CONVERSIONS;

  private final MenaDialogue dialogue;
  private final MenaMeter meter;
  private final MenaInputs inputs;
  private final ColumnDrivers drivers;
  private final RowInputs rows;
  private final Limits limits;
  private final List<Sample> samples = new ArrayList<>();
  private double programSeconds;
  private double boardSeconds;
  private double standingSeconds;

  /** For how long a switch is closed by the program's own words, pulses aside; row-major. */
  private final double[] bookedSeconds = new double[Sketch.LINES * Sketch.LINES];

  private boolean fired;

  ProgramRun(
      MenaDialogue dialogue,
      MenaMeter meter,
      MenaInputs inputs,
      ColumnDrivers drivers,
      RowInputs rows,
      Limits limits) {
    this.dialogue = dialogue;
    this.meter = meter;
    this.inputs = inputs;
    this.drivers = drivers;
    this.rows = rows;
    this.limits = limits;
  }

  /** Whether a pulse may have been fired by now. */
  boolean fired() {
    return fired;
  }

  /** What it sampled, and what it left on cells beside what the program asks for. */
  Recording recording() {
    return new Recording(boardSeconds, samples, leftovers());
  }

  /**
   * What drivers leave on every cell of their columns while vectors stand: what codes could not
   * take out of their offsets, and what is not known of these. A program's own account has the
   * latter as long as its switches are closed; the board's stand twice as long, on all cells.
   */
  private List<Leftover> leftovers() {
    List<Leftover> leftovers = new ArrayList<>();
    double[] left = meter.leftVoltSecondsSince();
    for (int i = 0; i < bookedSeconds.length; i++) {
      int column = i % Sketch.LINES;
      double more = Math.max(0, standingSeconds - bookedSeconds[i]);
      double deviation = drivers.transfer(column).offsetDeviationVolts();
      if (deviation != 0) {
        Cell cell = new Cell(0, i / Sketch.LINES, column);
        leftovers.add(new Leftover(cell, left[column], deviation * more));
      }
    }
    return leftovers;
  }

  private void booked(ProgramWalk.State state, double seconds) {
    for (int i = 0; i < bookedSeconds.length; i++) {
      boolean closed = state.switches().isClosed(i / Sketch.LINES, i % Sketch.LINES);
      bookedSeconds[i] += closed ? seconds : 0;
    }
  }

  @Override
  public void settle(double seconds, ProgramWalk.State state) {
    // The board waits 5 ms after whatever it sets, and its switches are open in between.
    booked(state, seconds);
    programSeconds += seconds;
  }

  @Override
  public void block(Step.Block block, ProgramWalk.State state) {
    int plateau = MenaCheck.plateauVectors(block.tauSeconds());
    int pairs = (state.sense().averages() + CONVERSIONS_A_PAIR - 1) / CONVERSIONS_A_PAIR;
    Shown shown = new Shown();
    for (RowGroup group : RowGroup.of(state)) {
      int[] codes = codes(state, group);
      for (int i = 0; i < pairs; i++) {
        MenaMeter.Pair pair = meter.pair(codes, plateau, block.inverted());
        group.rows().stream().forEach(k -> shown.add(k, pair, pairs));
        passed();
      }
    }
    for (int instant = 1; instant <= 0x80; instant <<= 1) {
      if ((block.instants() & instant) != 0) {
        sample(block, instant, state, shown);
      }
    }
    booked(state, BlockSignal.PLATEAUS * block.tauSeconds());
    programSeconds += BlockSignal.PLATEAUS * block.tauSeconds();
  }

  private int[] codes(ProgramWalk.State state, RowGroup group) {
    int[] codes = new int[Sketch.LINES];
    group.columns().stream().forEach(j -> codes[j] = drivers.code(j, state.volts().at(j)));
    return codes;
  }

  private void passed() {
    long vectors = meter.vectorsSince();
    boardSeconds += vectors * Sketch.VECTOR_SECONDS;
    standingSeconds += vectors * Sketch.PLATEAU_SECONDS;
  }

  /** Means over the pairs of one block signal, in counts, and whether an input was at an end. */
  private final class Shown {
    private final double[] first = new double[Sketch.LINES];
    private final double[] second = new double[Sketch.LINES];
    private final double[] even = new double[Sketch.LINES];
    private boolean saturated;

    void add(int row, MenaMeter.Pair pair, int pairs) {
      first[row] += pair.first().odd(row) / pairs;
      second[row] += pair.second().odd(row) / pairs;
      even[row] += (pair.first().even(row) + pair.second().even(row)) / 2 / pairs;
      for (BlockShown shown : List.of(pair.first(), pair.second())) {
        for (double extreme : shown.extremes(row)) {
          saturated |= inputs.saturated(extreme);
        }
      }
    }

    /** Half of what the drivers make, over both signals. */
    double middle(int row) {
      return (first[row] + second[row]) / 2;
    }

    /** T/2 is of both signals; starts are of the first, other ends of the second. */
    double counts(Step.Block block, int instant, int row) {
      int bit = Integer.numberOfTrailingZeros(instant);
      int sign = BlockSignal.sign(bit / 2) * (block.inverted() ? -1 : 1);
      double odd =
          instant == Step.Block.MIDDLE ? middle(row) : bit % 2 == 0 ? first[row] : second[row];
      return even[row] + sign * odd;
    }
  }

  private void sample(Step.Block block, int instant, ProgramWalk.State state, Shown shown) {
    int bit = Integer.numberOfTrailingZeros(instant);
    double plateaus = bit / 2 + bit % 2;
    double guard = bit % 2 == 0 ? block.guardSeconds() : 0;
    double after = plateaus * block.tauSeconds() + guard;
    double[] counts = new double[Sketch.LINES];
    double[] amperes = new double[Sketch.LINES];
    boolean alone = block.instants() == Step.Block.MIDDLE;
    int sign = block.inverted() ? -1 : 1;
    for (int k = 0; k < counts.length; k++) {
      InputTransfer input = rows.transfer(k, state.sense().range());
      counts[k] = shown.counts(block, instant, k);
      // Nobody asks for the other plateaus, but they are there: no offset need be in it.
      amperes[k] =
          alone
              ? sign * shown.middle(k) * inputs.amperesPerCount() / input.gain()
              : input.amperes(inputs.amperes(counts[k]));
    }
    add(state, instant, after, counts, amperes, shown.saturated);
  }

  @Override
  public void sample(ProgramWalk.State state) {
    if (state.sense().rowCount() == 0) {
      return;
    }
    int averages = state.sense().averages();
    double[] counts = meter.quiet((averages + Sketch.CONVERSIONS - 1) / Sketch.CONVERSIONS);
    passed();
    boolean saturated = false;
    for (int k = 0; k < counts.length; k++) {
      saturated |= state.senses(k) && inputs.saturated(counts[k]);
    }
    add(state, 0, 0, counts, saturated);
  }

  private void add(
      ProgramWalk.State state,
      int instant,
      double afterSeconds,
      double[] counts,
      boolean saturated) {
    double[] amperes = new double[Sketch.LINES];
    for (int k = 0; k < amperes.length; k++) {
      amperes[k] = rows.transfer(k, state.sense().range()).amperes(inputs.amperes(counts[k]));
    }
    add(state, instant, afterSeconds, counts, amperes, saturated);
  }

  private void add(
      ProgramWalk.State state,
      int instant,
      double afterSeconds,
      double[] counts,
      double[] amperes,
      boolean saturated) {
    Step.Sense sense = state.sense();
    if (sense.rowCount() == 0) {
      return;
    }
    int end = sense.firstRow() + sense.rowCount();
    long[] sums = new long[sense.rowCount()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.round(counts[sense.firstRow() + i] * sense.averages());
    }
    Sample.Place place =
        new Sample.Place(
            state.step(), state.turn(), instant, 0, sense.firstRow(), sense.averages());
    double[] sensed = Arrays.copyOfRange(amperes, sense.firstRow(), end);
    samples.add(new Sample(place, programSeconds + afterSeconds, sensed, sums, saturated));
  }

  @Override
  public void pulse(Step.Pulse pulse, ProgramWalk.State state) {
    List<CellPulse> batch = new ArrayList<>();
    double seconds = 0;
    for (int k = 0; k < Sketch.LINES; k++) {
      for (int j = 0; j < Sketch.LINES; j++) {
        double flux = state.volts().at(j) * pulse.widthSeconds();
        if (state.switches().isClosed(k, j) && flux != 0) {
          CellPulse one =
              CellPulse.of(
                  k, j, flux, pulse.widthSeconds(), limits.onSeconds(), drivers.transfer(j));
          double width = one.microseconds() / 1e6;
          if (!batch.isEmpty() && seconds + width > LONGEST_COMMAND_SECONDS) {
            fire(batch);
            batch.clear();
            seconds = 0;
          }
          batch.add(one);
          seconds += width;
        }
      }
    }
    if (!batch.isEmpty()) {
      fire(batch);
    }
    programSeconds += pulse.widthSeconds();
  }

  private void fire(List<CellPulse> batch) {
    MenaCommand.ModifyWeights command = new MenaCommand.ModifyWeights(batch);
    for (int sent = 1; sent <= SENT; sent++) {
      fired = true;
      MenaDialogue.Fate fate = dialogue.fire(command);
      if (fate == MenaDialogue.Fate.DONE) {
        boardSeconds += command.seconds();
        return;
      }
      if (fate == MenaDialogue.Fate.UNKNOWN) {
        throw new MenaFault(
            MenaFault.Kind.DAMAGED,
            "openmena: cells=%s, fate=unknown; read them before you write"
                .formatted(batch.stream().map(p -> new Cell(0, p.row(), p.column())).toList()));
      }
    }
    throw new MenaFault(
        MenaFault.Kind.REFUSED,
        "openmena: command=WEIGHTMODIFALL, refused=%d times; is this the published firmware?"
            .formatted(SENT));
  }
}
