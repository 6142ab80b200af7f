package dev.fluxbar.emulator;

import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Feature;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.ImageRefused;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.ProgramRules;
import dev.fluxbar.wire.Prover;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The jobs that a board holds and the ledger of those that it started: the rules "Jobs". */
final class JobStore {
  private static final int MOST_HELD = 2;

  private final List<LoadedJob> held = new ArrayList<>();
  private final Ledger ledger = new Ledger();
  private final BoardCapacity capacity;

  JobStore(BoardCapacity capacity) {
    this.capacity = capacity;
  }

  /** Frees every job; the ledger remembers. */
  void free() {
    held.clear();
  }

  /** Forgets everything, as a loss of power does. */
  void forget() {
    held.clear();
    ledger.clear();
  }

  void dropArmed() {
    held.removeIf(job -> job.state == JobState.ARMED);
  }

  void load(HostMessage.Load load) {
    boolean isNew = load.job() != 0 && !ledger.knows(load.job()) && find(load.job()).isEmpty();
    Refusal.unless(isNew, ErrorCode.BAD_JOB, 0);
    boolean possible =
        capacity.streamsTables() || (load.streamBytes() == 0 && load.ringBytes() == 0);
    Refusal.unless(possible, ErrorCode.NO_FEATURE, Feature.STREAMED_TABLES.bit());
    long bytes = load.imageBytes() + load.ringBytes();
    Refusal.unless(bytes <= capacity.jobBytes(), ErrorCode.NO_MEMORY, bytes);
    Refusal.unless(
        held.size() < MOST_HELD && held.stream().noneMatch(LoadedJob::isComing),
        ErrorCode.NO_SLOT,
        0);
    held.add(new LoadedJob(load));
  }

  void append(HostMessage.LoadData data) {
    LoadedJob job = expect(data.job(), JobState.LOADING);
    if (!job.append(data.offset(), data.bytes())) {
      held.remove(job);
      throw new Refusal(ErrorCode.BAD_OFFSET, 0, data.offset());
    }
  }

  BoardMessage verify(HostMessage.Verify verify, ProgramRules rules) {
    LoadedJob job = expect(verify.job(), JobState.LOADING);
    try {
      Refusal.unless(job.isComplete(), ErrorCode.INCOMPLETE, job.present());
      Prover.Proved proved = Prover.prove(job.image(), job.load, rules);
      int different = verify.proof().firstDifference(proved.proof());
      Refusal.unless(different < 0, ErrorCode.PROOF_DIFFERS, different);
      job.verified(proved);
      return new BoardMessage.Verified(job.id(), proved.proof());
    } catch (ImageRefused e) {
      throw new Refusal(e.error(), e.operation(), e.value());
    } finally {
      if (job.state != JobState.VERIFIED) {
        held.remove(job);
      }
    }
  }

  BoardMessage arm(long id) {
    expect(id, JobState.VERIFIED).state = JobState.ARMED;
    return new BoardMessage.Armed(id);
  }

  /** Whether a job was started before: it must never be again. */
  boolean wasStarted(long id) {
    return ledger.knows(id);
  }

  /** Enters an armed job in the ledger; the caller fires its first operation after that. */
  LoadedJob start(long id, boolean otherRuns) {
    LoadedJob job = expect(id, JobState.ARMED);
    Refusal.unless(!otherRuns, ErrorCode.WRONG_STATE, job.state.code());
    ledger.started(id);
    job.state = JobState.RUNNING;
    return job;
  }

  void ended(LoadedJob job, JobState state) {
    job.state = state;
    ledger.ended(job.id(), state);
  }

  BoardMessage release(long id) {
    LoadedJob job = expect(id);
    Refusal.unless(job.state != JobState.RUNNING, ErrorCode.WRONG_STATE, job.state.code());
    held.remove(job);
    return new BoardMessage.Released(id);
  }

  /** The answer to QUERY, and to START of a known job. */
  BoardMessage tell(long id) {
    JobState state = find(id).map(job -> job.state).orElseGet(() -> ledger.state(id));
    return new BoardMessage.Job(id, state);
  }

  /** Why a message for the running job is refused that names another one. */
  Refusal notRunning(long id) {
    LoadedJob job = expect(id);
    return new Refusal(ErrorCode.WRONG_STATE, 0, job.state.code());
  }

  private LoadedJob expect(long id, JobState state) {
    LoadedJob job = expect(id);
    Refusal.unless(job.state == state, ErrorCode.WRONG_STATE, job.state.code());
    return job;
  }

  private LoadedJob expect(long id) {
    return find(id).orElseThrow(() -> new Refusal(ErrorCode.UNKNOWN_JOB, 0, 0));
  }

  private Optional<LoadedJob> find(long id) {
    return held.stream().filter(job -> job.id() == id).findFirst();
  }
}
