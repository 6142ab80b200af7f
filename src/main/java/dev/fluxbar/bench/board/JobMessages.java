package dev.fluxbar.bench.board;

import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.ImageRefused;
import dev.fluxbar.wire.Prover;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is said to a board to make it run a program, proved before the first word. */
final class JobMessages {

  /** Some hundred milliseconds of the fastest lines: a host may be stopped for as long. */
  private static final long LARGEST_RING_BYTES = 256 << 10;

  private JobMessages() {}

  /**
   * LOAD to START of a job.
   *
   * @throws ProgramRefused if the board would refuse it
   */
  static List<HostMessage> of(
      long job, CompiledProgram compiled, BoardProfile board, HostMessage.Limits limits) {
    byte[] image = compiled.image().encode(board.geometry());
    long ringBytes = ringBytes(compiled, image.length, board);
    HostMessage.Load load =
        new HostMessage.Load(
            job,
            image.length,
            compiled.image().operations().size(),
            compiled.image().patterns().size(),
            compiled.image().tables().size(),
            compiled.streamBytes(),
            ringBytes);
    List<HostMessage> messages = new ArrayList<>();
    Prover.Proved proved = prove(image, load, board, limits);
    messages.add(load);
    int stretch = HostMessage.LoadData.LARGEST_BYTES;
    for (int at = 0; at < image.length; at += stretch) {
      byte[] bytes = Arrays.copyOfRange(image, at, Math.min(image.length, at + stretch));
      messages.add(new HostMessage.LoadData(job, at, bytes));
    }
    messages.add(new HostMessage.Verify(job, proved.proof()));
    messages.add(new HostMessage.Arm(job));
    messages.add(new HostMessage.Start(job));
    return messages;
  }

  /** What the image leaves of the job's memory, in whole words, or as much as is of any use. */
  private static long ringBytes(CompiledProgram compiled, int imageBytes, BoardProfile board) {
    if (compiled.streamBytes() == 0) {
      return 0;
    }
    if (compiled.streamBytes() > 0xffffffffL) {
      throw new ProgramRefused(
          "program: stream-bytes=%d, most=%d; split it into several programs"
              .formatted(compiled.streamBytes(), 0xffffffffL));
    }
    long left = Math.max(0, board.whole().jobBytes() - imageBytes);
    return Math.min(LARGEST_RING_BYTES, left) & ~3L;
  }

  private static Prover.Proved prove(
      byte[] image, HostMessage.Load load, BoardProfile board, HostMessage.Limits limits) {
    try {
      return Prover.prove(image, load, board.rules(limits));
    } catch (ImageRefused e) {
      throw refused(e, image.length, board);
    }
  }

  private static ProgramRefused refused(ImageRefused e, int imageBytes, BoardProfile board) {
    String boardId = board.description().boardId();
    return switch (e.error()) {
      case NO_MEMORY ->
          new ProgramRefused(
              "program: image-bytes=%d, board=%s, its job-bytes=%d; split it into several programs"
                  .formatted(imageBytes, boardId, board.whole().jobBytes()));
      case OVER_RESULTS ->
          new ProgramRefused(
              "program: result-bytes=%d, board=%s, its result-bytes=%d; split it into several"
                      .formatted(e.value(), boardId, board.whole().resultBytes())
                  + " programs, or sample less in it");
      default ->
          new ProgramRefused(
              "%s, board=%s; the board cannot or may not do this, look up the error in the protocol"
                  .formatted(e.getMessage(), boardId));
    };
  }
}
