package dev.fluxbar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImageJudgeTest {
  private static final int COUNT = 10_000;

  /** What an image can be refused with; PROOF_DIFFERS is about the host's proof beside it. */
  private static Set<ErrorCode> refusals() {
    Set<ErrorCode> all = EnumSet.range(ErrorCode.BAD_IMAGE, ErrorCode.OVER_RESULTS);
    all.add(ErrorCode.NO_MEMORY);
    return all;
  }

  @Test
  void everyRefusalComesOfTenThousandPrograms() {
    RandomImages images = new RandomImages(1);
    Set<ErrorCode> seen = EnumSet.noneOf(ErrorCode.class);
    int proved = 0;
    int streamed = 0;
    for (int i = 0; i < COUNT; i++) {
      RandomImages.Case program = images.next();
      try {
        Prover.prove(program.image(), program.load(), program.rules());
        proved++;
        streamed += program.load().streamBytes() > 0 ? 1 : 0;
      } catch (ImageRefused refusal) {
        seen.add(refusal.error());
      }
    }
    assertThat(seen).isEqualTo(refusals());
    // A third is left as it was made, and few of those are beyond a limit.
    assertThat(proved).isBetween(COUNT / 4, COUNT * 3 / 4);
    assertThat(streamed).isGreaterThan(COUNT / 50);
  }

  @Test
  void agreesWithTheProverInPython() throws IOException, InterruptedException {
    Path python = Path.of("/usr/bin/python3");
    assumeTrue(Files.isExecutable(python), "python3 is absent");
    RandomImages images = new RandomImages(2);
    List<byte[]> questions = new ArrayList<>();
    ByteArrayOutputStream verdicts = new ByteArrayOutputStream();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < COUNT; i++) {
      RandomImages.Case program = images.next();
      byte[] question = ImageJudge.question(program);
      questions.add(question);
      all.writeBytes(question);
      verdicts.writeBytes(ImageJudge.verdict(program));
    }
    byte[] theirs = ask(python, all.toByteArray());
    byte[] ours = verdicts.toByteArray();
    int differs = Arrays.mismatch(ours, theirs);
    int at = differs / ImageJudge.BYTES;
    assertThat(differs)
        .as(
            "seed=2, program=%d, bytes=%d, question=%s",
            at, theirs.length, differs < 0 ? "" : HexFormat.of().formatHex(questions.get(at)))
        .isEqualTo(-1);
  }

  private static byte[] ask(Path python, byte[] questions)
      throws IOException, InterruptedException {
    Path asked = Files.createTempFile("fluxbar", ".bin");
    try {
      Files.write(asked, questions);
      Path judge = JsonMessages.ROOT.resolve("vectors/judge.py");
      Process process =
          new ProcessBuilder(python.toString(), judge.toString())
              .redirectInput(asked.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      byte[] answers = process.getInputStream().readAllBytes();
      assertThat(process.waitFor()).isZero();
      return answers;
    } finally {
      Files.delete(asked);
    }
  }
}
