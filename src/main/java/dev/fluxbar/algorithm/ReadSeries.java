package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;

/**
 * What many reads of one cell say, and whether they moved it.
 *
 * @param cell which
 * @param reads how many
 * @param meanSiemens of all reads
 * @param deviationSiemens standard deviation of one read
 * @param driftSiemens by how much the memductance changed from the first to the last read, by a
 *     straight line through all of them
 * @param driftDeviationSiemens standard deviation of that, if reads are independent
 * @param imbalanceVolts mean of what stood on the column beside the amplitude, by the currents at
 *     T/2 and T; with the input's offset unless a profile took it out
 * @param imbalanceDeviationVolts standard deviation of that mean, if reads are independent
 * @param netVoltSeconds flux that the reads left by it, before any balancing
 * @param benchSeconds bench time of the reads
 */
public record ReadSeries(
    Cell cell,
    long reads,
    double meanSiemens,
    double deviationSiemens,
    double driftSiemens,
    double driftDeviationSiemens,
    double imbalanceVolts,
    double imbalanceDeviationVolts,
    double netVoltSeconds,
    double benchSeconds) {

  /** Sums of what comes in, centred on the first read. Not for use by several threads. */
  static final class Builder {
    private final Cell cell;
    private final double tauSeconds;
    private final double middle;
    private long count;
    private double first;
    private double sum;
    private double squares;
    private double slope;
    private double places;
    private double imbalances;
    private double imbalanceSquares;
    private double benchSeconds;
    private long windowCount;
    private double windowSum;
    private double windowSquares;

    Builder(Cell cell, double tauSeconds, long reads) {
      this.cell = cell;
      this.tauSeconds = tauSeconds;
      this.middle = (reads - 1) / 2.0;
    }

    /** One read: the amplitude of its first plateaus was {@code -volts}. */
    void read(double volts, double middleAmperes, double endAmperes) {
      double siemens = (middleAmperes - endAmperes) / (2 * volts);
      first = count == 0 ? siemens : first;
      double off = siemens - first;
      double place = count - middle;
      sum += off;
      squares += off * off;
      slope += place * off;
      places += place * place;
      double imbalance = siemens > 0 ? (middleAmperes + endAmperes) / (2 * siemens) : 0;
      imbalances += imbalance;
      imbalanceSquares += imbalance * imbalance;
      count++;
      windowCount++;
      windowSum += off;
      windowSquares += off * off;
    }

    /** Tells of a window once it has as many reads, and begins the next. */
    void window(int reads, RepeatedReading.Between between) {
      if (windowCount < reads) {
        return;
      }
      double mean = windowSum / windowCount;
      double variance = Math.max(0, windowSquares / windowCount - mean * mean);
      between.window(first + mean, Math.sqrt(variance / windowCount));
      windowCount = 0;
      windowSum = 0;
      windowSquares = 0;
    }

    void seconds(double seconds) {
      benchSeconds += seconds;
    }

    ReadSeries build() {
      double mean = sum / count;
      double rise = slope / places;
      double variance = Math.max(0, squares / count - mean * mean - rise * rise * places / count);
      double deviation = Math.sqrt(variance * count / Math.max(1, count - 2));
      double imbalance = imbalances / count;
      double spread = Math.max(0, imbalanceSquares / count - imbalance * imbalance);
      return new ReadSeries(
          cell,
          count,
          first + mean,
          deviation,
          rise * (count - 1),
          deviation / Math.sqrt(places) * (count - 1),
          imbalance,
          Math.sqrt(spread / count),
          imbalance * 4 * tauSeconds * count,
          benchSeconds);
    }
  }
}
