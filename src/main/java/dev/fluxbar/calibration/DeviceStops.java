package dev.fluxbar.calibration;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.BlockSignal;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs that bring one cell from stop to stop: a pulse, then block signals at read volts
 * with the cell alone in its row and column (calibration/procedures/device.md).
 *
 * <p>Between a pulse and its reading the switch is open for a while: with it closed a driver's
 * offset stays on the cell, and what one pulse varies by would be that of all.
 */
final class DeviceStops {
  /** Block signals a stop, at least: their scatter is the noise of its reading. */
  private static final int FEWEST_READS = 4;

  /** Chosen: few programs, and progress that shows. */
  private static final int MOST_STOPS = 12;

  /** Of what a program may put on a cell: offsets of drivers and a block's plateaus come to it. */
  private static final double ALLOWED = 0.9;

  private final Board board;
  private final Cell cell;
  private final int range;
  private final Look.Shares shares;

  /** What was seen at one stop: the odd part of each block signal, in shown amperes. */
  static final class Stop {
    private final double[] oddAmperes;
    private final boolean saturated;

    private Stop(double[] oddAmperes, boolean saturated) {
      this.oddAmperes = oddAmperes;
      this.saturated = saturated;
    }

    double amperes() {
      double sum = 0;
      for (double one : oddAmperes) {
        sum += one;
      }
      return sum / oddAmperes.length;
    }

    /** The sum of squares around {@link #amperes}. */
    double squares() {
      double mean = amperes();
      double squares = 0;
      for (double one : oddAmperes) {
        squares += (one - mean) * (one - mean);
      }
      return squares;
    }

    /** How many block signals. */
    int reads() {
      return oddAmperes.length;
    }

    boolean saturated() {
      return saturated;
    }
  }

  /**
   * @param largestSiemens what the cell may show, for the current range
   */
  DeviceStops(Board board, Cell cell, double largestSiemens) {
    this.board = board;
    this.cell = cell;
    this.range = board.channels().rangeFor(1.1 * largestSiemens * board.readVolts());
    double each = board.channels().conversionSeconds();
    double fit = each == 0 ? Look.MOST_AVERAGES : Math.floor(tauSeconds() / each * (1 + 1e-12));
    int wanted = board.settings().averages();
    int shared = wanted / FEWEST_READS;
    int averages = (int) Math.max(1, Math.min(Math.min(fit, Look.MOST_AVERAGES), shared));
    this.shares =
        new Look.Shares(averages, Math.max(FEWEST_READS, (wanted + averages - 1) / averages));
  }

  int range() {
    return range;
  }

  Look.Shares shares() {
    return shares;
  }

  private double tauSeconds() {
    return board.settings().tauSeconds();
  }

  /** For how long a reading leaves the switch closed. */
  double readSeconds() {
    return board.settleSeconds() + shares.repeats() * BlockSignal.PLATEAUS * tauSeconds();
  }

  /** For how long a pulse leaves it closed. */
  double pulseSeconds(DevicePath.Pulse pulse) {
    return board.settleSeconds() + pulse.seconds();
  }

  /** The pulses in turn, as many to a program as limits allow. */
  List<List<DevicePath.Pulse>> batches(List<DevicePath.Pulse> pulses, double largestVolts) {
    double each = readSeconds() + 2 * tauSeconds() + board.settleSeconds();
    double bytes = 2.0 * shares.repeats() * board.bench().sampleBytes(cell.array());
    List<List<DevicePath.Pulse>> batches = new ArrayList<>();
    List<DevicePath.Pulse> batch = new ArrayList<>();
    double voltSeconds = 0;
    double seconds = 0;
    for (DevicePath.Pulse pulse : pulses) {
      // A bench reckons with the largest amplitude of a program for all of its pulses.
      double more = largestVolts * pulse.seconds();
      boolean full =
          voltSeconds + more > ALLOWED * board.limits().fluxVoltSeconds()
              || seconds + pulse.seconds() + each > ALLOWED * board.limits().programSeconds()
              || (batch.size() + 1) * bytes > board.bench().resultBytes()
              || batch.size() == MOST_STOPS;
      if (full && !batch.isEmpty()) {
        batches.add(List.copyOf(batch));
        batch.clear();
        voltSeconds = 0;
        seconds = 0;
      }
      batch.add(pulse);
      voltSeconds += more;
      seconds += pulse.seconds() + each;
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }

  /** One reading, nothing pulsed. */
  Program reading() {
    Program.Builder program = Program.builder();
    read(program);
    return program.build();
  }

  /** Each pulse with the reading after it. */
  Program program(List<DevicePath.Pulse> pulses) {
    Program.Builder program = Program.builder();
    for (DevicePath.Pulse pulse : pulses) {
      close(program);
      program.drive(cell.array(), volts(pulse.volts()));
      program.then(new Step.Pulse(pulse.seconds(), false, List.of()));
      open(program);
      read(program);
      open(program);
    }
    return program.build();
  }

  private void read(Program.Builder program) {
    close(program);
    program.then(new Step.Sense(cell.array(), cell.row(), 1, range, shares.averages()));
    program.drive(cell.array(), volts(board.readVolts()));
    program.then(
        new Step.Repeat(
            shares.repeats(), List.of(new Step.Block(tauSeconds(), false, Look.INSTANTS, 0))));
  }

  private void close(Program.Builder program) {
    ArraySwitches alone = ArraySwitches.only(board.shape(), cell.row(), cell.column());
    program.then(
        new Step.Switches(SwitchSetting.open(board.bench().shape()).with(cell.array(), alone)));
    if (board.settleSeconds() > 0) {
      program.then(new Step.Settle(board.settleSeconds()));
    }
  }

  private void open(Program.Builder program) {
    program.then(new Step.Switches(SwitchSetting.open(board.bench().shape())));
    program.then(new Step.Settle(tauSeconds()));
  }

  private Volts volts(double volts) {
    return Volts.only(board.columns(), cell.column(), volts);
  }

  /** What a program saw, one entry a reading. */
  List<Stop> stops(Program program, Recording recording) {
    List<Stop> stops = new ArrayList<>();
    int index = 0;
    for (Step step : program.steps()) {
      if (step instanceof Step.Repeat) {
        stops.add(stop(recording, index + 1));
        index++;
      }
      index++;
    }
    return stops;
  }

  private Stop stop(Recording recording, int step) {
    double[] odd = new double[shares.repeats()];
    int found = 0;
    boolean saturated = false;
    for (Sample sample : recording.of(cell.array())) {
      int turn = sample.place().turn();
      if (sample.place().step() == step && turn < odd.length) {
        boolean middle = sample.place().instant() == Step.Block.MIDDLE;
        odd[turn] += (middle ? 1 : -1) * sample.amperes(cell.row()) / 2;
        saturated |= sample.saturated();
        found++;
      }
    }
    if (found != 2 * odd.length) {
      throw new BenchFault(
          ("calibrate: cell=%s, step=%d, samples=%d, asked-for=%d; the bench did not return what"
                  + " the program asked for")
              .formatted(cell, step, found, 2 * odd.length));
    }
    return new Stop(odd, saturated);
  }
}
