package dev.fluxbar.journal;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.signal.Gate;
import dev.fluxbar.signal.Leftover;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Entries of every kind, drawn at random. */
final class DrawnEntries {
  private final Random random;

  DrawnEntries(long seed) {
    this.random = new Random(seed);
  }

  List<Entry> draw(int count) {
    List<Entry> entries = new ArrayList<>();
    long number = 0;
    while (entries.size() < count) {
      int kind = random.nextInt(4);
      if (kind == 0) {
        entries.add(
            new Entry.Note("note-" + random.nextInt(3), "{\"Ω\": " + random.nextInt() + "}"));
      } else {
        entries.add(new Entry.Intent(number, program()));
        if (kind == 1) {
          entries.add(new Entry.Result(number, recording()));
        } else if (kind == 2) {
          Fate[] fates = {Fate.NOT_STARTED, Fate.DONE_UNHEARD, Fate.UNKNOWN};
          entries.add(new Entry.End(number, fates[random.nextInt(3)], "the line broke: é"));
        }
        number++;
      }
    }
    return entries;
  }

  Program program() {
    List<Volts> tables = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      tables.add(Volts.of(random.doubles(1 + random.nextInt(5), -4, 4).toArray()));
    }
    return new Program(tables, steps(0));
  }

  private List<Step> steps(int depth) {
    List<Step> steps = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      steps.add(step(depth));
    }
    return steps;
  }

  private Step step(int depth) {
    switch (random.nextInt(depth == 2 ? 8 : 9)) {
      case 0:
        ArrayShape shape = new ArrayShape(2 * (1 + random.nextInt(9)), 7, random.nextBoolean());
        ArraySwitches switches = ArraySwitches.open(shape);
        for (int n = random.nextInt(5); n > 0; n--) {
          switches = switches.with(random.nextInt(shape.rows()), random.nextInt(7), true);
        }
        return new Step.Switches(new SwitchSetting(List.of(switches, ArraySwitches.closed(shape))));
      case 1:
        return new Step.Settle(random.nextDouble());
      case 2:
        return new Step.Drive(random.nextInt(3), random.nextInt(9), random.nextInt(2));
      case 3:
        return new Step.Sense(1, random.nextInt(9), random.nextInt(9), 3, 1 + random.nextInt(99));
      case 4:
        return new Step.Block(1 + random.nextDouble(), random.nextBoolean(), 0xff, 0.5);
      case 5:
        return new Step.Pulse(
            2, random.nextBoolean(), List.of(new Gate(1, new Cell(0, 1, 2)), new Gate(2, cell())));
      case 6:
        return new Step.Sample();
      case 7:
        return new Step.Safe();
      default:
        return new Step.Repeat(1 + random.nextInt(99), steps(depth + 1));
    }
  }

  private Cell cell() {
    return new Cell(random.nextInt(2), random.nextInt(9), random.nextInt(9));
  }

  private Recording recording() {
    List<Sample> samples = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int rows = 1 + random.nextInt(5);
      samples.add(
          new Sample(
              new Sample.Place(random.nextInt(9), 0, 2, 1, 3, 16),
              random.nextDouble(),
              random.doubles(rows, -1e-6, 1e-6).toArray(),
              random.longs(rows).toArray(),
              random.nextBoolean()));
    }
    List<Leftover> left =
        random.nextBoolean() ? List.of() : List.of(new Leftover(cell(), -random.nextDouble(), 0.5));
    return new Recording(random.nextDouble(), samples, left);
  }
}
