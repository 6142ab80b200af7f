package dev.fluxbar.cli;

import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.NetworkFiles;
import dev.fluxbar.app.operation.AcademicExample;
import dev.fluxbar.app.operation.Deployment;
import dev.fluxbar.app.operation.Write;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Memductances;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "write",
    description = "Steer memductances to a target in closed loop, with a proven step size.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar write --target academic",
      "  fluxbar write --target academic --method gated",
      "  fluxbar write --target network.npz --epsilon-siemens 0.02",
      "  fluxbar write --cell 1,3,1 --siemens 2.5 --dry-run"
    })
final class WriteCommand extends BenchCommand {

  /** A day. */
  private static final int LONGEST_RECONNECT_SECONDS = 86_400;

  @Option(
      names = "--target",
      paramLabel = "FILE",
      description = {
        "Target memductances in siemens: .npz with M1, M2, ..., or .json, one row bar a row;",
        "or the word academic for the example of the paper."
      })
  @Nullable String target;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = {
        "Signed weights for pairs of memristors, a neuron a row: .npz or .json;",
        "--mapping and --scale lay them on the pairs."
      })
  @Nullable Path weights;

  @Mixin final PairOptions pairs = new PairOptions();

  @Option(
      names = "--cell",
      paramLabel = "LAYER,ROW,COLUMN",
      converter = CellConverter.class,
      description = "Only this cell, counted from 1; needs --siemens.")
  @Nullable Cell cell;

  @Option(names = "--siemens", paramLabel = "S", description = "The target of --cell.")
  @Nullable Double siemens;

  @Option(
      names = "--epsilon-siemens",
      paramLabel = "S",
      description = {
        "The largest error that is left. Default: 0.016 of what the device can have, 0.05",
        "with the paper's."
      })
  @Nullable Double epsilonSiemens;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = {
        "proportional: the paper's, a cell at a time.",
        "model: a cell at a time, by the device model and what is measured.",
        "row: a row at a time; needs column drivers at every layer.",
        "gated: a layer at a time; needs a switch at every crosspoint.",
        "Default: proportional where the bench may drive its largest pulse, else the fastest",
        "of the others that it can do; the output says which."
      })
  @Nullable WriteMethod method;

  @Option(
      names = "--drive-volts",
      paramLabel = "V",
      description =
          "Amplitude of the pulses of model and gated, largest of row. Default: what the limits"
              + " allow.")
  @Nullable Double driveVolts;

  @Option(
      names = "--averages",
      paramLabel = "N",
      defaultValue = "1",
      description = "Conversions a sample. Default: ${DEFAULT-VALUE}.")
  int averages = 1;

  @Option(
      names = "--alpha",
      paramLabel = "V/S",
      description = {
        "Step size of proportional. Largest allowed: the bound of convergence.",
        "Default: that bound, or less where drivers and limits ask for smaller pulses."
      })
  @Nullable Double alpha;

  @Option(
      names = "--first-pulse-volts",
      paramLabel = "V",
      description = "The first pulse to each cell. Default: the bench file's.")
  @Nullable Double firstPulseVolts;

  @Option(
      names = "--pulses-a-cell",
      paramLabel = "N",
      description = "Pulse budget of one cell. Default: what the proof of convergence allows.")
  @Nullable Long pulsesACell;

  @Option(
      names = "--pulses",
      paramLabel = "N",
      description = "Pulse budget of the whole write. Default: none.")
  @Nullable Long pulses;

  @Option(
      names = "--remap",
      description = {
        "Choose rows and columns so that cells which cannot be written do the least harm, and",
        "write a bench file with these bars into the run folder."
      })
  boolean remap;

  @Option(
      names = "--reconnect",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = {
        "How long to wait for a bench that is lost on the way; then its cells are read again",
        "and the write goes on. Default: a lost bench ends the write."
      })
  double reconnectSeconds;

  @Override
  Work work(Terminal terminal) {
    return onNamedBench(
        new Write(
            new Write.Wanted(
                wanted(),
                epsilonSiemens == null ? OptionalDouble.empty() : OptionalDouble.of(epsilonSiemens),
                alpha == null ? OptionalDouble.empty() : OptionalDouble.of(alpha),
                firstPulseVolts == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(firstPulseVolts),
                pulsesACell == null ? OptionalLong.empty() : OptionalLong.of(pulsesACell),
                pulses == null ? OptionalLong.empty() : OptionalLong.of(pulses),
                Optional.ofNullable(method),
                driveVolts == null ? OptionalDouble.empty() : OptionalDouble.of(driveVolts),
                averages,
                remap),
            reconnect(),
            terminal),
        terminal);
  }

  private Duration reconnect() {
    if (!(reconnectSeconds >= 0 && reconnectSeconds <= LONGEST_RECONNECT_SECONDS)) {
      throw new BadInput(
          "write: reconnect-seconds=%s; give 0 to %d"
              .formatted(reconnectSeconds, LONGEST_RECONNECT_SECONDS));
    }
    return Duration.ofMillis(Math.round(1000 * reconnectSeconds));
  }

  private Write.Target wanted() {
    boolean one = cell != null && siemens != null;
    int asked = (one ? 1 : 0) + (target != null ? 1 : 0) + (weights != null ? 1 : 0);
    if (asked != 1 || (!one && (cell != null || siemens != null))) {
      throw new BadInput(
          "write: give one of --target FILE, --weights FILE, or --cell with --siemens");
    }
    if (cell != null && siemens != null) {
      return new Write.Target.One(cell, siemens);
    }
    if (weights != null) {
      return new Write.Target.Pairs(deployment(weights));
    }
    return new Write.Target.Network(
        "academic".equals(target)
            ? AcademicExample.TARGET
            : new Memductances(NetworkFiles.read(Path.of(String.valueOf(target))).layers()));
  }

  /** On the bench that is named. */
  private Deployment deployment(Path file) {
    return Deployment.of(
        file.toString(), NetworkFiles.read(file), global.file(), pairs.mapping, pairs.scale);
  }
}
