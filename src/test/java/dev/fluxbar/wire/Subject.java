package dev.fluxbar.wire;

import java.nio.ByteBuffer;
import java.util.List;

/** What two judges are asked about. */
enum Subject {
  /** Stretches of the line. */
  FRAMES(FrameJudge.BYTES) {
    private static final List<String> MESSAGES = List.of("message", "bad type", "bad payload");

    @Override
    Source source(long seed) {
      FrameMutator mutator = new FrameMutator(FrameJudgeTest.plainFrames(), seed);
      return verdict -> {
        byte[] stretch = mutator.next();
        FrameJudge.judge(stretch, verdict);
        byte[] question = new byte[2 + stretch.length];
        question[0] = (byte) stretch.length;
        question[1] = (byte) (stretch.length >>> 8);
        System.arraycopy(stretch, 0, question, 2, stretch.length);
        return question;
      };
    }

    @Override
    String kind(byte[] verdicts, int at) {
      return verdicts[at] == 0
          ? MESSAGES.get(verdicts[at + 2])
          : "no frame: " + RejectReason.values()[verdicts[at] - 1];
    }
  },

  /** Programs for several boards. */
  IMAGES(ImageJudge.BYTES) {
    @Override
    Source source(long seed) {
      RandomImages images = new RandomImages(seed);
      return verdict -> {
        RandomImages.Case program = images.next();
        verdict.put(ImageJudge.verdict(program));
        return ImageJudge.question(program);
      };
    }

    @Override
    String kind(byte[] verdicts, int at) {
      int error = (verdicts[at] & 0xff) | (verdicts[at + 1] & 0xff) << 8;
      return error == 0 ? "proved" : ErrorCode.of(error).toString();
    }
  };

  private final int verdictBytes;

  Subject(int verdictBytes) {
    this.verdictBytes = verdictBytes;
  }

  /** Questions in the form of the interchange. */
  interface Source {
    /** The next question, owned by the caller; appends this side's verdict to a buffer. */
    byte[] next(ByteBuffer verdict);
  }

  /** The same questions for the same seed. */
  abstract Source source(long seed);

  /** A name for the kind of the verdict that begins at a place. */
  abstract String kind(byte[] verdicts, int at);

  int verdictBytes() {
    return verdictBytes;
  }
}
