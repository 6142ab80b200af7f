package dev.fluxbar.algorithm;

import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The noise of each row by what it showed at rest, around its mean under each setting of switches:
 * with another one, what drivers stand at beside 0 V makes another current. Not for use by several
 * threads.
 */
final class RestNoise {
  private final Map<Row, Scattered> rows = new HashMap<>();

  /** Arrays of which any row scattered. */
  private final BitSet scattered = new BitSet();

  private record Row(int array, int row) {}

  /**
   * The noise of one row.
   *
   * @param amperes standard deviation of one sample
   * @param freedom of how many independent differences that is the root mean square; 0: of none
   */
  record Noise(double amperes, int freedom) {
    static final Noise NONE = new Noise(0, 0);

    /** Standard deviation of the difference of two samples. */
    double ofDifference() {
      return Math.sqrt(2) * amperes;
    }
  }

  /** Samples of one row under one setting, and the sums of squares under those before. */
  private static final class Scattered {
    private double first;
    private int count;
    private double sum;
    private double squares;
    private double allSquares;
    private int freedom;

    void add(double amperes) {
      first = count == 0 ? amperes : first;
      count++;
      sum += amperes - first;
      squares += (amperes - first) * (amperes - first);
    }

    void endSetting() {
      if (count > 1) {
        allSquares += Math.max(0, squares - sum * sum / count);
        freedom += count - 1;
      }
      count = 0;
      sum = 0;
      squares = 0;
    }
  }

  /** Takes up what one program sampled at rest. */
  void add(Program program, Recording recording) {
    int index = 0;
    BitSet atRest = new BitSet();
    for (Step step : program.steps()) {
      List<Step> body = step instanceof Step.Repeat repeat ? repeat.body() : List.of();
      if (step instanceof Step.Switches) {
        take(atRest, recording);
        atRest.clear();
      }
      atRest.set(index, step instanceof Step.Sample);
      for (int i = 0; i < body.size(); i++) {
        atRest.set(index + 1 + i, body.get(i) instanceof Step.Sample);
      }
      index += 1 + body.size();
    }
    take(atRest, recording);
  }

  /** The samples of these steps, all under one setting. */
  private void take(BitSet atRest, Recording recording) {
    if (atRest.isEmpty()) {
      return;
    }
    for (Sample sample : recording.samples()) {
      Sample.Place place = sample.place();
      if (atRest.get(place.step())) {
        double[] amperes = sample.amperes();
        for (int i = 0; i < amperes.length; i++) {
          Row row = new Row(place.array(), place.firstRow() + i);
          rows.computeIfAbsent(row, any -> new Scattered()).add(amperes[i]);
        }
      }
    }
    rows.forEach(
        (row, sums) -> {
          sums.endSetting();
          if (sums.allSquares > 0) {
            scattered.set(row.array());
          }
        });
  }

  /**
   * What is known of a row. Where any row of its array scattered, none is surer than rounding, a
   * step over the square root of twelve (Widrow); where none did, noise is far below a step, and
   * the step bounds what it can show.
   */
  Noise of(int array, int row, double stepAmperes) {
    Scattered own = rows.get(new Row(array, row));
    if (own == null || own.freedom == 0 || !scattered.get(array)) {
      return Noise.NONE;
    }
    double rms = Math.sqrt(own.allSquares / own.freedom);
    return new Noise(Math.max(rms, stepAmperes / Math.sqrt(12)), own.freedom);
  }
}
