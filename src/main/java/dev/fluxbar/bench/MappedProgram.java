package dev.fluxbar.bench;

import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.signal.Gate;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program of a network on the physical bars that carry it, step for step, and its recording back.
 * One use each.
 */
final class MappedProgram {
  private final Program logical;
  private final List<BarMap> maps;
  private final List<Volts> tables = new ArrayList<>();

  /** Where the copies of all tables for an array begin among {@link #tables}. */
  private final Map<Integer, Integer> tablesOf = new HashMap<>();

  /** What was sensed at each step that samples, one an array. */
  private final Map<Integer, Step.Sense[]> sensedAt = new HashMap<>();

  private final Step.Sense[] sensed;
  private final Program physical;
  private int step;

  MappedProgram(Program logical, List<BarMap> maps) {
    this.logical = logical;
    this.maps = maps;
    this.sensed = new Step.Sense[maps.size()];
    silence();
    List<Step> steps = steps(logical.steps());
    this.physical = new Program(tables, steps);
  }

  Program physical() {
    return physical;
  }

  private void silence() {
    for (int l = 0; l < sensed.length; l++) {
      sensed[l] = new Step.Sense(l, 0, 0, 0, 1);
    }
  }

  private List<Step> steps(List<Step> given) {
    List<Step> mapped = new ArrayList<>();
    for (Step next : given) {
      int index = step++;
      mapped.add(next instanceof Step.Repeat repeat ? repeat(repeat) : one(index, next));
    }
    return mapped;
  }

  private Step repeat(Step.Repeat repeat) {
    int first = step;
    List<Step> body = steps(repeat.body());
    if (repeat.times() > 1) {
      // The second turn begins with what the first one left; it must sense the same.
      Map<Integer, Step.Sense[]> before = new HashMap<>(sensedAt);
      step = first;
      steps(repeat.body());
      before.forEach(
          (at, senses) -> {
            if (!java.util.Arrays.equals(senses, sensedAt.get(at))) {
              throw new ProgramRefused(
                  "repeat: step=%d; what it samples changes from turn to turn, choose it before"
                      .formatted(at));
            }
          });
    }
    return new Step.Repeat(repeat.times(), body);
  }

  private Step one(int index, Step next) {
    if (next instanceof Step.Switches switches) {
      return switches(switches);
    } else if (next instanceof Step.Drive drive) {
      int first = tables(drive.array()) + drive.first();
      return new Step.Drive(drive.array(), first, drive.stride());
    } else if (next instanceof Step.Sense sense) {
      sensed[sense.array()] = sense;
      return sense(sense);
    } else if (next instanceof Step.Pulse pulse) {
      sensedAt.put(index, sensed.clone());
      List<Gate> gates =
          pulse.gates().stream()
              .map(
                  gate ->
                      new Gate(
                          gate.atSeconds(), maps.get(gate.cell().array()).physical(gate.cell())))
              .toList();
      return new Step.Pulse(pulse.widthSeconds(), pulse.sampled(), gates);
    } else if (next instanceof Step.Safe) {
      silence();
    } else {
      sensedAt.put(index, sensed.clone());
    }
    return next;
  }

  private Step.Switches switches(Step.Switches switches) {
    SwitchSetting setting = switches.setting();
    List<dev.fluxbar.array.ArraySwitches> arrays = new ArrayList<>();
    for (int l = 0; l < maps.size(); l++) {
      arrays.add(maps.get(l).physical(setting.array(l)));
    }
    return new Step.Switches(new SwitchSetting(arrays));
  }

  /** The rows from the first to the last bar that carries a sensed row, spare ones between them. */
  private Step.Sense sense(Step.Sense sense) {
    if (sense.rowCount() == 0) {
      return sense;
    }
    BarMap map = maps.get(sense.array());
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int k = sense.firstRow(); k < sense.firstRow() + sense.rowCount(); k++) {
      least = Math.min(least, map.physicalRow(k));
      most = Math.max(most, map.physicalRow(k));
    }
    return new Step.Sense(sense.array(), least, most - least + 1, sense.range(), sense.averages());
  }

  private int tables(int array) {
    Integer first = tablesOf.get(array);
    if (first == null) {
      first = tables.size();
      tablesOf.put(array, first);
      BarMap map = maps.get(array);
      for (Volts table : logical.tables()) {
        boolean fits = table.columns() == map.logical().columns();
        // A table of another array keeps its place, so that strides reach what they did.
        tables.add(fits ? map.physical(table) : Volts.all(map.physical().columns(), 0));
      }
    }
    return first;
  }

  /** The recording of {@link #physical} in rows of the network. */
  Recording logical(Recording recording) {
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : recording.samples()) {
      samples.add(logical(sample));
    }
    return new Recording(recording.benchSeconds(), samples);
  }

  private Sample logical(Sample sample) {
    Sample.Place at = sample.place();
    Step.Sense[] senses = sensedAt.get(at.step());
    if (senses == null) {
      throw new IllegalStateException(
          "recording: step=%d; that step of the program samples nothing".formatted(at.step()));
    }
    Step.Sense sense = senses[at.array()];
    BarMap map = maps.get(at.array());
    long[] raw = sample.rawSums();
    double[] amperes = new double[sense.rowCount()];
    long[] sums = new long[amperes.length];
    for (int i = 0; i < amperes.length; i++) {
      int row = map.physicalRow(sense.firstRow() + i);
      amperes[i] = sample.amperes(row);
      sums[i] = raw[row - at.firstRow()];
    }
    Sample.Place place =
        new Sample.Place(
            at.step(), at.turn(), at.instant(), at.array(), sense.firstRow(), at.averages());
    return new Sample(place, sample.atSeconds(), amperes, sums, sample.saturated());
  }
}
