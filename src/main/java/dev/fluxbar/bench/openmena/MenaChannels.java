package dev.fluxbar.bench.openmena;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.analog.ColumnDrivers;
import dev.fluxbar.analog.Dac;
import dev.fluxbar.analog.DriverTransfer;
import dev.fluxbar.analog.RowInputs;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The board's drivers and inputs, calibrated or not, and what it is as a bench.
 *
 * @param description for the algorithms
 * @param drivers of its columns, codes signed from virtual ground
 * @param rows its inputs in their one range
 */
record MenaChannels(BenchDescription description, ColumnDrivers drivers, RowInputs rows) {
  private static final int BITS = 12;

  /** Pulses have whole microseconds. */
  private static final double TICK_SECONDS = 1e-6;

  private static final Dac DAC = new Dac(BITS, Math.scalb(Sketch.STEP_VOLTS, BITS - 1));

  /**
   * @param boardId what people call the board; it has no name of its own
   * @param neurons that the host computes
   * @param offsets of the drivers, which no profile knows
   * @param driveVolts that no column may pass really
   * @param profiles asked for the profile of the board
   * @throws IllegalArgumentException if the profile is of arrays of other sizes
   */
  static MenaChannels of(
      String boardId,
      Activation neurons,
      MenaInputs inputs,
      DriverOffsets offsets,
      double driveVolts,
      Function<BenchDescription, Optional<AnalogProfile>> profiles) {
    MenaChannels told =
        with(
            boardId,
            neurons,
            new ColumnDrivers(DAC, offsets.known() ? offsets.on(List.of()) : List.of()),
            RowInputs.ideal(List.of(adc(inputs))),
            inputs,
            driveVolts);
    return profiles
        .apply(told.description)
        .map(profile -> profile.array(0, Sketch.LINES, Sketch.LINES, 1))
        .map(
            found ->
                with(
                    boardId,
                    neurons,
                    new ColumnDrivers(DAC, offsets.on(found.drivers())),
                    new RowInputs(told.rows.ranges(), found.inputs()),
                    inputs,
                    driveVolts))
        .orElse(told);
  }

  private static Adc adc(MenaInputs inputs) {
    return new Adc(BITS, Math.scalb(inputs.stepAmperes(), BITS - 1));
  }

  private static MenaChannels with(
      String boardId,
      Activation neurons,
      ColumnDrivers drivers,
      RowInputs rows,
      MenaInputs inputs,
      double driveVolts) {
    double room = inputs.largestAmperes() / adc(inputs).largestAmperes();
    double most = Math.min(driveVolts, Sketch.LARGEST_PULSE_VOLTS);
    Channels channels =
        new Channels(
            true,
            Sketch.STEP_VOLTS,
            // A calibrated driver is bounded by what it really gives.
            drivers.transfers().isEmpty()
                ? Sketch.LARGEST_PULSE_VOLTS
                : drivers.largestCode(most) * Sketch.STEP_VOLTS,
            List.of(new Channels.Range(room * rows.largestAmperes(0), rows.stepAmperes(0))),
            Sketch.CYCLE_SECONDS / Sketch.LINES,
            drivers.transfers().stream().map(MenaChannels::withoutOffset).toList());
    BenchDescription description =
        new BenchDescription(
            boardId,
            "OpenMENA sketch",
            Topology.INDEPENDENT,
            NetworkShape.of(ArrayShape.single(Sketch.LINES, Sketch.LINES)),
            neurons,
            SwitchKind.CROSSPOINT,
            List.of(channels),
            TICK_SECONDS);
    return new MenaChannels(description, drivers, rows);
  }

  /** An offset that is known is taken out of every vector by its code. */
  private static DriverTransfer withoutOffset(DriverTransfer driver) {
    return new DriverTransfer(
        0, driver.gain(), driver.offsetDeviationVolts(), driver.gainDeviation());
  }
}
