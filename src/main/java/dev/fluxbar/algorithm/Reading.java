package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.BlockSignal;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads memductances without changing them: block signals, sampled at T/2 (Heidema Algorithms 1 and
 * 2, Remark 6). W = J / P, with P driven, or computed from the measured current of the neuron
 * before. Certified, W = (J(T/2) - J(T)) / (2 P) of a driven cell: both samples are at zero net
 * flux and under opposite drives, so that every offset cancels.
 */
public final class Reading {

  /** Shots in one program, at most. Chosen with a small board's memory in mind, not measured. */
  static final int SHOTS_A_PROGRAM = 64;

  private final Bench bench;
  private final BenchDescription description;
  private final ReadSettings settings;
  private final Probe probe;

  /** The fastest that a memductance moves under the read voltage, in siemens a second. */
  private final double siemensPerSecond;

  /**
   * @param bench not owned
   * @param device gives Wmax, from which current ranges are chosen, and how fast W can move
   */
  public Reading(Bench bench, FluxControlled device, ReadSettings settings) {
    this.bench = bench;
    this.description = bench.description();
    this.settings = settings;
    this.siemensPerSecond = device.lipschitzSiemensPerVoltSecond() * settings.readVolts();
    this.probe =
        new Probe(description, device.maxSiemens(), settings.settleSeconds(), settings.averages());
  }

  /**
   * The programs of a schedule; drives nothing.
   *
   * @throws ProgramRefused if the bench cannot or may not run them
   */
  public RunPlan plan(ReadSchedule schedule) {
    List<Program> programs = new ArrayList<>();
    coded(schedule)
        .ifPresent(coded -> batches(coded.shots()).forEach(shots -> programs.add(program(shots))));
    batches(shots(schedule)).forEach(shots -> programs.add(program(shots)));
    return RunPlan.of(programs, true, description, bench.limits());
  }

  /** Reads every cell. */
  public ReadOutcome run(ReadSchedule schedule) {
    plan(schedule);
    List<Recording> recordings = new ArrayList<>();
    RestNoise noise = new RestNoise();
    List<CellMeasurement.Measured> all = new ArrayList<>();
    Optional<CellMeasurement> lost = Optional.empty();
    Optional<HadamardReading> coded = coded(schedule);
    if (coded.isPresent()) {
      lost = runCoded(coded.get(), recordings, noise);
      all.addAll(coded.get().decoded(settings.certified()));
    }
    if (lost.isEmpty()) {
      lost = runPlain(shots(schedule), recordings, noise, all);
    }
    double seconds = recordings.stream().mapToDouble(Recording::benchSeconds).sum();
    return lost.isPresent()
        ? new ReadOutcome.Unreadable(lost.get(), seconds, recordings)
        : result(all, noise, seconds, recordings);
  }

  private Optional<CellMeasurement> runCoded(
      HadamardReading coded, List<Recording> recordings, RestNoise noise) {
    for (List<Shot> batch : batches(coded.shots())) {
      Program program = program(batch);
      Recording recording = bench.run(program);
      recordings.add(recording);
      noise.add(program, recording);
      Optional<CellMeasurement> lost = coded.add(probe, batch, program, recording);
      if (lost.isPresent()) {
        return lost;
      }
    }
    return Optional.empty();
  }

  private Optional<CellMeasurement> runPlain(
      List<Shot> shots,
      List<Recording> recordings,
      RestNoise noise,
      List<CellMeasurement.Measured> all) {
    for (List<Shot> batch : batches(shots)) {
      Program program = program(batch);
      Recording recording = bench.run(program);
      recordings.add(recording);
      noise.add(program, recording);
      for (CellMeasurement measurement : probe.measure(batch, program, recording)) {
        if (!(measurement instanceof CellMeasurement.Measured measured)) {
          return Optional.of(measurement);
        }
        all.add(measured);
      }
    }
    return Optional.empty();
  }

  /** The program of {@link #readCell}; drives nothing. */
  public RunPlan planCell(Cell cell) {
    Program program = program(List.of(Route.to(description, cell).shot(settings.readVolts())));
    return RunPlan.of(List.of(program), true, description, bench.limits());
  }

