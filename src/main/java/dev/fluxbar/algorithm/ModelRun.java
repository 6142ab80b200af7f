package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Path;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.ProgramLost;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One cell at a time, in the order of Heidema Algorithm 4: a block signal measures the cell and its
 * path, the model says how long a pulse must be, and each pulse is measured at its end. Not for use
 * by several threads.
 */
final class ModelRun {

  /** Steps of the integration in a pulse that keeps the neurons saturated. Chosen. */
  private static final int STEPS = 64;

  /** How often the first cell of an array is read to know its noise. Chosen. */
  private static final int LISTENED = 16;

  /** A neuron that gives little may take this many times longer than a saturated one. Chosen. */
  private static final int PATIENCE = 16;

  private final Bench bench;
  private final BenchDescription description;
  private final WriteSettings settings;
  private final Plausibility plausible;
  private final ModelFlux model;
  private final FeedModel feeds;
  private final PulseDrive drive;
  private final Probe probe;
  private final RoundBudget budget;
  private final WriteTally tally;
  private final WriteProgress progress;
  private final ArrayReader reader;
  private final Map<Integer, Double> noiseAmperes = new HashMap<>();

  ModelRun(
      Bench bench,
      WriteSettings settings,
      Plausibility plausible,
      PulseDrive drive,
      RoundBudget budget,
      WriteTally tally,
      WriteProgress progress) {
    this.bench = bench;
    this.description = bench.description();
    this.settings = settings;
    this.plausible = plausible;
    this.model = new ModelFlux(plausible.device());
    this.feeds = new FeedModel(description, model);
    this.drive = drive;
    this.budget = budget;
    this.tally = tally;
    this.progress = progress;
    this.reader = new ArrayReader(bench, settings, plausible);
    this.probe =
        new Probe(
            description, plausible.largestSiemens(), settings.settleSeconds(), settings.averages());
  }

  WriteOutcome run(List<WriteTask> tasks) {
    for (WriteTask task : tasks) {
      WriteOutcome ended = write(task);
      if (ended != null) {
        return ended;
      }
    }
    return WriteOutcome.of(tally.report());
  }

  /** What leads to a cell: where it is driven, and what is passed and measured on the way. */
  private record Way(Route route, @Nullable Feed feed, List<Cell> cells) {
    Shot shot(double volts) {
      Shot bare = route.shot(volts);
      return new Shot(bare.setting(), bare.drives(), cells);
    }
  }

  private Way way(Cell target) {
    Route route = Route.to(description, target);
    if (description.cascade() && target.array() > 0) {
      List<Cell> path = Path.to(description.shape(), target, 0).cells();
      return new Way(route, Feed.along(path), path);
    }
    return new Way(route, null, List.of(target));
  }

  /** One cell; null when it is done or given up. */
  private @Nullable WriteOutcome write(WriteTask task) {
    Way way = way(task.cell());
    SteeredCell cell =
        new SteeredCell(task, search(task), new Answers(model, settings.epsilonSiemens() / 10));
    Step block = Step.Block.sampledAtMiddle(settings.reading().tauSeconds());
    cell.noise(noiseAmperes.getOrDefault(task.cell().array(), 0.0));
    GivenUp gone = measure(way, settings.reading().volts(), block, cell);
    if (gone == null && !noiseAmperes.containsKey(task.cell().array())) {
      gone = listen(way, block, cell);
    }
    while (gone == null && !cell.within(settings.epsilonSiemens())) {
      double left = cell.next();
      double wanted = left;
      while (gone == null && left * wanted > 0 && Math.abs(left) > Math.abs(wanted) / 10) {
        gone = cell.hopeless(settings.epsilonSiemens());
        if (gone == null && tally.spent()) {
          return new WriteOutcome.Exhausted(tally.report(), cell.unfinished());
        }
        if (gone == null && cell.pulses() >= budget.pulses(task)) {
          gone = cell.spent();
        }
        if (gone == null) {
          Planned planned = plan(way, left, cell.search().cautious());
          cell.moved(planned.voltSeconds());
          Step pulse = new Step.Pulse(planned.seconds(), bench.samplesPulses(), List.of());
          FluxSearch search = cell.search();
          gone = measure(way, planned.volts(), pulse, cell);
          boolean known = search.equals(cell.search());
          left = search.cautious() || !known ? 0 : left - planned.voltSeconds();
        }
      }
    }
    if (gone == null) {
      tally.done(cell.written());
    } else {
      tally.givenUp(gone);
      progress.gaveUp(gone);
    }
    return null;
  }

  /** How much the readings of an array scatter, from its first cell, which does not move. */
  private @Nullable GivenUp listen(Way way, Step block, SteeredCell cell) {
    Scatter scatter = new Scatter();
    GivenUp gone = null;
    for (int i = 0; gone == null && i < LISTENED && !scatter.silent(); i++) {
      gone = measure(way, settings.reading().volts(), block, cell);
      CellMeasurement.Measured one = cell.latest();
      if (gone == null && one != null) {
        scatter.add(one);
      }
    }
    noiseAmperes.put(cell.task().cell().array(), scatter.rmsAmperes());
    cell.noise(scatter.rmsAmperes());
    return gone;
  }

