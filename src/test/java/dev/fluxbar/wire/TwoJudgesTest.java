package dev.fluxbar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TwoJudgesTest {
  private static final Path JUDGE = Path.of("target", "firmware", "sanitized", "judge");

  /** More come by the main method of TwoJudges: docs/how-to/prove-the-link.md. */
  @ParameterizedTest
  @CsvSource({"FRAMES, 3, 300000", "IMAGES, 4, 20000"})
  void theFirmwareFindsTheSame(Subject subject, long seed, long count)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(JUDGE), "gcc and make are not installed");
    List<String> command = List.of(JUDGE.toString(), subject.name().toLowerCase(Locale.ROOT));
    TwoJudges.Agreement agreement = TwoJudges.compare(subject, seed, count, command);
    assertThat(agreement.differences())
        .as("subject=%s, seed=%d, %s", subject, seed, agreement.first())
        .isZero();
    assertThat(agreement.verdicts().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(count);
  }

  private static byte[] verdicts(Subject subject, long seed, int count) {
    ByteBuffer verdicts =
        ByteBuffer.allocate(count * subject.verdictBytes()).order(ByteOrder.LITTLE_ENDIAN);
    Subject.Source source = subject.source(seed);
    for (int i = 0; i < count; i++) {
      source.next(verdicts);
    }
    return verdicts.array();
  }

  @ParameterizedTest
  @EnumSource
  void findsTheOneVerdictThatDiffers(Subject subject) throws IOException, InterruptedException {
    byte[] theirs = verdicts(subject, 5, 2500);
    int at = 2100;
    theirs[at * subject.verdictBytes() + 3] ^= 1;
    TwoJudges.Agreement agreement =
        TwoJudges.compare(
            subject, 5, 2500, OutputStream.nullOutputStream(), new ByteArrayInputStream(theirs));
    Subject.Source source = subject.source(5);
    byte[] question = {};
    for (int i = 0; i <= at; i++) {
      ByteBuffer verdict =
          ByteBuffer.allocate(subject.verdictBytes()).order(ByteOrder.LITTLE_ENDIAN);
      question = source.next(verdict);
    }
    assertThat(agreement.differences()).isEqualTo(1);
    assertThat(agreement.first())
        .startsWith("question=" + HexFormat.of().formatHex(question) + ", verdict=");
  }

  @ParameterizedTest
  @EnumSource
  void aJudgeThatEndsEarlyHasNotAgreed(Subject subject) {
    byte[] theirs = verdicts(subject, 6, 10);
    assertThatThrownBy(
            () ->
                TwoJudges.compare(
                    subject,
                    6,
                    11,
                    OutputStream.nullOutputStream(),
                    new ByteArrayInputStream(theirs)))
        .isInstanceOf(IOException.class)
        .hasMessage("judge: verdicts=10, asked=11; it ended before the questions did");
  }
}
