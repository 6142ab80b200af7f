package dev.fluxbar.emulator;

import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.MalformedMessage;
import org.jspecify.annotations.Nullable;

/** Carries out what a host says within a session, or refuses it with a reason. */
final class Orders {
  private final BoardIdentity identity;
  private final BoardLink link;
  private final JobStore jobs;
  private final JobRunner runner;
  private final Interlock interlock;
  private HostMessage.@Nullable Limits limits;
  private long sessionKey;
  private boolean confirmed;

  Orders(
      BoardIdentity identity,
      BoardLink link,
      JobStore jobs,
      JobRunner runner,
      Interlock interlock) {
    this.identity = identity;
    this.link = link;
    this.jobs = jobs;
    this.runner = runner;
    this.interlock = interlock;
  }

  /** Ends the session: safe, loaded jobs freed, limits forgotten. */
  void endSession(long nowNanos) {
    runner.goSafeAtSessionEnd(nowNanos);
    jobs.free();
    limits = null;
    confirmed = false;
    link.end();
  }

  /** Begins a session, which its host must confirm with this key. */
  void beginSession(long key) {
    sessionKey = key;
  }

  /** The key of the present session. */
  long sessionKey() {
    return sessionKey;
  }

  /** Carries out the message of a frame that the link takes. */
  void carryOut(long nowNanos, long bootId, Frame frame) {
    HostMessage message;
    try {
      message = HostMessage.decode(frame);
    } catch (MalformedMessage e) {
      // Without a sequence there is nobody who waits for the answer.
      if (frame.sequenced()) {
        refuse(frame, 0, new Refusal(e.error(), 0, e.value()));
      }
      return;
    }
    try {
      if (message instanceof HostMessage.Heartbeat heartbeat) {
        link.sayNow(link.session(), runner.status(bootId, heartbeat.count()));
      } else if (message instanceof HostMessage.Abort abort) {
        runner.goSafe(nowNanos, ErrorCode.ABORTED);
        link.sayNow(link.session(), runner.status(bootId, abort.count()));
      } else if (message.sequenced()) {
        sequenced(nowNanos, message, frame);
      }
    } catch (Refusal e) {
      refuse(frame, jobOf(message), e);
    }
  }

  private void refuse(Frame frame, long job, Refusal refusal) {
    link.say(
        new BoardMessage.Refused(
            frame.type(), job, refusal.error, refusal.operation, refusal.value));
  }

  private void sequenced(long nowNanos, HostMessage message, Frame frame) {
    if (message instanceof HostMessage.Describe) {
      link.say(identity.description());
      identity.arrays().forEach(link::say);
    } else if (message instanceof HostMessage.Confirm confirm) {
      // What a line has kept of another session carries another key.
      Refusal.unless(confirm.sessionKey() == sessionKey, ErrorCode.BAD_KEY, 0);
      confirmed = true;
    } else if (message instanceof HostMessage.Limits newLimits) {
      Refusal.unless(confirmed, ErrorCode.BAD_KEY, 0);
      setLimits(newLimits, frame);
    } else if (message instanceof HostMessage.Query query) {
      link.say(jobs.tell(query.job()));
    } else if (message instanceof HostMessage.Release release) {
      link.say(jobs.release(release.job()));
    } else if (message instanceof HostMessage.Clear clear) {
      Refusal.unless(confirmed, ErrorCode.BAD_KEY, 0);
      interlock.clear(clear.fault());
      link.say(new BoardMessage.Cleared(clear.fault()));
    } else if (message instanceof HostMessage.StreamData data) {
      runner.stream(nowNanos, data);
    } else if (message instanceof HostMessage.Bye) {
      bye(nowNanos);
    } else {
      interlock.checkClear();
      towardsAStart(nowNanos, message);
    }
  }

  private void towardsAStart(long nowNanos, HostMessage message) {
    if (message instanceof HostMessage.Load load) {
      requireLimits(ErrorCode.NO_LIMITS);
      jobs.load(load);
    } else if (message instanceof HostMessage.LoadData data) {
      jobs.append(data);
    } else if (message instanceof HostMessage.Verify verify) {
      HostMessage.Limits set = requireLimits(ErrorCode.UNKNOWN_JOB);
      link.say(jobs.verify(verify, identity.rules(set)));
    } else if (message instanceof HostMessage.Arm arm) {
      link.say(jobs.arm(arm.job()));
    } else if (message instanceof HostMessage.Start start) {
      start(nowNanos, start.job());
    } else {
      throw new IllegalStateException("board: message=%s; it is not handled".formatted(message));
    }
  }

  private void start(long nowNanos, long job) {
    if (jobs.wasStarted(job)) {
      link.say(jobs.tell(job));
    } else {
      runner.start(nowNanos, job, requireLimits(ErrorCode.UNKNOWN_JOB));
    }
  }

  /** Without limits no job can be loaded: of a step after LOAD it is the job that is unknown. */
  private HostMessage.Limits requireLimits(ErrorCode otherwise) {
    HostMessage.Limits set = limits;
    if (set == null) {
      throw new Refusal(otherwise, 0, 0);
    }
    return set;
  }

  private void setLimits(HostMessage.Limits newLimits, Frame frame) {
    Refusal.unless(limits == null, ErrorCode.WRONG_STATE, 0);
    identity.check(newLimits);
    limits = newLimits;
    byte[] payload = frame.payload();
    link.say(new BoardMessage.LimitsSet(FrameCodec.crc(payload, 0, payload.length)));
  }

  private void bye(long nowNanos) {
    runner.goSafeAtSessionEnd(nowNanos);
    link.say(new BoardMessage.Goodbye());
    // It is said once: a host that does not get it asks again and hears NO_SESSION.
    link.pump(nowNanos);
    endSession(nowNanos);
  }

  private static long jobOf(HostMessage message) {
    if (message instanceof HostMessage.Load load) {
      return load.job();
    } else if (message instanceof HostMessage.LoadData data) {
      return data.job();
    } else if (message instanceof HostMessage.StreamData data) {
      return data.job();
    } else if (message instanceof HostMessage.Verify verify) {
      return verify.job();
    } else if (message instanceof HostMessage.Arm arm) {
      return arm.job();
    } else if (message instanceof HostMessage.Start start) {
      return start.job();
    } else if (message instanceof HostMessage.Release release) {
      return release.job();
    }
    return 0;
  }
}
