package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.MethodChoice;
import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.algorithm.WriteSettings;
import dev.fluxbar.algorithm.Writing;
import dev.fluxbar.app.config.SignalTimes;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.bench.Bench;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What was wanted of a write, as one bench can do it.
 *
 * @param settings of the writing, its method chosen
 * @param choice why this method, where none was named
 */
record WriteOrder(WriteSettings settings, Optional<MethodChoice> choice) {

  static WriteOrder of(Write.Wanted wanted, OpenBench open) {
    WriteSettings asked = asked(wanted, open);
    if (wanted.method().isPresent()) {
      return new WriteOrder(asked.withMethod(wanted.method().get()), Optional.empty());
    }
    Bench bench = open.bench();
    MethodChoice choice =
        MethodChoice.of(bench.description(), bench.limits(), open.device(), asked);
    return new WriteOrder(asked.withMethod(choice.method()), Optional.of(choice));
  }

  private static WriteSettings asked(Write.Wanted wanted, OpenBench open) {
    SignalTimes signal = open.file().signal();
    WriteSettings settings =
        WriteSettings.of(signal.pulseSeconds(), wanted.epsilonSiemens())
            .withFirstVolts(wanted.firstVolts().orElse(signal.firstPulseVolts()))
            .withReading(signal.tauSeconds(), signal.readVolts())
            .withAverages(wanted.averages())
            .withPulses(boxed(wanted.pulsesACell()), boxed(wanted.pulsesInAll()));
    if (wanted.alpha().isPresent()) {
      settings = settings.withAlpha(wanted.alpha().getAsDouble());
    }
    if (wanted.driveVolts().isPresent()) {
      settings = settings.withDriveVolts(wanted.driveVolts().getAsDouble());
    }
    return settings;
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  /** A choice that is worth a line: not the paper's method. */
  Optional<MethodChoice> unusual() {
    return choice.filter(one -> one.method() != WriteMethod.PROPORTIONAL);
  }

  Writing writing(OpenBench open, Bench bench) {
    return new Writing(bench, open.device(), settings);
  }
}