  /** Reads one cell along its path (Heidema Algorithm 1). */
  public CellReading readCell(Cell cell) {
    List<Shot> shots = List.of(Route.to(description, cell).shot(settings.readVolts()));
    Program program = program(shots);
    Recording recording = bench.run(program);
    RestNoise noise = new RestNoise();
    noise.add(program, recording);
    CellMeasurement measurement = probe.measure(shots, program, recording).get(0);
    List<CellMeasurement.Measured> driven =
        measurement instanceof CellMeasurement.Measured measured && driven(measured)
            ? List.of(measured)
            : List.of();
    return new CellReading(measurement, recording.benchSeconds(), certificate(driven, noise));
  }

  private Program program(List<Shot> shots) {
    double tau = settings.tauSeconds();
    return settings.certified()
        ? probe.certifiedProgram(shots, tau)
        : probe.program(shots, Step.Block.sampledAtMiddle(tau));
  }

  private List<Shot> shots(ReadSchedule schedule) {
    return ReadShots.of(schedule, description, settings.readVolts());
  }

  private Optional<HadamardReading> coded(ReadSchedule schedule) {
    return schedule == ReadSchedule.HADAMARD
        ? Optional.of(new HadamardReading(description, settings.readVolts()))
        : Optional.empty();
  }

  private List<List<Shot>> batches(List<Shot> shots) {
    double each = BlockSignal.PLATEAUS * settings.tauSeconds() + settings.settleSeconds();
    // Sampling at rest takes at most as long as one signal.
    boolean slow = description.channels().stream().anyMatch(c -> c.conversionSeconds() > 0);
    double rest = settings.certified() && slow ? each : 0;
    int size = Batches.size(SHOTS_A_PROGRAM, each, bench.limits().programSeconds() - rest);
    return Batches.of(shots, settings.certified() ? Math.min(size, held()) : size);
  }

  private ReadOutcome.ReadResult result(
      List<CellMeasurement.Measured> all,
      RestNoise noise,
      double seconds,
      List<Recording> recordings) {
    NetworkShape shape = description.shape();
    double[][][] siemens = new double[shape.layers()][][];
    double[][][] resolution = new double[shape.layers()][][];
    for (int l = 0; l < siemens.length; l++) {
      siemens[l] = new double[shape.array(l).rows()][shape.array(l).columns()];
      resolution[l] = new double[shape.array(l).rows()][shape.array(l).columns()];
    }
    for (CellMeasurement.Measured measured : all) {
      Cell cell = measured.cell();
      siemens[cell.array()][cell.row()][cell.column()] = Math.max(0, measured.siemens());
      resolution[cell.array()][cell.row()][cell.column()] = measured.resolutionSiemens();
    }
    return new ReadOutcome.ReadResult(
        memductances(siemens),
        memductances(resolution),
        seconds,
        recordings,
        certificate(all.stream().filter(this::driven).toList(), noise));
  }

  private @Nullable ReadCertificate certificate(
      List<CellMeasurement.Measured> driven, RestNoise noise) {
    return ReadCertificate.of(driven, noise, siemensPerSecond);
  }

  private boolean driven(CellMeasurement.Measured measured) {
    return description.channels().get(measured.cell().array()).driven();
  }

  /** As many shots as a bench has room for the samples of, at least 1. */
  private int held() {
    long bytes = 0;
    for (int l = 0; l < description.shape().layers(); l++) {
      bytes += description.sampleBytes(l);
    }
    long samples = description.resultBytes() / bytes - 2 * Rest.MOST;
    long shots = samples / Integer.bitCount(Step.Block.CERTIFIED);
    return (int) Math.max(1, Math.min(SHOTS_A_PROGRAM, shots));
  }

  private static Memductances memductances(double[][][] siemens) {
    List<Matrix> arrays = new ArrayList<>();
    for (double[][] array : siemens) {
      arrays.add(Matrix.of(array));
    }
    return new Memductances(arrays);
  }
}
