package dev.fluxbar.algorithm;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramCheck;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.BlockSignal;
import dev.fluxbar.signal.Gate;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The circuit of Heidema (8) by brute force: every flux of every array is integrated by
 * Runge-Kutta's fourth-order rule with a fixed number of steps a plateau. It shares nothing with
 * the physics of the product, so that what the algorithms find on it is found independently.
 *
 * <p>Exact inputs and drivers unless steps are given; then currents and voltages are rounded to
 * them.
 */
final class PaperBench implements Bench {

  /** Steps a plateau or pulse: halving them changes no result of the tests in eight digits. */
  private static final int SUBSTEPS = 24;

  /** Pulses of many seconds are integrated in steps that are no longer than this. */
  private static final double LONGEST_STEP = 0.05;

  private final BenchDescription description;
  private final Limits limits;
  private final PaperMemristor device = new PaperMemristor();
  private final double[][][] flux;
  private final double[][] drive;
  private final Step.Sense[] sense;
  private SwitchSetting setting;
  private final List<Program> programs = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private final List<Cell> stuck = new ArrayList<>();
  private final Random random = new Random();
  private double noiseAmperes;
  private double now;
  private int faultAfter = Integer.MAX_VALUE;

  private PaperBench(BenchDescription description, Limits limits) {
    this.description = description;
    this.limits = limits;
    NetworkShape shape = description.shape();
    this.setting = SwitchSetting.open(shape);
    this.flux = new double[shape.layers()][][];
    this.drive = new double[shape.layers()][];
    this.sense = new Step.Sense[shape.layers()];
    for (int l = 0; l < shape.layers(); l++) {
      flux[l] = new double[shape.array(l).rows()][shape.array(l).columns()];
    }
  }

  static final Limits WIDE = new Limits(10, 1e6, 1e9, 1e9, Duration.ofMillis(100));

  /** One exact current range that nothing saturates. */
  static final Channels.Range EXACT = new Channels.Range(1e6, 0);

  static PaperBench exact(Topology topology, SwitchKind switches, NetworkShape shape) {
    return with(topology, switches, shape, 0, WIDE, EXACT);
  }

  static PaperBench with(
      Topology topology,
      SwitchKind switches,
      NetworkShape shape,
      double driveStepVolts,
      Limits limits,
      Channels.Range... ranges) {
    List<Channels> channels = new ArrayList<>();
    for (int l = 0; l < shape.layers(); l++) {
      boolean driven = l == 0 || topology == Topology.INDEPENDENT;
      channels.add(new Channels(driven, driveStepVolts, 10, List.of(ranges)));
    }
    return new PaperBench(
        new BenchDescription(
            "paper", "test", topology, shape, Activation.TANH, switches, channels, 1e-6),
        limits);
  }

  /** Puts every cell to a memductance. */
  PaperBench at(Memductances start) {
    for (int l = 0; l < flux.length; l++) {
      for (int k = 0; k < flux[l].length; k++) {
        for (int j = 0; j < flux[l][k].length; j++) {
          flux[l][k][j] = device.fluxVoltSeconds(start.array(l).at(k, j));
        }
      }
    }
    return this;
  }

  /** A cell whose flux does not move any more. */
  PaperBench stuck(Cell cell) {
    stuck.add(cell);
    return this;
  }

  /** The same bench, at flux 0, with little room for a program. */
  PaperBench room(long bytes) {
    BenchDescription d = description;
    return new PaperBench(
        new BenchDescription(
            d.boardId(),
            d.firmware(),
            d.topology(),
            d.shape(),
            d.activation(),
            d.switchKind(),
            d.channels(),
            d.tickSeconds(),
            bytes,
            d.resultBytes()),
        limits);
  }

  /** White noise on every conversion of a current. */
  PaperBench noise(double rmsAmperes, long seed) {
    noiseAmperes = rmsAmperes;
    random.setSeed(seed);
    return this;
  }

