package dev.fluxbar.calibration;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.DriverTransfer;
import dev.fluxbar.analog.InputTransfer;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramCheck;
import dev.fluxbar.signal.BlockSignal;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealVector;

/**
 * One array of constant resistors behind channels with errors: drivers with offset and gain, inputs
 * with offset, gain, white noise and quantisation, lines and switches that resist. The currents
 * come from a dense nodal solution of its own, so that what is found on it is found independently
 * of any forward model of the product.
 */
public final class SyntheticBoard implements Bench {

  public double[][] siemens;
  public final DriverTransfer[] drivers;
  public final InputTransfer[][] inputs;
  public double columnSegmentOhms;
  public double rowSegmentOhms;
  public double switchOhms;
  public double noiseAmperes;

  /** What the cells move by in a block, relative, for reads that disturb. */
  public double movedPart;

  private final BenchDescription description;
  private final Limits limits = new Limits(2, 1, 10, 1000, Duration.ofMillis(100));
  private final List<Adc> ranges;
  private final Random random;
  private ArraySwitches switches;
  private double[] drive;
  private Step.Sense sense = new Step.Sense(0, 0, 0, 0, 1);
  private List<Sample> samples = new ArrayList<>();
  private double now;
  private int programs;

  /** Channels without errors, cells of 30 uS. */
  public SyntheticBoard(int rows, int columns, SwitchKind switchKind, long seed) {
    this.random = new Random(seed);
    this.ranges = new ArrayList<>();
    for (double full = 8.192e-6; ranges.size() < 5; full *= 4) {
      ranges.add(Adc.ofAmperes(full));
    }
    double step = 2.048 / 32768;
    NetworkShape shape = NetworkShape.sizes(columns, rows);
    Channels channels =
        new Channels(
            true,
            step,
            step * 32767,
            ranges.stream()
                .map(adc -> new Channels.Range(adc.largestAmperes(), adc.stepAmperes()))
                .toList());
    this.description =
        new BenchDescription(
            "synthetic",
            "test 1",
            Topology.INDEPENDENT,
            shape,
            Activation.TANH,
            switchKind,
            List.of(channels),
            1e-6);
    this.siemens = new double[rows][columns];
    this.drivers = new DriverTransfer[columns];
    this.inputs = new InputTransfer[rows][ranges.size()];
    Arrays.fill(drivers, DriverTransfer.IDEAL);
    for (int k = 0; k < rows; k++) {
      Arrays.fill(siemens[k], 30e-6);
      Arrays.fill(inputs[k], InputTransfer.IDEAL);
    }
    this.switches = ArraySwitches.open(shape.array(0));
    this.drive = new double[columns];
  }

