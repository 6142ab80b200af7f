package dev.fluxbar.calibration;

import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One cell on its way up, down and back. */
final class DeviceRun {
  /** Pulses that take back what is left at the end; each leaves what it varied by. */
  private static final int MOST_RETURNS = 12;

  /** A cell is back when it is within this part of its range. */
  private static final double BACK = 1e-3;

  /** What devices may differ by from a typical one, for the current range. */
  private static final double LARGER = 1.5;

  private final Bench bench;
  private final DeviceSettings settings;
  private final Board board;
  private final Cell cell;
  private final FluxControlled typical;
  private final DevicePath path;
  private final DeviceStops stops;
  private final List<DeviceStops.Stop> seen = new ArrayList<>();
  private final List<DevicePath.Pulse> done = new ArrayList<>();
  private double benchSeconds;
  private int programs;

  DeviceRun(Bench bench, Board board, DeviceSettings settings, Cell cell) {
    this.bench = bench;
    this.settings = settings;
    this.board = board;
    this.cell = cell;
    this.typical =
        settings
            .family()
            .of(settings.centreSiemens(), settings.swingSiemens(), settings.fluxScaleVoltSeconds());
    this.path = new DevicePath(board, cell.column(), settings.fluxScaleVoltSeconds());
    this.stops = new DeviceStops(board, cell, LARGER * typical.maxSiemens());
  }

  /** The programs of a cell in its middle: any other has as many pulses, in another order. */
  List<Program> programs() {
    List<Program> all = new ArrayList<>();
    all.add(stops.reading());
    stops
        .batches(path.pulses(0), path.largestVolts())
        .forEach(batch -> all.add(stops.program(batch)));
    return all;
  }

  int range() {
    return stops.range();
  }

  double benchSeconds() {
    return benchSeconds;
  }

  int programsRun() {
    return programs;
  }

  /** Drives the cell through its range and back. */
  DeviceCell run(CellChannels channels) {
    run(stops.reading());
    double first = siemens(seen.get(0), channels);
    for (List<DevicePath.Pulse> batch :
        stops.batches(path.pulses(typicalFlux(first)), path.largestVolts())) {
      pulse(batch);
    }
    List<DevicePoint> points = points(channels);
    DeviceVerdict verdict = new DeviceVerdict(settings, points, pulses(channels, points));
    String reason =
        seen.stream().anyMatch(DeviceStops.Stop::saturated)
            ? "its input saturates, device.centre-siemens and device.swing-siemens are too small"
            : verdict.reason();
    Optional<DeviceFit.Found> fit = reason.isEmpty() ? verdict.found() : Optional.empty();
    goBack(fit.map(DeviceFit.Found::curve).orElse(typical), channels);
    return new DeviceCell(
        cell, points, fit.map(found -> curve(found, channels)), reason, last(channels) - first);
  }

  private double typicalFlux(double siemens) {
    double span = typical.maxSiemens() - typical.minSiemens();
    double held =
        Math.max(
            typical.minSiemens() + 1e-3 * span,
            Math.min(typical.maxSiemens() - 1e-3 * span, siemens));
    return typical.fluxVoltSeconds(held);
  }

  private void pulse(List<DevicePath.Pulse> batch) {
    run(stops.program(batch));
    done.addAll(batch);
  }

  private void run(Program program) {
    Recording recording = bench.run(program);
    seen.addAll(stops.stops(program, recording));
    benchSeconds += recording.benchSeconds();
    programs++;
  }

  /** In closed loop, as long as each pulse brings it nearer. */
  private void goBack(FluxControlled curve, CellChannels channels) {
    double near = BACK * (curve.maxSiemens() - curve.minSiemens());
    double first = siemens(seen.get(0), channels);
    double now = last(channels);
    double off = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MOST_RETURNS && Math.abs(now - first) < off; i++) {
      off = Math.abs(now - first);
      if (off <= near || !curve.realizes(now) || !curve.realizes(first)) {
        return;
      }
      double missing = curve.fluxVoltSeconds(first) - curve.fluxVoltSeconds(now);
      DevicePath.Pulse pulse = path.pulse(missing / channels.driver().gain());
      if (!(pulse.seconds() > 0)) {
        return;
      }
      pulse(List.of(pulse));
      now = last(channels);
    }
  }

  private double last(CellChannels channels) {
    return siemens(seen.get(seen.size() - 1), channels);
  }

  private double siemens(DeviceStops.Stop stop, CellChannels channels) {
    return channels.siemens(stop.amperes(), board.readVolts());
  }

  private List<DevicePoint> points(CellChannels channels) {
    double deviation = deviation(channels);
    List<DevicePoint> points = new ArrayList<>();
    double flux = 0;
    double before = 0;
    for (int i = 0; i < seen.size(); i++) {
      double siemens = siemens(seen.get(i), channels);
      if (i > 0) {
        DevicePath.Pulse pulse = done.get(i - 1);
        flux += channels.pulseVoltSeconds(pulse, (before + siemens) / 2);
        flux += channels.offsetVoltSeconds(stops.pulseSeconds(pulse) + stops.readSeconds());
      }
      points.add(new DevicePoint(flux, siemens, deviation));
      before = siemens;
    }
    return points;
  }

  /** Of a reading, by what its block signals scatter at all stops, and by rounding. */
  private double deviation(CellChannels channels) {
    double squares = 0;
    double freedoms = 0;
    for (DeviceStops.Stop stop : seen) {
      squares += stop.squares();
      freedoms += stop.reads() - 1.0;
    }
    int reads = seen.get(0).reads();
    double one = Math.sqrt(squares / freedoms);
    double conversion = one * Math.sqrt(2.0 * stops.shares().averages());
    double rounding = Rounding.rms(conversion, board.stepAmperes(stops.range()));
    double amperes = Estimate.together(one / Math.sqrt(reads), rounding / Math.sqrt(2));
    double least = 1e-9 * typical.maxSiemens();
    return Math.max(least, channels.siemens(amperes, board.readVolts()));
  }

  private double[] pulses(CellChannels channels, List<DevicePoint> points) {
    double[] pulses = new double[points.size() - 1];
    for (int i = 0; i < pulses.length; i++) {
      double siemens = (points.get(i).siemens() + points.get(i + 1).siemens()) / 2;
      pulses[i] = channels.pulseVoltSeconds(done.get(i), siemens);
    }
    return pulses;
  }

  private DeviceCurve curve(DeviceFit.Found fit, CellChannels channels) {
    double siemens = channels.siemensDeviation();
    double flux = channels.fluxDeviation(board.readVolts(), path.largestVolts() / 2);
    double[] innovations = fit.innovations().stream().mapToDouble(one -> one).toArray();
    return new DeviceCurve(
        wider(fit.centre(), siemens),
        wider(fit.swing(), siemens),
        wider(fit.scale(), flux),
        fit.curve(),
        fit.startVoltSeconds(),
        fit.sigma(),
        Residuals.of(innovations));
  }

  /** With what all points share. */
  private static Estimate wider(Estimate estimate, double relative) {
    return new Estimate(
        estimate.value(), Estimate.together(estimate.deviation(), relative * estimate.value()));
  }
}
