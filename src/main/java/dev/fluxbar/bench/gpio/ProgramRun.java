package dev.fluxbar.bench.gpio;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Leftover;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries out one checked program, step by step. */
final class ProgramRun {
  private final Program program;
  private final GpioParts parts;
  private final Limits limits;
  private final BooleanSupplier stop;
  private final Drivers drivers;
  private final Step.@Nullable Sense[] sensed;
  private final List<Sample> samples = new ArrayList<>();
  private final SwitchSetting open;
  private final Leftovers leftovers;
  private final long startNanos;
  private SwitchSetting closed;
  private long closedNanos;
  private double plannedSeconds;
  private int step = -1;
  private int turn;

  /** Books what is being driven, by the edge that ends it; null: nothing is. */
  private @Nullable Consumer<Edge> underWay;

  ProgramRun(
      Program program, GpioParts parts, MachineTimes times, Limits limits, BooleanSupplier stop) {
    this.program = program;
    this.parts = parts;
    this.limits = limits;
    this.stop = stop;
    this.open = SwitchSetting.open(parts.wiring().shape());
    this.closed = open;
    this.leftovers = new Leftovers(open);
    this.drivers = new Drivers(parts, times, limits, stop);
    this.sensed = new Step.@Nullable Sense[parts.wiring().arrays().size()];
    this.startNanos = parts.clock().nanos();
    this.closedNanos = startNanos;
  }

  Recording run() {
    walk(program.steps());
    switches(open);
    double seconds = (parts.clock().nanos() - startNanos) * 1e-9;
    return new Recording(seconds, samples, leftovers.list(open));
  }

  private void walk(List<Step> steps) {
    for (Step next : steps) {
      step++;
      if (stop.getAsBoolean()) {
        throw Drivers.stopped();
      }
      if (next instanceof Step.Repeat repeat) {
        int before = turn;
        int first = step;
        for (turn = 0; turn < repeat.times(); turn++) {
          step = first;
          walk(repeat.body());
        }
        turn = before;
      } else {
        one(next);
      }
    }
  }

  private void one(Step next) {
    if (next instanceof Step.Switches set) {
      switches(set.setting());
    } else if (next instanceof Step.Settle settle) {
      plannedSeconds += settle.seconds();
      drivers.waitUntil(parts.clock().nanos() + Drivers.nanos(settle.seconds()));
    } else if (next instanceof Step.Drive drive) {
      drivers.amplitudes(
          drive.array(), program.tables().get(drive.first() + drive.stride() * turn));
    } else if (next instanceof Step.Sense sense) {
      sensed[sense.array()] = sense;
      parts.adcs().choose(sense.array(), sense.firstRow(), sense.rowCount(), sense.range());
    } else if (next instanceof Step.Block block) {
      plannedSeconds += 4 * block.tauSeconds();
      BlockRun run = new BlockRun(block, drivers, sampling());
      underWay =
          edge -> {
            run.driven().broke(edge);
            run.correcting().ifPresent(held -> held.driven().broke(edge));
            bookPlateau(drivers.codes(), run.driven().seconds(), run.driven().deviationSeconds());
            run.correcting().ifPresent(this::book);
          };
      book(run.run());
    } else if (next instanceof Step.Pulse pulse) {
      plannedSeconds += pulse.widthSeconds();
      pulse(pulse);
    } else if (next instanceof Step.Sample) {
      sample(0);
    } else if (next instanceof Step.Safe) {
      parts.dacs().zero();
      switches(open);
      drivers.clear();
      Arrays.fill(sensed, null);
    } else {
      throw new IllegalStateException("program: step=%s; not known".formatted(next));
    }
  }

  private void switches(SwitchSetting setting) {
    parts.switches().set(setting);
    long now = parts.clock().nanos();
    bookOffsets((now - closedNanos) * 1e-9 - plannedSeconds);
    closed = setting;
    closedNanos = now;
    plannedSeconds = 0;
  }

  /** A driver shows its offset while a switch is closed, also in times that nobody planned. */
  private void bookOffsets(double unplannedSeconds) {
    for (int l = 0; l < sensed.length; l++) {
      ArraySwitches array = closed.array(l);
      for (int j = 0; array.closedCount() > 0 && j < array.shape().columns(); j++) {
        var transfer = parts.profile().drivers(l).transfer(j);
        leftovers.offset(
            l,
            array,
            j,
            transfer.offsetVolts() * unplannedSeconds,
            transfer.offsetDeviationVolts() * unplannedSeconds);
      }
    }
  }

