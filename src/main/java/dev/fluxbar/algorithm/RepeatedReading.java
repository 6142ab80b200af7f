package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.BlockSignal;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Reads one driven cell many times, Q and -Q in turn: what edges that come late by habit leave, the
 * next signal takes back.
 */
public final class RepeatedReading {
  private static final long LARGEST_PROGRAM = 1000;

  private final Bench bench;
  private final BenchDescription description;
  private final ReadSettings settings;
  private final Probe probe;

  /**
   * @param bench not owned
   * @param device gives Wmax, from which the current range is chosen
   */
  public RepeatedReading(Bench bench, FluxControlled device, ReadSettings settings) {
    this.bench = bench;
    this.description = bench.description();
    this.settings = settings;
    this.probe =
        new Probe(description, device.maxSiemens(), settings.settleSeconds(), settings.averages());
  }

  /** What happens between programs, for instance balancing. */
  public interface Between {
    /** Nothing. */
    Between NOTHING = reads -> {};

    /** After {@code reads} reads in all. */
    void programs(long reads);

    /**
     * Every {@value #WINDOW} reads or a little later: what they read on average.
     *
     * @param siemens mean of the reads since the last window
     * @param deviationSiemens standard deviation of that mean
     */
    default void window(double siemens, double deviationSiemens) {}
  }

  /** Reads whose mean is told at once: few enough to leave little, enough to see it. Chosen. */
  public static final int WINDOW = 5000;

  /**
   * Reads {@code cell}.
   *
   * @param reads how often, at least 2
   * @param readsAProgram at most so many between two calls of {@code between}, at least 1
   * @param progress hears of the reads done
   * @throws IllegalArgumentException if the cell is behind neurons
   */
  public ReadSeries run(
      Cell cell, long reads, long readsAProgram, Between between, LongConsumer progress) {
    if (reads < 2 || readsAProgram < 1) {
      throw new IllegalArgumentException(
          "read: repeat=%d, reads-a-program=%d; read at least twice, once a program"
              .formatted(reads, readsAProgram));
    }
    Shot shot = Route.to(description, cell).shot(settings.readVolts());
    if (!shot.drives().containsKey(cell.array())) {
      throw new IllegalArgumentException(
          "read: %s; it is behind neurons, only a cell with a driver can be read over and over"
              .formatted(cell));
    }
    ReadSeries.Builder series = new ReadSeries.Builder(cell, settings.tauSeconds(), reads);
    long most = Math.min(Math.min(readsAProgram, LARGEST_PROGRAM), held(cell.array()));
    for (long done = 0; done < reads; ) {
      int now = (int) Math.min(most, reads - done);
      Program program = program(shot, now, done % 2 == 1);
      Recording recording = bench.run(program);
      series.seconds(recording.benchSeconds());
      decode(cell, shot, program, recording, series);
      done += now;
      series.window(WINDOW, between);
      between.programs(done);
      progress.accept(done);
    }
    return series.build();
  }

  /** As many reads as a bench has room for the samples of and time in one program. */
  private long held(int array) {
    long bytes = Integer.bitCount(Step.Block.CERTIFIED) * description.sampleBytes(array);
    double each = BlockSignal.PLATEAUS * settings.tauSeconds();
    double fit = (bench.limits().programSeconds() - settings.settleSeconds()) / each;
    return Math.max(1, Math.min(description.resultBytes() / bytes, (long) fit));
  }

  private Program program(Shot shot, int reads, boolean inverted) {
    Step.Block block = probe.certified(List.of(shot), settings.tauSeconds());
    Step.Block opposite =
        new Step.Block(block.tauSeconds(), true, block.instants(), block.guardSeconds());
    Program one = probe.program(List.of(shot), block);
    List<Step> steps = new ArrayList<>(one.steps());
    steps.remove(steps.size() - 1);
    Step.Block first = inverted ? opposite : block;
    if (reads > 1) {
      steps.add(new Step.Repeat(reads / 2, List.of(first, inverted ? block : opposite)));
    }
    if (reads % 2 == 1) {
      steps.add(first);
    }
    return new Program(one.tables(), steps);
  }

  private void decode(
      Cell cell, Shot shot, Program program, Recording recording, ReadSeries.Builder series) {
    Volts volts = shot.onSteps(description.channels()).drives().get(cell.array());
    double amplitude = volts == null ? 0 : volts.at(cell.column());
    List<Sample> samples = recording.of(cell.array());
    if (samples.size() % 3 != 0) {
      throw new BenchFault(
          "recording: samples=%d; three a read were asked for".formatted(samples.size()));
    }
    for (int i = 0; i < samples.size(); i += 3) {
      for (int s = i; s < i + 3; s++) {
        if (samples.get(s).saturated()) {
          throw new IllegalArgumentException(
              "read: %s; its row input saturated, read with fewer volts".formatted(cell));
        }
      }
      double sign = inverted(program, samples.get(i).place().step()) ? -1 : 1;
      series.read(
          sign * amplitude,
          samples.get(i + 1).amperes(cell.row()),
          samples.get(i + 2).amperes(cell.row()));
    }
  }

  private static boolean inverted(Program program, int step) {
    int index = 0;
    for (Step next : program.steps()) {
      List<Step> body = next instanceof Step.Repeat repeat ? repeat.body() : List.of();
      if (index == step && next instanceof Step.Block block) {
        return block.inverted();
      }
      for (int i = 0; i < body.size(); i++) {
        if (index + 1 + i == step && body.get(i) instanceof Step.Block block) {
          return block.inverted();
        }
      }
      index += 1 + body.size();
    }
    throw new BenchFault("recording: step=%d; it is no block signal".formatted(step));
  }
}
