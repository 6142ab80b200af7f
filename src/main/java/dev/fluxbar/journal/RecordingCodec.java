package dev.fluxbar.journal;

import dev.fluxbar.array.Cell;
import dev.fluxbar.signal.Leftover;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Recordings as bytes: raw sums and the amperes that were made of them, with every bit. */
final class RecordingCodec {
  private static final int LEAST_SAMPLE_BYTES = 6 * Integer.BYTES + Double.BYTES + 1;

  private static final int LEFTOVER_BYTES = 3 * Integer.BYTES + 2 * Double.BYTES;

  private RecordingCodec() {}

  static void write(Recording recording, DataOutputStream out) throws IOException {
    out.writeDouble(recording.benchSeconds());
    out.writeInt(recording.samples().size());
    for (Sample sample : recording.samples()) {
      Sample.Place place = sample.place();
      out.writeInt(place.step());
      out.writeInt(place.turn());
      out.writeInt(place.instant());
      out.writeInt(place.array());
      out.writeInt(place.firstRow());
      out.writeInt(place.averages());
      out.writeDouble(sample.atSeconds());
      out.writeBoolean(sample.saturated());
      double[] amperes = sample.amperes();
      long[] sums = sample.rawSums();
      out.writeInt(amperes.length);
      for (double one : amperes) {
        out.writeDouble(one);
      }
      out.writeInt(sums.length);
      for (long sum : sums) {
        out.writeLong(sum);
      }
    }
    out.writeInt(recording.leftovers().size());
    for (Leftover left : recording.leftovers()) {
      out.writeInt(left.cell().array());
      out.writeInt(left.cell().row());
      out.writeInt(left.cell().column());
      out.writeDouble(left.voltSeconds());
      out.writeDouble(left.deviationVoltSeconds());
    }
  }

  static Recording read(DataInputStream in) throws IOException {
    double benchSeconds = in.readDouble();
    List<Sample> samples = new ArrayList<>();
    for (int left = EntryCodec.length(in, LEAST_SAMPLE_BYTES); left > 0; left--) {
      Sample.Place place =
          new Sample.Place(
              in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
      double atSeconds = in.readDouble();
      boolean saturated = in.readBoolean();
      double[] amperes = new double[EntryCodec.length(in, Double.BYTES)];
      for (int i = 0; i < amperes.length; i++) {
        amperes[i] = in.readDouble();
      }
      long[] sums = new long[EntryCodec.length(in, Long.BYTES)];
      for (int i = 0; i < sums.length; i++) {
        sums[i] = in.readLong();
      }
      samples.add(new Sample(place, atSeconds, amperes, sums, saturated));
    }
    return new Recording(benchSeconds, samples, leftovers(in));
  }

  private static List<Leftover> leftovers(DataInputStream in) throws IOException {
    List<Leftover> leftovers = new ArrayList<>();
    for (int left = EntryCodec.length(in, LEFTOVER_BYTES); left > 0; left--) {
      Cell cell = new Cell(in.readInt(), in.readInt(), in.readInt());
      leftovers.add(new Leftover(cell, in.readDouble(), in.readDouble()));
    }
    return leftovers;
  }
}
