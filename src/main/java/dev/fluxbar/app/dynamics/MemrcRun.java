package dev.fluxbar.app.dynamics;

import dev.fluxbar.app.Audience;
import dev.fluxbar.dynamics.memrc.AlternatingIteration;
import dev.fluxbar.dynamics.memrc.CoContent;
import dev.fluxbar.dynamics.memrc.Course;
import dev.fluxbar.dynamics.memrc.EnergyAudit;
import dev.fluxbar.dynamics.memrc.FadingMemory;
import dev.fluxbar.dynamics.memrc.Integration;
import dev.fluxbar.dynamics.memrc.Memconductance;
import dev.fluxbar.dynamics.memrc.Trajectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A course of a circuit, integrated and iterated, with the account of both. */
public final class MemrcRun {

  /** The pasts of a check of fading memory are always the same. */
  private static final long SEED = 1;

  /** What an iteration may do. */
  public record Iterations(int passes, double enoughVolts) {}

  private final Course course;
  private final Integration.Outcome integrated;
  private final AlternatingIteration.Outcome iterated;

  /** Computes both. */
  public MemrcRun(Course course, Iterations iterations) {
    this.course = course;
    this.integrated = Integration.run(course);
    this.iterated = AlternatingIteration.run(course, iterations.passes(), iterations.enoughVolts());
  }

  /** The document of {@code --json}, in volts and seconds. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("start-volts", course.start().volts());
    values.put("peak-volts", integrated.peakVolts());
    values.put("peak-seconds", integrated.peakSeconds());
    values.put("end-volts", integrated.trajectory().volts(course.samples() - 1));
    values.put("iteration-changes-volts", iterated.changesVolts());
    values.put("iteration-difference-volts", differenceVolts());
    account(values);
    return values;
  }

  /** As {@link #values}, in the units of neurons. */
  public Map<String, Object> milliValues() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rest-millivolts", 1e3 * course.start().volts());
    values.put("peak-millivolts", 1e3 * integrated.peakVolts());
    values.put("peak-milliseconds", 1e3 * integrated.peakSeconds());
    values.put("end-millivolts", 1e3 * integrated.trajectory().volts(course.samples() - 1));
    values.put("iteration-changes-millivolts", milli(iterated.changesVolts()));
    values.put("iteration-peaks-millivolts", milli(iterated.peaksVolts()));
    values.put("iteration-difference-millivolts", 1e3 * differenceVolts());
    account(values);
    return values;
  }

  private static List<Double> milli(List<Double> values) {
    return values.stream().map(value -> 1e3 * value).toList();
  }

  private double differenceVolts() {
    return iterated.trajectory().distanceVolts(integrated.trajectory());
  }

  private void account(Map<String, Object> values) {
    EnergyAudit energy = integrated.energy();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("stored-joules", energy.storedJoules());
    told.put("supplied-joules", energy.suppliedJoules());
    told.put("battery-joules", energy.batteryJoules());
    told.put("dissipated-joules", energy.dissipatedJoules());
    told.put("imbalance-joules", energy.imbalanceJoules());
    told.put(
        "iteration-imbalance-joules", EnergyAudit.sampled(iterated.trajectory()).imbalanceJoules());
    values.put("energy", told);
    List<Map<String, Object>> branches = new ArrayList<>();
    for (int k = 0; k < energy.branches().size(); k++) {
      branches.add(branch(k, energy.branches().get(k)));
    }
    values.put("branches", branches);
  }

  private Map<String, Object> branch(int k, EnergyAudit.BranchEnergy energy) {
    Trajectory trajectory = integrated.trajectory();
    Memconductance element = course.circuit().branches().get(k).element();
    double battery = course.circuit().branches().get(k).batteryVolts();
    double[] across = Arrays.stream(trajectory.volts()).map(volts -> volts - battery).toArray();
    CoContent content = CoContent.of(element, states(k), across, course.seconds());
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", energy.name());
    told.put("start-siemens", trajectory.siemens(k, 0));
    told.put("end-siemens", trajectory.siemens(k, course.samples() - 1));
    told.put("dissipated-joules", energy.dissipatedJoules());
    told.put("battery-joules", energy.batteryJoules());
    told.put("square-volt-seconds", energy.squareVoltSeconds());
    told.put("co-content-joules", content.joules());
    told.put("weighted-co-content-square-volt-seconds", content.weightedSquareVoltSeconds());
    fading(element, states(k), across).ifPresent(fading -> told.put("fading", fading));
    return told;
  }

  private double[] states(int branch) {
    int at = 0;
    for (int k = 0; k < branch; k++) {
      at += course.circuit().branches().get(k).element().states();
    }
    int count = course.circuit().branches().get(branch).element().states();
    return Arrays.copyOfRange(course.start().states(), at, at + count);
  }

  /** Of what has a memory, over as much time and as many volts as the course has shown it. */
  private Optional<Map<String, Object>> fading(
      Memconductance element, double[] states, double[] across) {
    if (element.states() == 0) {
      return Optional.empty();
    }
    double low = Arrays.stream(across).min().orElseThrow();
    double high = Arrays.stream(across).max().orElseThrow();
    FadingMemory fading = FadingMemory.of(element, states, low, high, course.seconds(), SEED);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("fades", fading.fades());
    told.put("left-share", fading.leftShare());
    if (Double.isFinite(fading.lambdaPerSecond())) {
      told.put("lambda-per-second", fading.lambdaPerSecond());
    }
    return Optional.of(told);
  }

  /** Tells people what came out. */
  public void tell(Audience audience) {
    audience.say(
        "Integrated: from %s mV to a peak of %s mV at %s ms; %s mV at the end"
            .formatted(
                number(1e3 * course.start().volts()),
                number(1e3 * integrated.peakVolts()),
                number(1e3 * integrated.peakSeconds()),
                number(1e3 * integrated.trajectory().volts(course.samples() - 1))));
    List<Double> changes = iterated.changesVolts();
    audience.say(
        "Iterated:   %d passes, the last changes it by %s mV at most; %s mV from the integration"
            .formatted(
                changes.size(),
                brief(1e3 * changes.get(changes.size() - 1)),
                brief(1e3 * differenceVolts())));
    EnergyAudit energy = integrated.energy();
    audience.say(
        "Energy:     supplied %s J, by batteries %s J; dissipated %s J, stored %s J; off by %s J"
            .formatted(
                brief(energy.suppliedJoules()),
                brief(energy.batteryJoules()),
                brief(energy.dissipatedJoules()),
                brief(energy.storedJoules()),
                brief(energy.imbalanceJoules())));
  }

  /** Writes tables and picture into a folder; answers the files. */
  public List<Path> write(Path folder, String title) {
    return new MemrcFiles(integrated, iterated).write(folder, title);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static String brief(double value) {
    return String.format(Locale.ROOT, "%.2g", value);
  }
}
