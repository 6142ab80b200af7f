package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.InferenceSettings;
import dev.fluxbar.algorithm.ReadCertificate;
import dev.fluxbar.algorithm.ReadOutcome;
import dev.fluxbar.algorithm.ReadSchedule;
import dev.fluxbar.algorithm.ReadSettings;
import dev.fluxbar.algorithm.Reading;
import dev.fluxbar.algorithm.RunPlan;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.RecurrentSetup;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.dynamics.loop.BenchArray;
import dev.fluxbar.dynamics.loop.CurrentsUnknown;
import dev.fluxbar.dynamics.loop.LoopTolerance;
import dev.fluxbar.dynamics.recurrent.Connections;
import dev.fluxbar.dynamics.recurrent.HostLoop;
import dev.fluxbar.dynamics.recurrent.Learning;
import dev.fluxbar.dynamics.recurrent.Mode;
import dev.fluxbar.dynamics.recurrent.Neurons;
import dev.fluxbar.dynamics.recurrent.RecurrentNetwork;
import dev.fluxbar.dynamics.recurrent.SimulatedArray;
import dev.fluxbar.dynamics.recurrent.Starts;
import dev.fluxbar.dynamics.recurrent.WeightArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A recurrent network in the loop: reads the weights of a bench, lets neurons in this program
 * evolve on the currents of the bench, and beside it on those that the same weights give by their
 * equations; then reads again. The file's weights are not written: those of the bench count.
 */
public final class RecurrentLoop implements Operation {

  /** Steps in the shortest R C, unless it is said. */
  private static final double USUAL_STEPS = 20;

  private static final int MOST_STEPS = 100_000;

  /**
   * What is asked.
   *
   * @param setup neurons, learning and start; its weights and its device do not count
   * @param mode instead of that of the file
   * @param steps of the loop, 1 to 100000
   * @param stepSeconds of the network's time; else a twentieth of the shortest R C
   * @param seed of the start
   * @param toleranceVolts by how much activations may differ from the simulation; else by what the
   *     steps of the bench's converters come to
   */
  public record Wanted(
      RecurrentSetup setup,
      Optional<Mode> mode,
      int steps,
      OptionalDouble stepSeconds,
      long seed,
      OptionalDouble toleranceVolts) {

    public Wanted {
      if (steps < 1 || steps > MOST_STEPS) {
        throw new BadInput(
            "dynamics recurrent: steps=%d; it must be 1 to %d".formatted(steps, MOST_STEPS));
      }
      double volts = toleranceVolts.orElse(1);
      if (!(volts > 0 && volts < Double.POSITIVE_INFINITY)) {
        throw new BadInput(
            "dynamics recurrent: tolerance-volts=%s; it must be positive and finite"
                .formatted(volts));
      }
      if (mode.orElse(setup.mode()) == Mode.WEIGHTS) {
        throw new BadInput(
            "dynamics recurrent: mode=weights, bench=named; in the loop activations evolve, use"
                + " --mode both or --mode activation");
      }
    }

    private Mode chosenMode() {
      return mode.orElse(setup.mode());
    }

    private Neurons neurons() {
      return setup.network().neurons();
    }

    private double step() {
      double shortest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < neurons().count(); i++) {
        shortest = Math.min(shortest, neurons().seconds(i));
      }
      return stepSeconds.orElse(shortest / USUAL_STEPS);
    }

    /** Of learning; 0 where weights stay. */
    private double gainPerVolt() {
      return chosenMode() == Mode.BOTH ? setup.network().learning().gainPerVolt() : 0;
    }