  /** One pulse at the driver, and what the cell will have received from it. */
  private record Planned(double volts, double seconds, double voltSeconds) {}

  private Planned plan(Way way, double voltSeconds, boolean cautious) {
    double sign = Math.signum(voltSeconds);
    int array = way.route().drivenArray();
    Feed feed = way.feed();
    if (feed == null) {
      double volts = drive.volts(array);
      Channels channels = description.channels().get(array);
      double asked = channels.nearestVolts(way.route().drivenColumn(), sign * volts);
      double real = asked + channels.offsetVolts(way.route().drivenColumn());
      double seconds =
          Math.min(drive.mostSeconds(volts), drive.ticks(Math.abs(voltSeconds / real)));
      return new Planned(asked, seconds, real * seconds);
    }
    double volts = sign * drive.feedVolts(feeds.leastAmperesPerVolt(feed));
    double most = drive.mostSeconds(Math.abs(volts));
    int column = way.route().target().column();
    double[] enough = new double[description.shape().array(feed.array()).columns()];
    enough[column] = Math.abs(voltSeconds);
    double step = enough[column] / description.activation().amplitudeVolts() / STEPS;
    Course course =
        feeds.course(feed, volts, enough, step, Math.min(most, PATIENCE * STEPS * step));
    double wanted = cautious ? STEPS * step : course.seconds(column, voltSeconds);
    double seconds = drive.ticks(Math.min(most, wanted));
    return new Planned(volts, seconds, course.voltSeconds(column, seconds));
  }

  /** Drives once, measures the cell and what lies on its way. */
  private @Nullable GivenUp measure(Way way, double volts, Step signal, SteeredCell cell) {
    List<Shot> shots = List.of(way.shot(volts));
    Program program = probe.program(shots, signal);
    Recording recording;
    try {
      recording = bench.run(program);
    } catch (ProgramLost lost) {
      return measureAgain(way, signal, cell, lost);
    }
    if (signal instanceof Step.Pulse) {
      tally.pulse(recording.benchSeconds());
    } else {
      tally.blockSignals(1, recording.benchSeconds());
    }
    if (signal instanceof Step.Pulse && !bench.samplesPulses()) {
      tell(cell, volts);
      Step block = Step.Block.sampledAtMiddle(settings.reading().tauSeconds());
      return measure(way, settings.reading().volts(), block, cell);
    }
    for (CellMeasurement one : probe.measure(shots, program, recording)) {
      boolean target = one.cell().equals(cell.task().cell());
      CellMeasurement judged = plausible.judged(target ? unsaturated(one) : one);
      if (judged instanceof CellMeasurement.Measured measured) {
        feeds.believe(measured.cell(), measured.siemens());
        if (target && measured.resolutionSiemens() >= settings.epsilonSiemens()) {
          judged =
              new CellMeasurement.TooCoarse(
                  one.cell(), measured.resolutionSiemens(), settings.epsilonSiemens());
        } else if (target) {
          cell.measured(measured);
        }
      }
      if (target && !(judged instanceof CellMeasurement.Measured)) {
        return GivenUp.unmeasured(cell.task(), cell.pulses(), cell.last(), judged);
      }
    }
    if (signal instanceof Step.Pulse) {
      tell(cell, volts);
    }
    return null;
  }

  /** Where its own array's input saturated, what a block signal measures in a larger range. */
  private CellMeasurement unsaturated(CellMeasurement one) {
    return one instanceof CellMeasurement.Saturated full && full.array() == full.cell().array()
        ? reader.alone(full, tally::blockSignals)
        : one;
  }

  /** Nobody knows where the cell is: a block signal measures it, and the search begins anew. */
  private @Nullable GivenUp measureAgain(Way way, Step signal, SteeredCell cell, ProgramLost lost) {
    progress.lost(lost);
    if (signal instanceof Step.Pulse pulse) {
      tally.pulse(pulse.widthSeconds()); // it may have fired, and counts as if it had
    }
    cell.displaced(search(cell.task()));
    Step block = Step.Block.sampledAtMiddle(settings.reading().tauSeconds());
    return measure(way, settings.reading().volts(), block, cell);
  }

  private FluxSearch search(WriteTask task) {
    return new FluxSearch(model, task.targetSiemens(), settings.epsilonSiemens());
  }

  private void tell(SteeredCell cell, double volts) {
    CellMeasurement.Measured last = cell.last();
    if (last != null) {
      progress.measured(
          new WriteProgress.WriteStep(
              cell.task().cell(),
              cell.task().targetSiemens(),
              last.siemens(),
              volts,
              cell.pulses(),
              tally.pulses(),
              tally.cellsDone(),
              tally.cells()));
    }
  }
}
