package dev.fluxbar.wire;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes spoiled frames and their verdicts to files for another judge: seed, count, two paths. */
final class FrameStretches {

  private FrameStretches() {}

  public static void main(String[] args) throws IOException {
    long seed = Long.parseLong(args[0]);
    int count = Integer.parseInt(args[1]);
    long start = System.nanoTime();
    try (OutputStream stretches =
            new BufferedOutputStream(Files.newOutputStream(Path.of(args[2])));
        OutputStream verdicts = new BufferedOutputStream(Files.newOutputStream(Path.of(args[3])))) {
      write(FrameJudgeTest.plainFrames(), seed, count, stretches, verdicts);
    }
    System.out.printf("%.2f million a second%n", count / ((System.nanoTime() - start) / 1e3));
  }

  /** Interchange: u16 length, then the stretch; sixteen bytes of verdict a stretch. */
  static void write(
      List<byte[]> frames, long seed, int count, OutputStream stretches, OutputStream verdicts) {
    FrameMutator mutator = new FrameMutator(frames, seed);
    ByteBuffer verdict = ByteBuffer.allocate(FrameJudge.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try {
      for (int i = 0; i < count; i++) {
        byte[] stretch = mutator.next();
        stretches.write(stretch.length & 0xff);
        stretches.write(stretch.length >>> 8);
        stretches.write(stretch);
        verdict.clear();
        FrameJudge.judge(stretch, verdict);
        verdicts.write(verdict.array());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
