package dev.fluxbar.algorithm;

import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes only what changes from one shot to the next. Not for use by several threads. */
final class ShotSteps {
  private final Program.Builder program = Program.builder();
  private final double settleSeconds;
  private final Map<Integer, Volts> driven = new TreeMap<>();
  private final Map<Integer, Step.Sense> sensed = new TreeMap<>();
  private SwitchSetting setting;

  ShotSteps(BenchDescription bench, double settleSeconds) {
    this.settleSeconds = settleSeconds;
    this.setting = SwitchSetting.open(bench.shape());
  }

  void set(Shot shot, List<Step.Sense> senses) {
    if (!shot.setting().equals(setting)) {
      setting = shot.setting();
      then(new Step.Switches(setting));
      if (settleSeconds > 0) {
        then(new Step.Settle(settleSeconds));
      }
    }
    for (Map.Entry<Integer, Volts> before : new TreeMap<>(driven).entrySet()) {
      if (!shot.drives().containsKey(before.getKey())) {
        drive(before.getKey(), Volts.all(before.getValue().columns(), 0));
      }
    }
    shot.drives().forEach(this::drive);
    for (int array : List.copyOf(sensed.keySet())) {
      if (senses.stream().noneMatch(sense -> sense.array() == array)) {
        sense(new Step.Sense(array, 0, 0, 0, 1));
      }
    }
    senses.forEach(this::sense);
  }

  void then(Step step) {
    program.then(step);
  }

  Program build() {
    return program.build();
  }

  private void drive(int array, Volts volts) {
    if (!volts.equals(driven.put(array, volts))) {
      program.drive(array, volts);
    }
  }

  private void sense(Step.Sense sense) {
    if (!sense.equals(sensed.put(sense.array(), sense))) {
      then(sense);
    }
  }
}
