package dev.fluxbar.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.memristor.TanhMemristor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fit against closed forms, and its deviations against draws. */
class DeviceFitTest {
  private static final DeviceFamily ARCTAN = new Family(Math.PI / 2, ArctanMemristor::new);
  private static final DeviceFamily TANH = new Family(1, TanhMemristor::new);
  private static final double STEP = 5e-3;

  private interface Maker {
    FluxControlled of(double centre, double swing, double scale);
  }

  private record Family(double bound, Maker maker) implements DeviceFamily {
    @Override
    public FluxControlled of(double centre, double swing, double scale) {
      return maker.of(centre, swing, scale);
    }
  }

  /** Points of a device whose pulses vary and whose readings are noisy, and its pulses. */
  private static final class Drawn {
    final List<DevicePoint> points = new ArrayList<>();
    final double[] pulses = new double[48];

    Drawn(FluxControlled device, double start, double sigma, double noise, long seed) {
      Random random = new Random(seed);
      double planned = 0;
      double real = start;
      for (int i = 0; i <= pulses.length; i++) {
        if (i > 0) {
          pulses[i - 1] = i <= 12 || i > 36 ? STEP : -STEP;
          planned += pulses[i - 1];
          real += pulses[i - 1] * (1 + sigma * random.nextGaussian());
        }
        double read = device.memductanceSiemens(real) + noise * random.nextGaussian();
        points.add(new DevicePoint(planned, read, noise));
      }
    }
  }

  private static DeviceVerdict verdict(DeviceFamily family, Drawn drawn) {
    DeviceSettings settings = new DeviceSettings(family, 30e-6, 14e-6, 0.02, List.of(), 1);
    return new DeviceVerdict(settings, drawn.points, drawn.pulses);
  }

  @Test
  void exactReadingsGiveTheExactCurve() {
    for (DeviceFamily family : List.of(ARCTAN, TANH)) {
      Drawn drawn = new Drawn(family.of(27e-6, 12e-6, 0.023), 4e-3, 0, 1e-13, 1);
      DeviceFit.Found found = verdict(family, drawn).found().orElseThrow();
      // Noise of 1e-13 S on 48 points: some 1e-14 S of numbers that all points have a part in.
      assertThat(found.centre().value()).isCloseTo(27e-6, within(1e-12));
      assertThat(found.swing().value()).isCloseTo(12e-6, within(1e-12));
      assertThat(found.scale().value()).isCloseTo(0.023, within(1e-8));
      assertThat(found.startVoltSeconds()).isCloseTo(4e-3, within(1e-8));
      assertThat(found.sigma()).isLessThan(1e-5);
    }
  }

  @Test
  void deviationsAreHonestWherePulsesVary() {
    ArctanMemristor device = new ArctanMemristor(31e-6, 13e-6, 0.021);
    int draws = 60;
    double[] squares = new double[3];
    double sigma = 0;
    double innovations = 0;
    for (int seed = 1; seed <= draws; seed++) {
      DeviceFit.Found found =
          verdict(ARCTAN, new Drawn(device, -5e-3, 0.03, 5e-9, seed)).found().orElseThrow();
      squares[0] += square(found.centre(), 31e-6) / draws;
      squares[1] += square(found.swing(), 13e-6) / draws;
      squares[2] += square(found.scale(), 0.021) / draws;
      sigma += found.sigma() / draws;
      innovations += found.innovations().stream().mapToDouble(e -> e * e).sum() / draws;
    }
    // The mean of 60 squares of a normal number is 1 +- 0.18: three of them.
    assertThat(squares[0]).as("centre, seeds 1 to %d", draws).isBetween(0.45, 1.55);
    assertThat(squares[1]).as("swing, seeds 1 to %d", draws).isBetween(0.45, 1.55);
    assertThat(squares[2]).as("scale, seeds 1 to %d", draws).isBetween(0.45, 1.55);
    // 60 times 43 freedoms: known to 1.4 %, and to 2.8 % of its square.
    assertThat(sigma).isCloseTo(0.03, within(0.03 * 0.06));
    assertThat(innovations).isCloseTo(44, within(44 * 0.09));
  }

  private static double square(Estimate found, double truth) {
    return Math.pow((found.value() - truth) / found.deviation(), 2);
  }

  @Test
  void aDeviceOfAnotherKindIsNotFound() {
    Drawn drawn = new Drawn(new TanhMemristor(30e-6, 20e-6, 0.02), 0, 0.02, 1e-10, 3);
    DeviceVerdict verdict = verdict(ARCTAN, drawn);
    assertThat(verdict.found()).isEmpty();
    assertThat(verdict.reason()).contains("pulses would vary by");
  }

  @Test
  void aDeviceThatDriftsOnItsWayIsNotFound() {
    Drawn drawn = new Drawn(new ArctanMemristor(30e-6, 14e-6, 0.02), 0, 0.005, 1e-10, 4);
    List<DevicePoint> drifted = new ArrayList<>();
    for (DevicePoint point : drawn.points) {
      // Two percent from the first point to the last.
      double share = 1 - 0.02 * drifted.size() / 48.0;
      drifted.add(
          new DevicePoint(
              point.fluxVoltSeconds(), share * point.siemens(), point.deviationSiemens()));
    }
    drawn.points.clear();
    drawn.points.addAll(drifted);
    assertThat(verdict(ARCTAN, drawn).reason()).contains("residuals follow each other");
  }

  @Test
  void smallPulsesThatMoveLessThanLargeOnesAreToldApart() {
    ArctanMemristor device = new ArctanMemristor(30e-6, 14e-6, 0.02);
    Drawn drawn = new Drawn(device, 0, 0, 1e-10, 5);
    drawn.points.clear();
    double real = 0;
    double planned = 0;
    for (int i = 0; i <= drawn.pulses.length; i++) {
      if (i > 0) {
        planned += drawn.pulses[i - 1];
        real += drawn.pulses[i - 1] * (i % 2 == 0 ? 0.95 : 1.05);
      }
      drawn.points.add(new DevicePoint(planned, device.memductanceSiemens(real), 1e-10));
    }
    assertThat(verdict(ARCTAN, drawn).found()).isEmpty();
  }

  @Test
  void aStuckCellIsNotFound() {
    Drawn drawn = new Drawn(new ArctanMemristor(30e-6, 1e-12, 0.02), 0, 0, 1e-10, 6);
    assertThat(verdict(ARCTAN, drawn).reason()).startsWith("it does not follow its flux");
  }

  @Test
  void aWayThatShowsLittleOfTheCurveIsSaidToDoSo() {
    Drawn drawn = new Drawn(new ArctanMemristor(30e-6, 14e-6, 0.02), 1, 0.02, 1e-9, 7);
    assertThat(verdict(ARCTAN, drawn).found()).isEmpty();
  }
}