    private double[] start() {
      return new Starts(setup.startVolts(), 0, List.of(), seed)
          .at(setup.network(), Mode.ACTIVATION, 0)
          .activations();
    }
  }

  /** What the bench gave: its own array, balanced where its drivers leave too much. */
  private record Driven(BenchArray array, Books books, Audience.Meter meter)
      implements WeightArray {
    @Override
    public void currents(double[] outputVolts, double[] amperes) {
      array.currents(outputVolts, amperes);
      books.restore();
      meter.at(array.programs(), Tables.count(array.programs(), "program"));
    }

    @Override
    public void learn(double[] outputVolts, double gainSeconds) {
      array.learn(outputVolts, gainSeconds);
    }
  }

  private final Wanted wanted;
  private final Audience audience;

  public RecurrentLoop(Wanted wanted, Audience audience) {
    this.wanted = wanted;
    this.audience = audience;
  }

  @Override
  public void check(OpenBench open) {
    planned(open);
  }

  @Override
  public OperationResult plan(OpenBench open) {
    return Dry.of(planned(open), audience);
  }

  /** Two readings, and every step with all outputs at their bound. */
  private RunPlan planned(OpenBench open) {
    Learning learning = wanted.setup().network().learning();
    if (wanted.chosenMode() == Mode.BOTH && learning.forgets()) {
      throw new BadInput(
          ("dynamics recurrent: lambda-per-second=%s, mode=both; the loop cannot make memristors"
                  + " forget, write lambda-per-second: 0 or use --mode activation")
              .formatted(learning.lambdaPerSecond()));
    }
    if (open.bench().description().cascade()) {
      throw new BadInput(
          "dynamics recurrent: topology=cascade; it needs an independent array, whose currents the"
              + " host sees");
    }
    BenchArray array = array(open);
    if (array.neurons() != wanted.neurons().count()) {
      throw new BadInput(
          "dynamics recurrent: neurons=%d, of the bench=%d; they must be equal"
              .formatted(wanted.neurons().count(), array.neurons()));
    }
    loop(array);
    RunPlan read = reading(open).plan(ReadSchedule.COLUMN_PARALLEL);
    double amplitude = wanted.neurons().curve().amplitudeVolts();
    RunPlan step = array.plan(amplitude, wanted.gainPerVolt() * wanted.step());
    List<RunPlan> parts = new ArrayList<>(List.of(read, read));
    parts.addAll(Collections.nCopies(wanted.steps(), step));
    return new RunPlan(
        parts.stream().flatMap(part -> part.programs().stream()).toList(),
        false,
        parts.stream().mapToDouble(RunPlan::benchSeconds).sum(),
        Math.max(read.largestVolts(), step.largestVolts()),
        Math.max(read.worstVoltSeconds(), step.worstVoltSeconds()),
        parts.stream().mapToLong(RunPlan::samples).sum());
  }

  private static BenchArray array(OpenBench open) {
    return new BenchArray(
        open.bench(),
        open.device(),
        InferenceSettings.of(open.file().signal().tauSeconds()),
        open.file().signal().pulseSeconds());
  }

  private HostLoop loop(WeightArray array) {
    return new HostLoop(wanted.neurons(), array, wanted.step(), wanted.gainPerVolt());
  }

  private static Reading reading(OpenBench open) {
    return new Reading(
        open.bench(),
        open.device(),
        ReadSettings.of(open.file().signal().tauSeconds())
            .withReadVolts(open.file().signal().readVolts())
            .asCertified());
  }

  @Override
  public OperationResult run(OpenBench open, RunFolder folder) {
    Books books = new Books(open, true);
    ReadOutcome first = read(open, books);
    Optional<String> trouble = trouble(first).or(() -> notOfTheDevice(first, open));
    if (!(first instanceof ReadOutcome.ReadResult before) || trouble.isPresent()) {
      return OperationResult.notReached(
          spent(first.benchSeconds(), first.programs()), trouble.orElse(""));
    }
    BenchArray array = array(open);
    List<double[]> driven;
    try (Audience.Meter meter = audience.meter("steps", planned(open).programs().size())) {
      driven = loop(new Driven(array, books, meter)).run(wanted.start(), wanted.steps());
    } catch (CurrentsUnknown e) {
      return OperationResult.notReached(
          spent(first.benchSeconds() + array.benchSeconds(), first.programs() + array.programs()),
          String.valueOf(e.getMessage()));
    }
    ReadOutcome last = read(open, books);
    if (!(last instanceof ReadOutcome.ReadResult after)) {
      return OperationResult.notReached(
          spent(
              first.benchSeconds() + array.benchSeconds() + last.benchSeconds(),
              first.programs() + array.programs() + last.programs()),
          trouble(last).orElse(""));
    }
    RecurrentAccount account =
        new RecurrentAccount(
            wanted.chosenMode(),
            open,
            before,
            after,
            array,
            books,
            simulated(open, before, driven));
    return account.told(trouble(last), folder, audience);
  }

  private RecurrentAccount.Followed simulated(
      OpenBench open, ReadOutcome.ReadResult before, List<double[]> driven) {
    Connections connections = Connections.measured(open.device(), before.memductances().array(0));
    SimulatedArray array = new SimulatedArray(connections);
    List<double[]> course = loop(array).run(wanted.start(), wanted.steps());
    LoopTolerance bound =
        new LoopTolerance(
            new RecurrentNetwork(
                wanted.neurons(), connections, wanted.setup().network().learning()),
            open.bench().description().channels().get(0),
            before.resolutions().array(0),
            wanted.step(),
            wanted.gainPerVolt() * wanted.step(),
            open.file().signal().pulseSeconds());
    List<double[]> tolerance =
        wanted.toleranceVolts().isPresent() ? same(course) : bound.along(course);
    return new RecurrentAccount.Followed(
        new RecurrentCourse(wanted.step(), driven, course, tolerance),
        connections.weights(),
        array.weights());
  }

  private List<double[]> same(List<double[]> course) {
    return course.stream()
        .map(
            x -> {
              double[] all = new double[x.length];
              Arrays.fill(all, wanted.toleranceVolts().orElseThrow());
              return all;
            })
        .toList();
  }

  private ReadOutcome read(OpenBench open, Books books) {
    ReadOutcome outcome = reading(open).run(ReadSchedule.COLUMN_PARALLEL);
    books.restore();
    return outcome;
  }

  private static Map<String, Object> spent(double benchSeconds, int programs) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("bench-seconds", benchSeconds);
    values.put("programs", programs);
    return values;
  }

  private static Optional<String> trouble(ReadOutcome outcome) {
    if (outcome instanceof ReadOutcome.ReadResult read) {
      return read.certificate().filter(ReadCertificate::failed).map(Read::disturbed);
    }
    return Optional.of("dynamics recurrent: " + Read.unreadable(outcome));
  }

  private static Optional<String> notOfTheDevice(ReadOutcome outcome, OpenBench open) {
    if (!(outcome instanceof ReadOutcome.ReadResult read)) {
      return Optional.empty();
    }
    Matrix siemens = read.memductances().array(0);
    for (int k = 0; k < siemens.rows(); k++) {
      for (int j = 0; j < siemens.columns(); j++) {
        if (!open.device().realizes(siemens.at(k, j))) {
          return Optional.of(
              ("dynamics recurrent: %s, memductance-siemens=%s; the device of the bench file has"
                      + " values strictly between %s and %s, write the cell or correct the device")
                  .formatted(
                      new Cell(0, k, j),
                      siemens.at(k, j),
                      open.device().minSiemens(),
                      open.device().maxSiemens()));
        }
      }
    }
    return Optional.empty();
  }
}