  /** Breaks when the given number of programs has run. */
  PaperBench faultAfter(int programCount) {
    faultAfter = programCount;
    return this;
  }

  /** What the cells truly are. */
  Memductances truth() {
    List<Matrix> arrays = new ArrayList<>();
    for (double[][] array : flux) {
      arrays.add(Matrix.of(array).map(device::memductanceSiemens));
    }
    return new Memductances(arrays);
  }

  List<Program> programs() {
    return programs;
  }

  @Override
  public BenchDescription description() {
    return description;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public void abort() {
    faultAfter = 0;
  }

  @Override
  public void close() {
    safe();
  }

  @Override
  public Recording run(Program program) {
    ProgramCheck.check(program, description, limits);
    if (programs.size() >= faultAfter) {
      throw new BenchFault("paper bench: programs=%d; aborted".formatted(programs.size()));
    }
    programs.add(program);
    samples.clear();
    now = 0;
    safe();
    Arrays.setAll(sense, l -> new Step.Sense(l, 0, 0, 0, 1));
    steps(program, program.steps(), 0, 0);
    safe();
    return new Recording(now, samples);
  }

  private void safe() {
    setting = SwitchSetting.open(description.shape());
    Arrays.setAll(drive, l -> new double[description.shape().array(l).columns()]);
  }

  private int steps(Program program, List<Step> steps, int firstIndex, int turn) {
    int index = firstIndex;
    for (Step step : steps) {
      if (step instanceof Step.Repeat repeat) {
        int after = index + 1;
        for (int i = 0; i < repeat.times(); i++) {
          after = steps(program, repeat.body(), index + 1, i);
        }
        index = after;
      } else {
        one(program, step, index, turn);
        index++;
      }
    }
    return index;
  }

  private void one(Program program, Step step, int index, int turn) {
    if (step instanceof Step.Switches switches) {
      setting = switches.setting();
    } else if (step instanceof Step.Settle settle) {
      now += settle.seconds();
    } else if (step instanceof Step.Drive d) {
      double stepVolts = description.channels().get(d.array()).driveStepVolts();
      drive[d.array()] = program.tables().get(d.first() + d.stride() * turn).toArray();
      Arrays.setAll(drive[d.array()], j -> rounded(drive[d.array()][j], stepVolts));
    } else if (step instanceof Step.Sense s) {
      sense[s.array()] = s;
    } else if (step instanceof Step.Block block) {
      block(block, index, turn);
    } else if (step instanceof Step.Pulse pulse) {
      pulse(pulse);
      if (pulse.sampled()) {
        sample(index, turn, 0, 1);
      }
    } else if (step instanceof Step.Sample) {
      sample(index, turn, 0, 0);
    } else if (step instanceof Step.Safe) {
      safe();
    }
  }

  private void pulse(Step.Pulse pulse) {
    double at = 0;
    for (Gate gate : pulse.gates()) {
      integrate(gate.atSeconds() - at, 1);
      at = gate.atSeconds();
      Cell cell = gate.cell();
      ArraySwitches array = setting.array(cell.array()).with(cell.row(), cell.column(), false);
      setting = setting.with(cell.array(), array);
    }
    integrate(pulse.widthSeconds() - at, 1);
  }

  private void block(Step.Block block, int index, int turn) {
    for (int plateau = 0; plateau < BlockSignal.PLATEAUS; plateau++) {
      int sign = BlockSignal.sign(plateau) * (block.inverted() ? -1 : 1);
      integrate(block.guardSeconds(), sign);
      if ((block.instants() & Step.Block.atStart(plateau)) != 0) {
        sample(index, turn, Step.Block.atStart(plateau), sign);
      }
      integrate(block.tauSeconds() - block.guardSeconds(), sign);
      if ((block.instants() & Step.Block.atEnd(plateau)) != 0) {
        sample(index, turn, Step.Block.atEnd(plateau), sign);
      }
    }
  }

  private void sample(int step, int turn, int instant, int sign) {
    double[][] columns = columns(flux, sign);
    for (Step.Sense s : sense) {
      if (s.rowCount() > 0) {
        Channels.Range range = description.channels().get(s.array()).ranges().get(s.range());
        double[] amperes = new double[s.rowCount()];
        boolean saturated = false;
        for (int i = 0; i < amperes.length; i++) {
          double exact =
              current(flux, columns[s.array()], s.array(), s.firstRow() + i)
                  + noiseAmperes * random.nextGaussian() / Math.sqrt(s.averages());
          saturated |= Math.abs(exact) > range.largestAmperes();
          double end = range.largestAmperes();
          amperes[i] = rounded(Math.max(-end, Math.min(end, exact)), range.stepAmperes());
        }
        samples.add(
            new Sample(
                new Sample.Place(step, turn, instant, s.array(), s.firstRow(), s.averages()),
                now,
                amperes,
                new long[amperes.length],
                saturated));
      }
    }
  }

  private static double rounded(double value, double step) {
    return step > 0 ? Math.rint(value / step) * step : value;
  }

  /** J_k = sum over j of W S P. */
  private double current(double[][][] at, double[] columns, int array, int row) {
    double amperes = 0;
    for (int j = 0; j < columns.length; j++) {
      if (columns[j] != 0 && setting.array(array).isClosed(row, j)) {
        amperes += device.memductanceSiemens(at[array][row][j]) * columns[j];
      }
    }
    return amperes;
  }

  /** P of every array, Heidema (8). */
  private double[][] columns(double[][][] at, int sign) {
    double[][] columns = new double[flux.length][];
    for (int l = 0; l < flux.length; l++) {
      if (l == 0 || !description.cascade()) {
        columns[l] = Arrays.stream(drive[l]).map(v -> v * sign).toArray();
      } else {
        columns[l] = new double[flux[l][0].length];
        for (int k = 0; k < flux[l - 1].length; k++) {
          int neuron = description.shape().array(l - 1).neuronOf(k);
          double amperes = current(at, columns[l - 1], l - 1, k);
          columns[l][neuron] += k == neuron ? amperes : -amperes;
        }
        columns[l] = description.activation().volts(columns[l]);
      }
    }
    return columns;
  }

  private void integrate(double seconds, int sign) {
    int steps = (int) Math.max(SUBSTEPS, Math.ceil(seconds / LONGEST_STEP));
    double h = seconds / steps;
    for (int i = 0; i < steps && seconds > 0; i++) {
      double[][] k1 = columns(flux, sign);
      double[][] k2 = columns(moved(k1, h / 2), sign);
      double[][] k3 = columns(moved(k2, h / 2), sign);
      double[][] k4 = columns(moved(k3, h), sign);
      double[][] mean = new double[k1.length][];
      for (int l = 0; l < mean.length; l++) {
        mean[l] = new double[k1[l].length];
        for (int j = 0; j < mean[l].length; j++) {
          mean[l][j] = (k1[l][j] + 2 * k2[l][j] + 2 * k3[l][j] + k4[l][j]) / 6;
        }
      }
      double[][][] next = moved(mean, h);
      System.arraycopy(next, 0, flux, 0, flux.length);
    }
    now += seconds;
  }

  /** The fluxes after {@code h} seconds at constant column voltages: d phi = S P dt. */
  private double[][][] moved(double[][] columns, double h) {
    double[][][] moved = new double[flux.length][][];
    for (int l = 0; l < flux.length; l++) {
      moved[l] = new double[flux[l].length][];
      for (int k = 0; k < flux[l].length; k++) {
        moved[l][k] = flux[l][k].clone();
        for (int j = 0; j < columns[l].length; j++) {
          boolean moves =
              columns[l][j] != 0
                  && setting.array(l).isClosed(k, j)
                  && !stuck.contains(new Cell(l, k, j));
          moved[l][k][j] += moves ? columns[l][j] * h : 0;
        }
      }
    }
    return moved;
  }
}
