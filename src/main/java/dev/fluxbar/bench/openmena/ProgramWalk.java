package dev.fluxbar.bench.openmena;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.List;

/** Goes through a program step by step, every turn of its repeats, with what is set by then. */
final class ProgramWalk {

  /** What is done at the steps that take time or measure. */
  interface Hands {
    void block(Step.Block block, State state);

    void pulse(Step.Pulse pulse, State state);

    /** Quiet for a while. */
    void settle(double seconds, State state);

    /** What the inputs show with drivers at virtual ground. */
    void sample(State state);
  }

  /**
   * What is set when a step begins.
   *
   * @param step its index in the program's text
   * @param turn of the innermost repeat around it
   * @param switches what the program wants closed
   * @param volts amplitudes of the columns
   * @param sense what is sampled; no rows: nothing
   */
  record State(int step, int turn, ArraySwitches switches, Volts volts, Step.Sense sense) {

    /** Whether a row is sampled. */
    boolean senses(int row) {
      return row >= sense.firstRow() && row < sense.firstRow() + sense.rowCount();
    }
  }

  private static final Step.Sense NOTHING = new Step.Sense(0, 0, 0, 0, 1);

  private final Program program;
  private final Hands hands;
  private final ArrayShape shape;
  private ArraySwitches switches;
  private Volts volts;
  private Step.Sense sense = NOTHING;

  private ProgramWalk(Program program, ArrayShape shape, Hands hands) {
    this.program = program;
    this.hands = hands;
    this.shape = shape;
    this.switches = ArraySwitches.open(shape);
    this.volts = Volts.all(shape.columns(), 0);
  }

  /** Of a program for one array of {@code shape}, which it fits. */
  static void through(Program program, ArrayShape shape, Hands hands) {
    new ProgramWalk(program, shape, hands).steps(program.steps(), 0, 0);
  }

  /** Returns the index behind the last step. */
  private int steps(List<Step> steps, int first, int turn) {
    int index = first;
    for (Step step : steps) {
      if (step instanceof Step.Repeat repeat) {
        int end = index;
        for (int i = 0; i < repeat.times(); i++) {
          end = steps(repeat.body(), index + 1, i);
        }
        index = end;
      } else {
        one(step, index++, turn);
      }
    }
    return index;
  }

  private void one(Step step, int index, int turn) {
    State state = new State(index, turn, switches, volts, sense);
    if (step instanceof Step.Switches set) {
      switches = set.setting().array(0);
    } else if (step instanceof Step.Drive drive) {
      volts = program.tables().get(drive.first() + drive.stride() * turn);
    } else if (step instanceof Step.Sense next) {
      sense = next;
    } else if (step instanceof Step.Safe) {
      switches = ArraySwitches.open(shape);
      volts = Volts.all(shape.columns(), 0);
      sense = NOTHING;
    } else if (step instanceof Step.Settle settle) {
      hands.settle(settle.seconds(), state);
    } else if (step instanceof Step.Block block) {
      hands.block(block, state);
    } else if (step instanceof Step.Pulse pulse) {
      hands.pulse(pulse, state);
    } else if (step instanceof Step.Sample) {
      hands.sample(state);
    } else {
      throw new IllegalStateException("program: step=%s; not known".formatted(step));
    }
  }
}
