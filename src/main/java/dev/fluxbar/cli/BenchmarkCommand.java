package dev.fluxbar.cli;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.operation.Benchmark;
import dev.fluxbar.app.wiring.Line;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "bench",
    description =
        "Measure this machine: matrix products, emulated inference, write methods, the line. Of a"
            + " bench that is named, its line alone; nothing is driven.",
    subcommands = {
      FaultsCommand.class,
      CrashesCommand.class,
      DaemonLoadCommand.class,
      RecoveryCommand.class,
      UnplugsCommand.class,
      SoakCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar bench",
      "  fluxbar bench --json --seconds 0.2 --images 100",
      "  fluxbar bench --bench serial:/dev/ttyACM0",
      "  fluxbar bench faults --pulses 100000 --rate 0.05",
      "  fluxbar bench crashes --points 10000",
      "  fluxbar bench calibration --bench emulator:lab --repeats 100"
    })
final class BenchmarkCommand implements Callable<Integer> {

  @Option(
      names = "--bench",
      paramLabel = "FILE|URI",
      description = "Only the line to this bench. Default: this machine.")
  @Nullable String bench;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "1",
      description = "How long each figure is measured. Default: ${DEFAULT-VALUE}.")
  double seconds = 1;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Images of the emulated inference. Default: ${DEFAULT-VALUE}.")
  int images = 2000;

  @Option(
      names = "--transport",
      paramLabel = "LINE",
      description = {
        "What carries the bytes to an emulated board in this process: pty, tcp or memory.",
        "Default: pty where the system has pseudo-terminals, else tcp."
      })
  @Nullable Line transport;

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    Terminal terminal = output.terminal();
    Benchmark benchmark = new Benchmark(seconds, images, terminal);
    Line line = transport == null ? Line.mostReal() : transport;
    Map<String, Object> values =
        bench == null ? benchmark.machine(line) : benchmark.link(BenchFile.named(bench), line);
    output.print(values);
    return ExitCode.DONE;
  }
}