  @Override
  public BenchDescription description() {
    return description;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  /** How many programs it ran. */
  public int programs() {
    return programs;
  }

  @Override
  public Recording run(Program program) {
    ProgramCheck.check(program, description, limits);
    programs++;
    samples = new ArrayList<>();
    now = 0;
    safe();
    walk(program, program.steps(), 0, 0);
    safe();
    return new Recording(now, samples);
  }

  private void safe() {
    switches = ArraySwitches.open(description.shape().array(0));
    Arrays.fill(drive, 0);
    sense = new Step.Sense(0, 0, 0, 0, 1);
  }

  private int walk(Program program, List<Step> steps, int first, int turn) {
    int index = first;
    for (Step step : steps) {
      int own = index++;
      if (step instanceof Step.Repeat repeat) {
        int after = index;
        for (int i = 0; i < repeat.times(); i++) {
          after = walk(program, repeat.body(), index, i);
        }
        index = after;
      } else if (step instanceof Step.Drive chosen) {
        Volts volts = program.tables().get(chosen.first() + chosen.stride() * turn);
        drive = volts.toArray();
      } else {
        one(step, own, turn);
      }
    }
    return index;
  }

  private void one(Step step, int index, int turn) {
    if (step instanceof Step.Switches set) {
      switches = set.setting().array(0);
    } else if (step instanceof Step.Sense chosen) {
      sense = chosen;
    } else if (step instanceof Step.Settle settle) {
      now += settle.seconds();
    } else if (step instanceof Step.Sample) {
      sample(index, turn, 0, 0);
    } else if (step instanceof Step.Safe) {
      safe();
    } else if (step instanceof Step.Block block) {
      block(block, index, turn);
    } else {
      throw new IllegalStateException("synthetic board: step=" + step);
    }
  }

  private void block(Step.Block block, int index, int turn) {
    for (int p = 0; p < BlockSignal.PLATEAUS; p++) {
      int sign = BlockSignal.sign(p) * (block.inverted() ? -1 : 1);
      if ((block.instants() & Step.Block.atStart(p)) != 0) {
        sample(index, turn, Step.Block.atStart(p), sign);
      }
      now += block.tauSeconds();
      if (p == BlockSignal.PLATEAUS - 1) {
        for (double[] row : siemens) {
          for (int j = 0; j < row.length; j++) {
            row[j] *= 1 + movedPart;
          }
        }
      }
      if ((block.instants() & Step.Block.atEnd(p)) != 0) {
        sample(index, turn, Step.Block.atEnd(p), sign);
      }
    }
  }

  private void sample(int index, int turn, int instant, int sign) {
    if (sense.rowCount() == 0) {
      return;
    }
    double[] volts = new double[drive.length];
    for (int j = 0; j < volts.length; j++) {
      double step = description.channels().get(0).driveStepVolts();
      volts[j] = drivers[j].volts(sign * Math.rint(drive[j] / step) * step);
    }
    double[] real = currents(volts);
    Adc adc = ranges.get(sense.range());
    long[] sums = new long[sense.rowCount()];
    double[] amperes = new double[sense.rowCount()];
    boolean saturated = false;
    for (int i = 0; i < sums.length; i++) {
      int k = sense.firstRow() + i;
      double shown = inputs[k][sense.range()].shownAmperes(real[k]);
      for (int n = 0; n < sense.averages(); n++) {
        Adc.Conversion one = adc.convert(shown + noiseAmperes * random.nextGaussian());
        sums[i] += one.counts();
        saturated |= one.saturated();
      }
      amperes[i] = adc.amperes(sums[i], sense.averages());
    }
    Sample.Place place =
        new Sample.Place(index, turn, instant, 0, sense.firstRow(), sense.averages());
    samples.add(new Sample(place, now, amperes, sums, saturated));
  }

  private double conductance(int k, int j) {
    return switches.isClosed(k, j) ? 1 / (1 / siemens[k][j] + switchOhms) : 0;
  }

  /** Row currents for driver volts. */
  double[] currents(double[] volts) {
    return columnSegmentOhms > 0 || rowSegmentOhms > 0 ? nodal(volts) : plain(volts);
  }

  private double[] plain(double[] volts) {
    double[] amperes = new double[siemens.length];
    for (int k = 0; k < amperes.length; k++) {
      for (int j = 0; j < volts.length; j++) {
        amperes[k] += conductance(k, j) * volts[j];
      }
    }
    return amperes;
  }

  /** Nodes: one a crosspoint on its column, one on its row. */
  private double[] nodal(double[] volts) {
    int rows = siemens.length;
    int columns = volts.length;
    int half = rows * columns;
    double gc = 1 / Math.max(columnSegmentOhms, 1e-6);
    double gr = 1 / Math.max(rowSegmentOhms, 1e-6);
    double[][] matrix = new double[2 * half][2 * half];
    double[] source = new double[2 * half];
    for (int k = 0; k < rows; k++) {
      for (int j = 0; j < columns; j++) {
        int c = k * columns + j;
        int r = half + c;
        link(matrix, c, r, conductance(k, j));
        if (k == 0) {
          matrix[c][c] += gc;
          source[c] += gc * volts[j];
        } else {
          link(matrix, c, c - columns, gc);
        }
        if (j == columns - 1) {
          matrix[r][r] += gr;
        } else {
          link(matrix, r, r + 1, gr);
        }
      }
    }
    RealVector solved =
        new LUDecomposition(new Array2DRowRealMatrix(matrix, false), 0)
            .getSolver()
            .solve(new ArrayRealVector(source, false));
    double[] amperes = new double[rows];
    for (int k = 0; k < rows; k++) {
      amperes[k] = gr * solved.getEntry(half + k * columns + columns - 1);
    }
    return amperes;
  }

  private static void link(double[][] matrix, int a, int b, double siemens) {
    matrix[a][a] += siemens;
    matrix[b][b] += siemens;
    matrix[a][b] -= siemens;
    matrix[b][a] -= siemens;
  }

  @Override
  public void abort() {}

  @Override
  public void close() {}
}