  private void pulse(Step.Pulse pulse) {
    double samplesTake = pulse.sampled() ? conversionSeconds() : 0;
    DrivenTime driven = new DrivenTime();
    underWay =
        edge -> {
          driven.broke(edge);
          book(pulse, driven);
        };
    drivers.stage(1);
    Edge on = drivers.update();
    driven.changed(on, 1);
    drivers.stage(0);
    if (pulse.sampled()) {
      drivers.waitUntil(
          on.nanos() + Drivers.nanos(pulse.widthSeconds() - samplesTake) - drivers.leadNanos());
      sample(0);
    }
    driven.changed(drivers.updateAt(on.nanos() + Drivers.nanos(pulse.widthSeconds())), 0);
    underWay = null;
    book(pulse, driven);
    drivers.checkOn(driven.seconds());
  }

  /** What a pulse lasted longer than asked. */
  private void book(Step.Pulse pulse, DrivenTime driven) {
    double more = driven.seconds() - pulse.widthSeconds();
    bookPlateau(drivers.codes(), more, driven.deviationSeconds());
  }

  /**
   * What is known to be left by a program that broke off.
   *
   * @param edge by which drivers were brought to 0 V
   */
  List<Leftover> broke(Edge edge) {
    Consumer<Edge> last = underWay;
    if (last != null) {
      underWay = null;
      last.accept(edge);
    }
    bookOffsets((edge.nanos() - closedNanos) * 1e-9 - plannedSeconds);
    return leftovers.list(open);
  }

  private void book(BlockRun.Outcome outcome) {
    bookPlateau(drivers.codes(), outcome.drivenSeconds(), outcome.deviationSeconds());
    outcome.correction().ifPresent(this::book);
    underWay = null;
    if (outcome.late() != null) {
      throw outcome.late();
    }
  }

  private void book(BlockRun.Correction held) {
    bookPlateau(held.codes(), held.driven().seconds(), held.driven().deviationSeconds());
  }

  private void bookPlateau(int[][] codes, double seconds, double deviationSeconds) {
    for (int l = 0; l < codes.length; l++) {
      ArraySwitches array = closed.array(l);
      for (int j = 0; array.closedCount() > 0 && j < codes[l].length; j++) {
        double volts = drivers.volts(l, j, codes[l][j]);
        if (volts != 0) {
          leftovers.drove(l, array, j, volts * seconds, volts * deviationSeconds);
        }
      }
    }
  }

  /** What a sample of all that is sensed takes. */
  private double conversionSeconds() {
    double conversions = 0;
    for (Step.Sense sense : sensed) {
      if (sense != null) {
        conversions += (double) sense.rowCount() * sense.averages();
      }
    }
    return conversions * drivers.conversionSeconds();
  }

  private Sampling sampling() {
    return new Sampling() {
      @Override
      public void now(int instant) {
        sample(instant);
      }

      @Override
      public double seconds() {
        return conversionSeconds();
      }
    };
  }

  private void sample(int instant) {
    for (Step.Sense sense : sensed) {
      if (sense != null && sense.rowCount() > 0) {
        sample(sense, instant);
      }
    }
  }

  private void sample(Step.Sense sense, int instant) {
    long begin = parts.clock().nanos();
    AdcBank.Sums sums =
        parts.adcs().convert(sense.array(), sense.firstRow(), sense.rowCount(), sense.averages());
    long end = parts.clock().nanos();
    long[] counts = sums.counts();
    double[] amperes = new double[sense.rowCount()];
    for (int i = 0; i < amperes.length; i++) {
      int row = sense.firstRow() + i;
      amperes[i] =
          parts.profile().amperes(sense.array(), row, sense.range(), counts[i], sense.averages());
      if (Math.abs(amperes[i]) > limits.currents().rowAmperes()) {
        throw new BenchFault(
            "bench: array=%d, row=%d, measured-amperes=%s, limit-row-amperes=%s; it went safe, look for a short and read the cells before you write"
                .formatted(sense.array() + 1, row + 1, amperes[i], limits.currents().rowAmperes()));
      }
    }
    Sample.Place place =
        new Sample.Place(step, turn, instant, sense.array(), sense.firstRow(), sense.averages());
    double at = ((begin - startNanos) + (end - begin) / 2) * 1e-9;
    samples.add(new Sample(place, at, amperes, counts, sums.saturated()));
  }
}
