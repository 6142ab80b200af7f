package dev.fluxbar.daemon.load;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What clients have seen in one turn.
 *
 * @param milliseconds what each read of the state took, connection included
 * @param events that they heard, all of them together
 * @param errors reads that failed, and event streams that did
 * @param processorSeconds what their process needed
 */
record Seen(List<Double> milliseconds, long events, long errors, double processorSeconds) {
  Seen {
    milliseconds = List.copyOf(milliseconds);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(milliseconds.size());
    for (double one : milliseconds) {
      out.writeDouble(one);
    }
    out.writeLong(events);
    out.writeLong(errors);
    out.writeDouble(processorSeconds);
    out.flush();
  }

  static Seen read(DataInputStream in) throws IOException {
    List<Double> milliseconds = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      milliseconds.add(in.readDouble());
    }
    return new Seen(milliseconds, in.readLong(), in.readLong(), in.readDouble());
  }

  /** What a process has needed so far, as far as the system tells. */
  static double processorSecondsSoFar() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(needed -> needed.toNanos() / 1e9)
        .orElse(Double.NaN);
  }
}
