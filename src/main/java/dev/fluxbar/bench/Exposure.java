package dev.fluxbar.bench;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Which cells a program could drive and which it measures: those whose switch is closed while
 * drivers are on, whatever the amplitudes are.
 */
public final class Exposure {
  private final Set<Cell> pulsed = new TreeSet<>();
  private final Set<Cell> driven = new TreeSet<>();
  private final Set<Cell> sampled = new TreeSet<>();
  private final Step.Sense[] senses;
  private final NetworkShape shape;
  private SwitchSetting switches;

  private Exposure(NetworkShape shape) {
    this.shape = shape;
    this.switches = SwitchSetting.open(shape);
    this.senses = new Step.Sense[shape.layers()];
    safe();
  }

  /** Of a program for arrays of {@code shape}, which it fits. */
  public static Exposure of(Program program, NetworkShape shape) {
    Exposure exposure = new Exposure(shape);
    exposure.walk(program.steps());
    return exposure;
  }

  /** Cells that a pulse could drive; a pulse leaves them moved. */
  public Set<Cell> pulsed() {
    return new TreeSet<>(pulsed);
  }

  /** Cells that a pulse or a block signal could drive; a block signal that is cut moves them. */
  public Set<Cell> driven() {
    return new TreeSet<>(driven);
  }

  /** Cells in whose rows a block signal is sampled while their switch is closed. */
  public Set<Cell> sampled() {
    return new TreeSet<>(sampled);
  }

  private void walk(List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof Step.Switches set) {
        switches = set.setting();
      } else if (step instanceof Step.Sense sense) {
        senses[sense.array()] = sense;
      } else if (step instanceof Step.Safe) {
        safe();
      } else if (step instanceof Step.Pulse) {
        closed((cell, sensed) -> pulsed.add(cell));
        closed((cell, sensed) -> driven.add(cell));
      } else if (step instanceof Step.Block block) {
        closed((cell, sensed) -> block(cell, sensed && block.instants() != 0));
      } else if (step instanceof Step.Repeat repeat) {
        walk(repeat.body());
        if (repeat.times() > 1) {
          walk(repeat.body()); // begins with what its own end left, and leaves the same again
        }
      }
    }
  }

  private void block(Cell cell, boolean measured) {
    driven.add(cell);
    if (measured) {
      sampled.add(cell);
    }
  }

  private void safe() {
    switches = SwitchSetting.open(shape);
    for (int l = 0; l < senses.length; l++) {
      senses[l] = new Step.Sense(l, 0, 0, 0, 1);
    }
  }

  private void closed(BiConsumer<Cell, Boolean> each) {
    for (int l = 0; l < shape.layers(); l++) {
      ArraySwitches array = switches.array(l);
      Step.Sense sense = senses[l];
      for (int k = 0; k < shape.array(l).rows(); k++) {
        boolean sensed = k >= sense.firstRow() && k < sense.firstRow() + sense.rowCount();
        for (int j = 0; j < shape.array(l).columns(); j++) {
          if (array.isClosed(k, j)) {
            each.accept(new Cell(l, k, j), sensed);
          }
        }
      }
    }
  }
}
