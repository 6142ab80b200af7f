package dev.fluxbar.emulator;

import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.Protocol;
import java.util.LinkedHashMap;
import java.util.Map;

/** What became of the last started jobs of a board, so that none is ever started twice. */
final class Ledger {
  private final Map<Long, JobState> states = new LinkedHashMap<>();

  /** Enters a job before its first operation; the oldest entry leaves a full ledger. */
  void started(long job) {
    if (states.size() == Protocol.LEDGER_JOBS) {
      states.remove(states.keySet().iterator().next());
    }
    states.put(job, JobState.RUNNING);
  }

  void ended(long job, JobState state) {
    states.replace(job, state);
  }

  boolean knows(long job) {
    return states.containsKey(job);
  }

  JobState state(long job) {
    return states.getOrDefault(job, JobState.UNKNOWN);
  }

  void clear() {
    states.clear();
  }
}
