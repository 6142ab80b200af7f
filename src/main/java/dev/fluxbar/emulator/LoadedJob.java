package dev.fluxbar.emulator;

import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.Prover;
import org.jspecify.annotations.Nullable;

/** A job whose memory a board holds: its image as far as it has come, and where it stands. */
final class LoadedJob {
  final HostMessage.Load load;
  JobState state = JobState.LOADING;
  private Prover.@Nullable Proved proved;
  private final byte[] image;
  private int present;

  LoadedJob(HostMessage.Load load) {
    this.load = load;
    this.image = new byte[(int) load.imageBytes()];
  }

  long id() {
    return load.job();
  }

  /** Whether it waits for its start: loading, verified or armed. */
  boolean isComing() {
    return !state.started();
  }

  /** Bytes of the image that have come. */
  int present() {
    return present;
  }

  boolean isComplete() {
    return present == image.length;
  }

  /** Takes the next stretch; false if it does not follow what came before or is too long. */
  boolean append(long offset, byte[] bytes) {
    if (offset != present || bytes.length > image.length - present) {
      return false;
    }
    System.arraycopy(bytes, 0, image, present, bytes.length);
    present += bytes.length;
    return true;
  }

  void verified(Prover.Proved byTheBoard) {
    proved = byTheBoard;
    state = JobState.VERIFIED;
  }

  /** The program, once it is verified. */
  Prover.Proved proved() {
    Prover.Proved known = proved;
    if (known == null) {
      throw new IllegalStateException("job: id=%d, state=%s; not verified".formatted(id(), state));
    }
    return known;
  }

  /** The board's own array; not to be changed. */
  byte[] image() {
    return image;
  }
}
