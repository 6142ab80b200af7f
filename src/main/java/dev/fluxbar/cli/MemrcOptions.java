package dev.fluxbar.cli;

import dev.fluxbar.app.dynamics.MemrcRun;
import dev.fluxbar.dynamics.memrc.Course;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What both commands on circuits with a capacitor take, and what they do with it. */
final class MemrcOptions {

  @Option(
      names = "--passes",
      paramLabel = "N",
      defaultValue = "30",
      description = "Passes of the alternating iteration at most. Default: ${DEFAULT-VALUE}.")
  int passes = 30;

  @Option(
      names = "--enough-volts",
      paramLabel = "V",
      defaultValue = "1e-6",
      description = "The iteration ends when no sample changes by more. Default: ${DEFAULT-VALUE}.")
  double enoughVolts = 1e-6;

  @Option(
      names = "--out-dir",
      paramLabel = "DIR",
      description = "Write trajectory.csv, iteration.csv and trajectory.png into DIR.")
  @Nullable Path outDir;

  @Mixin final OutputOptions output = new OutputOptions();

  int run(Course course, String title, Function<MemrcRun, Map<String, Object>> document) {
    Terminal terminal = output.terminal();
    MemrcRun run = new MemrcRun(course, new MemrcRun.Iterations(passes, enoughVolts));
    run.tell(terminal);
    Map<String, Object> values = document.apply(run);
    if (outDir != null) {
      List<Path> files = run.write(outDir, title);
      files.forEach(file -> terminal.say("Written:    " + file));
      values.put("files", files.stream().map(Path::toString).toList());
    }
    output.print(values);
    return ExitCode.DONE;
  }
}
