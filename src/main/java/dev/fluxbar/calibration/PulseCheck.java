package dev.fluxbar.calibration;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.List;

/**
 * Whether a cell moves: read, a pulse towards the middle of its range, read, the same pulse
 * backwards. By the model it would move by a fiftieth of its range
 * (calibration/procedures/check-cells.md).
 */
final class PulseCheck {

  /** The move that is asked for, as a share of the device's range. */
  private static final double MOVE = 0.02;

  /** Within which share of the bounds the model is asked: beyond, its slope is nothing. */
  private static final double EDGE = 0.03;

  /** A cell that moves by less than this share of what it should is stuck. */
  private static final double STUCK = 0.1;

  /** Reads before and after; each shows T/2 and T. */
  private static final int READS = 16;

  private static final int AVERAGES = 8;

  private final Board board;
  private final CheckSettings settings;
  private final Floor floor;

  PulseCheck(Board board, CheckSettings settings, Floor floor) {
    this.board = board;
    this.settings = settings;
    this.floor = floor;
  }

  /**
   * The pulse for a cell.
   *
   * @param volts signed
   * @param widthSeconds in whole ticks
   * @param expectedSiemens by how much the model moves; of either sign
   */
  record Pulse(double volts, double widthSeconds, double expectedSiemens) {}

  /** Towards the middle, no larger than half of what the limits allow. */
  Pulse pulse(double siemens) {
    FluxControlled device = settings.device();
    double range = device.maxSiemens() - device.minSiemens();
    double from =
        Math.max(
            device.minSiemens() + EDGE * range,
            Math.min(device.maxSiemens() - EDGE * range, siemens));
    double towards = from > device.minSiemens() + range / 2 ? -1 : 1;
    double flux = device.fluxVoltSeconds(from);
    double dose = Math.abs(device.fluxVoltSeconds(from + towards * MOVE * range) - flux);
    double largest = board.largestVolts() / 2;
    double longest = Math.min(board.limits().onSeconds(), board.limits().programSeconds() / 8) / 2;
    double most = Math.min(largest * longest, board.limits().fluxVoltSeconds() / 4);
    double given = Math.min(dose, most);
    // The longest pulse is the gentlest.
    double volts = board.volts(Math.max(given / longest, Math.min(largest, settings.readVolts())));
    double tick = board.bench().tickSeconds();
    double width = Math.max(1, Math.floor(given / volts / tick)) * tick;
    double after = device.memductanceSiemens(flux + towards * volts * width);
    return new Pulse(towards * volts, width, after - from);
  }

  /** Read, pulse, read, pulse back. */
  Program program(Cell cell, int range, Pulse pulse) {
    Program.Builder program = Program.builder();
    ArraySwitches closed = ArraySwitches.only(board.shape(), cell.row(), cell.column());
    program.then(
        new Step.Switches(SwitchSetting.open(board.bench().shape()).with(board.array(), closed)));
    if (settings.settleSeconds() > 0) {
      program.then(new Step.Settle(settings.settleSeconds()));
    }
    program.then(new Step.Sense(board.array(), cell.row(), 1, range, averages()));
    Step.Repeat reads =
        new Step.Repeat(
            READS, List.of(new Step.Block(settings.tauSeconds(), false, Look.INSTANTS, 0)));
    Step.Pulse step = new Step.Pulse(pulse.widthSeconds(), false, List.of());
    return program
        .drive(board.array(), volts(cell, board.readVolts()))
        .then(reads)
        .drive(board.array(), volts(cell, pulse.volts()))
        .then(step)
        .drive(board.array(), volts(cell, board.readVolts()))
        .then(reads)
        .drive(board.array(), volts(cell, -pulse.volts()))
        .then(step)
        .build();
  }

  private int averages() {
    double each = board.channels().conversionSeconds();
    double fit = each == 0 ? AVERAGES : Math.floor(settings.tauSeconds() / each * (1 + 1e-12));
    return (int) Math.max(1, Math.min(AVERAGES, fit));
  }

  private Volts volts(Cell cell, double volts) {
    return Volts.only(board.columns(), cell.column(), volts);
  }

  /** What a cell did. */
  sealed interface Outcome {}

  /** It moved, or may move less than noise. */
  record Moves() implements Outcome {}

  /** Noise hides what it would show. */
  record Hidden() implements Outcome {}

  /** It did not. */
  record Stuck(Finding finding) implements Outcome {}

  /** From what its program sampled. */
  Outcome outcome(Cell cell, double siemens, int range, Pulse pulse, Recording recording) {
    List<Sample> samples = recording.of(board.array());
    double before = odd(samples, 0, cell.row()) / board.readVolts();
    double after = odd(samples, 2 * READS, cell.row()) / board.readVolts();
    double moved = after - before;
    double noise =
        (Floor.SIGMAS * Math.sqrt(2) * floor.deviation(range, cell.row(), READS)
                + board.stepAmperes(range) / Math.sqrt(READS))
            / board.readVolts();
    double least = STUCK * Math.abs(pulse.expectedSiemens());
    if (Math.abs(moved) > Math.max(noise, least)) {
      return new Moves();
    }
    return noise > Math.abs(pulse.expectedSiemens()) / 2
        ? new Hidden()
        : new Stuck(finding(cell, siemens, moved, pulse));
  }

  private static double odd(List<Sample> samples, int first, int row) {
    double sum = 0;
    for (int i = 0; i < 2 * READS; i++) {
      double amperes = samples.get(first + i).amperes(row);
      sum += i % 2 == 0 ? amperes : -amperes;
    }
    return sum / (2 * READS);
  }

  private Finding finding(Cell cell, double siemens, double moved, Pulse pulse) {
    double middle = (settings.device().minSiemens() + settings.device().maxSiemens()) / 2;
    return new Finding(
        siemens > middle ? FindingKind.STUCK_ON : FindingKind.STUCK_OFF,
        board.array(),
        List.of(cell.row()),
        List.of(cell.column()),
        moved,
        pulse.expectedSiemens(),
        "S",
        ("it reads %s and moved by %s when a pulse of %s and %s, taken back since, would have moved"
                + " a device by %s")
            .formatted(
                Amount.text(siemens, "S"),
                Amount.text(moved, "S"),
                Amount.text(pulse.volts(), "V"),
                Amount.text(pulse.widthSeconds(), "s"),
                Amount.text(pulse.expectedSiemens(), "S")));
  }
}
