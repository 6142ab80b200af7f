package dev.fluxbar.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks another judge what this one is asked, and compares their verdicts as they come: of millions
 * of questions none is kept. The other judge is any program that speaks as
 * firmware-protocol/reference/check/README.md says.
 */
final class TwoJudges {
  /**
   * A judge answers when its output's buffer is full. So a block has more verdicts than such a
   * buffer, and several blocks are under way.
   */
  private static final int BLOCK = 1000;

  private static final int BLOCKS_UNDER_WAY = 16;

  /**
   * What came of a comparison.
   *
   * @param differences how many verdicts differ
   * @param first question and both verdicts of the first difference, in hex; empty without one
   * @param verdicts how often each kind of verdict was given
   */
  record Agreement(long count, long differences, String first, Map<String, Long> verdicts) {
    Agreement {
      verdicts = Map.copyOf(verdicts);
    }
  }

  /** Some questions with the verdicts of this side. */
  private static final class Block {
    private final List<byte[]> questions;
    private final byte[] verdicts;

    Block(List<byte[]> questions, byte[] verdicts) {
      this.questions = questions;
      this.verdicts = verdicts;
    }
  }

  private final Subject subject;
  private final Subject.Source source;
  private final BlockingQueue<Block> underWay = new ArrayBlockingQueue<>(BLOCKS_UNDER_WAY);
  private final Map<String, Long> kinds = new TreeMap<>();
  private long differences;
  private String first = "";

  private TwoJudges(Subject subject, long seed) {
    this.subject = subject;
    this.source = subject.source(seed);
  }

  /** Subject, seed, count, and the command of the other judge; ends with 1 where they differ. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Subject subject = Subject.valueOf(args[0].toUpperCase(Locale.ROOT));
    long seed = Long.parseLong(args[1]);
    long start = System.nanoTime();
    Agreement agreement =
        compare(
            subject, seed, Long.parseLong(args[2]), Arrays.asList(args).subList(3, args.length));
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%s: seed=%d, count=%,d, differences=%,d, in %.1f s: %,.0f a second%n",
        args[0],
        seed,
        agreement.count(),
        agreement.differences(),
        seconds,
        agreement.count() / seconds);
    new TreeMap<>(agreement.verdicts())
        .forEach(
            (kind, count) ->
                System.out.printf(
                    "%12d  %5.2f %%  %s%n", count, 100.0 * count / agreement.count(), kind));
    if (agreement.differences() > 0) {
      System.out.println(agreement.first());
      System.exit(1);
    }
  }

  /** Starts the other judge, asks it {@code count} questions, and waits for its end. */
  static Agreement compare(Subject subject, long seed, long count, List<String> command)
      throws IOException, InterruptedException {
    Process judge =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      Agreement agreement =
          compare(subject, seed, count, judge.getOutputStream(), judge.getInputStream());
      int code = judge.waitFor();
      if (code != 0) {
        throw new IOException("judge: command=%s, code=%d; it failed".formatted(command, code));
      }
      return agreement;
    } finally {
      judge.destroyForcibly();
    }
  }

  /** Asks through one stream, which is closed behind the last question, and hears the other. */
  static Agreement compare(
      Subject subject, long seed, long count, OutputStream questions, InputStream verdicts)
      throws IOException, InterruptedException {
    TwoJudges judges = new TwoJudges(subject, seed);
    ExecutorService asking = Executors.newSingleThreadExecutor();
    try {
      Future<?> asked =
          asking.submit(
              () -> {
                judges.ask(count, new BufferedOutputStream(questions, 1 << 16));
                return null;
              });
      judges.hear(count, new BufferedInputStream(verdicts, 1 << 16));
      asked.get();
    } catch (ExecutionException e) {
      throw new IOException("judge: subject=%s; it takes no question".formatted(subject), e);
    } finally {
      asking.shutdownNow();
    }
    return new Agreement(count, judges.differences, judges.first, judges.kinds);
  }

  private void ask(long count, OutputStream out) throws IOException, InterruptedException {
    try (out) {
      for (long at = 0; at < count; at += BLOCK) {
        int size = (int) Math.min(BLOCK, count - at);
        List<byte[]> questions = new ArrayList<>(size);
        ByteBuffer verdicts =
            ByteBuffer.allocate(size * subject.verdictBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
          byte[] question = source.next(verdicts);
          questions.add(question);
          out.write(question);
        }
        underWay.put(new Block(questions, verdicts.array()));
      }
    }
  }

  private void hear(long count, InputStream in) throws IOException, InterruptedException {
    for (long at = 0; at < count; at += BLOCK) {
      int bytes = (int) Math.min(BLOCK, count - at) * subject.verdictBytes();
      byte[] theirs = in.readNBytes(bytes);
      if (theirs.length < bytes) {
        throw new IOException(
            "judge: verdicts=%d, asked=%d; it ended before the questions did"
                .formatted(at + theirs.length / subject.verdictBytes(), count));
      }
      compare(underWay.take(), theirs);
    }
  }

  private void compare(Block block, byte[] theirs) {
    int size = subject.verdictBytes();
    for (int i = 0; i < block.questions.size(); i++) {
      int from = i * size;
      kinds.merge(subject.kind(block.verdicts, from), 1L, Long::sum);
      if (!Arrays.equals(block.verdicts, from, from + size, theirs, from, from + size)) {
        if (differences++ == 0) {
          HexFormat hex = HexFormat.of();
          first =
              "question=%s, verdict=%s, other=%s"
                  .formatted(
                      hex.formatHex(block.questions.get(i)),
                      hex.formatHex(block.verdicts, from, from + size),
                      hex.formatHex(theirs, from, from + size));
        }
      }
    }
  }
}
