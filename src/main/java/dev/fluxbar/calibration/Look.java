package dev.fluxbar.calibration;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.signal.BlockSignal;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One setting of one array's switches under which currents are sampled: quiet, with drivers at code
 * 0, or in block signals, at T/2 and at T, where every flux is back.
 *
 * @param array which array; all others are open
 * @param switches its setting
 * @param views what is driven and sampled, one after the other, in this order again and again
 * @param conversions of every sampled row, in all
 * @param averagesAtMost conversions of one sample: few show the noise of one, many are quick
 */
record Look(
    int array, ArraySwitches switches, List<View> views, int conversions, int averagesAtMost) {

  /** Conversions that one sample of the wire may add up. */
  static final int MOST_AVERAGES = 4096;

  /** Programs are kept to this many repeats: the samples of one must fit the board. */
  private static final int MOST_REPEATS = 1 << 10;

  /** T/2 and T. */
  static final int INSTANTS = Step.Block.MIDDLE | Step.Block.atEnd(3);

  /**
   * One amplitude and range.
   *
   * @param volts column voltages of the block signal; null: quiet
   * @param firstRow first sampled row
   * @param rows how many
   * @param range current range
   */
  record View(@Nullable Volts volts, int firstRow, int rows, int range) {}

  Look {
    views = List.copyOf(views);
  }

  /** Signals as seldom as possible: each may move cells. */
  Look(int array, ArraySwitches switches, List<View> views, int conversions) {
    this(array, switches, views, conversions, MOST_AVERAGES);
  }

  /** How conversions are shared out: {@code averages} in each sample, in so many repeats. */
  record Shares(int averages, int repeats) {}

  /** Conversions of one sample must fit into a plateau. */
  Shares shares(BenchDescription bench, double tauSeconds) {
    Channels channels = bench.channels().get(array);
    int rows = views.stream().mapToInt(View::rows).max().orElseThrow();
    double each = rows * channels.conversionSeconds();
    double fit = each == 0 ? MOST_AVERAGES : Math.floor(tauSeconds / each * (1 + 1e-12));
    int averages =
        (int)
            Math.max(
                1, Math.min(Math.min(fit, MOST_AVERAGES), Math.min(conversions, averagesAtMost)));
    return new Shares(averages, (conversions + averages - 1) / averages);
  }

  /** Its programs, of equal steps and as many repeats each as the bench has room for. */
  List<Program> programs(Bench bench, double tauSeconds, double settleSeconds) {
    BenchDescription description = bench.description();
    Shares shares = shares(description, tauSeconds);
    long bytes = 2L * views.size() * description.sampleBytes(array);
    double seconds = views.size() * BlockSignal.PLATEAUS * tauSeconds;
    double spare = bench.limits().programSeconds() - settleSeconds;
    long most = Math.min(MOST_REPEATS, description.resultBytes() / bytes);
    most = (long) Math.max(1, Math.min((double) most, Math.floor(spare / seconds)));
    List<Program> programs = new ArrayList<>();
    for (int left = shares.repeats(); left > 0; left -= (int) most) {
      programs.add(
          program(description, shares, (int) Math.min(left, most), tauSeconds, settleSeconds));
    }
    return programs;
  }

  private Program program(
      BenchDescription bench, Shares shares, int repeats, double tauSeconds, double settleSeconds) {
    Program.Builder program = Program.builder();
    program.then(new Step.Switches(SwitchSetting.open(bench.shape()).with(array, switches)));
    if (settleSeconds > 0) {
      program.then(new Step.Settle(settleSeconds));
    }
    List<Step> body = new ArrayList<>();
    for (View view : views) {
      body.add(
          new Step.Sense(array, view.firstRow(), view.rows(), view.range(), shares.averages()));
      if (view.volts() == null) {
        body.add(new Step.Settle(tauSeconds));
        body.add(new Step.Sample());
      } else {
        body.add(new Step.Drive(array, program.table(view.volts()), 0));
        body.add(new Step.Block(tauSeconds, false, INSTANTS, 0));
      }
    }
    return program.then(new Step.Repeat(repeats, body)).build();
  }

  /** The index of the step that samples a view, as recordings count. */
  static int sampledStep(int view, double settleSeconds) {
    int repeat = settleSeconds > 0 ? 2 : 1;
    return repeat + 3 * (view + 1);
  }
}
