package dev.fluxbar.app.recovery;

import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.calibration.DeviceParameter;
import dev.fluxbar.calibration.Parameter;
import dev.fluxbar.calibration.Quantity;
import dev.fluxbar.emulator.AnalogErrors;
import dev.fluxbar.emulator.AnalogTruth;
import dev.fluxbar.emulator.Imperfections;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.memristor.LeakyMemristor;
import dev.fluxbar.memristor.OnePort;
import dev.fluxbar.memristor.TanhMemristor;

/** What an emulated board really is, parameter for parameter. */
final class HiddenTruth {
  private final OpenBench open;
  private final AnalogTruth truth;
  private final EmulatorFile file;

  /**
   * @throws IllegalStateException if the bench is no emulated board in this process
   */
  HiddenTruth(OpenBench open) {
    this.open = open;
    this.truth =
        open.emulated()
            .orElseThrow(() -> new IllegalStateException("recovery: this bench hides nothing"))
            .analogTruth();
    this.file = open.emulatorFile().orElseThrow();
  }

  /** The real value behind what was found. */
  double of(Parameter found) {
    Imperfections imperfections = file.imperfections();
    return switch (found.quantity()) {
      case DRIVER_OFFSET -> even(found);
      case DRIVER_GAIN -> odd(found);
      case INPUT_OFFSET -> truth.inputOffsetAmperes(found.array(), found.range(), found.line());
      case INPUT_GAIN -> truth.inputGain(found.array(), found.range(), found.line());
      case INPUT_NOISE -> noise(found);
      case COLUMN_SEGMENT -> imperfections.devices().lines().columnSegmentOhms();
      case ROW_SEGMENT -> imperfections.devices().lines().rowSegmentOhms();
    };
  }

  /** Of the device at a cell; not a number where it is no curve, which nothing found is near. */
  double of(DeviceParameter found) {
    OnePort device = truth.device(found.cell());
    FluxControlled curve =
        device instanceof LeakyMemristor leaky
            ? leaky.curve()
            : device instanceof FluxControlled own ? own : null;
    if (curve instanceof ArctanMemristor own) {
      return switch (found.quantity()) {
        case CENTRE -> own.centreSiemens();
        case SWING -> own.swingSiemens();
        case FLUX_SCALE -> own.scaleVoltSeconds();
      };
    }
    if (curve instanceof TanhMemristor own) {
      return switch (found.quantity()) {
        case CENTRE -> own.centreSiemens();
        case SWING -> own.swingSiemens();
        case FLUX_SCALE -> own.scaleVoltSeconds();
      };
    }
    return Double.NaN;
  }

  private double even(Parameter found) {
    int code = code(found.array());
    return (volts(found, code) + volts(found, -code)) / 2;
  }

  private double odd(Parameter found) {
    int code = code(found.array());
    double step = open.board().description().channels().get(found.array()).driveStepVolts();
    return (volts(found, code) - volts(found, -code)) / (2 * code * step);
  }

  private double volts(Parameter found, int code) {
    return truth.driverVolts(found.array(), found.line(), code);
  }

  /** The code of read volts, at which drivers are calibrated. */
  private int code(int array) {
    double step = open.board().description().channels().get(array).driveStepVolts();
    return (int) Math.rint(open.file().signal().readVolts() / step);
  }

  /** White noise of the current and of the converter in the smallest range, and a decade of 1/f. */
  private double noise(Parameter found) {
    AnalogErrors errors = file.imperfections().analog();
    double step =
        open.board().description().channels().get(found.array()).ranges().get(0).stepAmperes();
    double gain = truth.inputGain(found.array(), 0, found.line());
    double current =
        Math.hypot(file.converters().noiseAmperes(found.array()), errors.pinkAmperes());
    return Math.hypot(gain * current, errors.converterNoiseSteps() * step);
  }

  /** How many numbers of a quantity the board hides. */
  int count(Quantity quantity) {
    int count = 0;
    for (int l = 0; l < open.board().description().shape().layers(); l++) {
      int rows = open.board().description().shape().array(l).rows();
      int columns = open.board().description().shape().array(l).columns();
      int ranges = open.board().description().channels().get(l).ranges().size();
      count +=
          switch (quantity) {
            case DRIVER_OFFSET, DRIVER_GAIN -> columns;
            case INPUT_OFFSET, INPUT_GAIN -> rows * ranges;
            case INPUT_NOISE -> rows;
            case COLUMN_SEGMENT, ROW_SEGMENT -> 1;
          };
    }
    return count;
  }
}
