package dev.fluxbar.bench.board;

import dev.fluxbar.analog.RowInputs;
import dev.fluxbar.bench.board.JobFault.Fate;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.MessageSource;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.Protocol;
import dev.fluxbar.wire.ResultRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a job's answers until its end. One use each. */
final class JobCollection {
  private static final int LAST_INSTANT = 8;

  private final HostLink link;
  private final BoardProfile board;
  private final long job;
  private final CompiledProgram compiled;
  private final TableStream stream;
  private final List<Sample> samples = new ArrayList<>();
  private final double largestAmperes;
  private long records;
  private @Nullable String exceeded;
  private BoardMessage.Refused firstRefusal = new BoardMessage.Refused(0, 0, ErrorCode.NONE, 0, 0);

  /**
   * @param largestAmperes the largest current of either sign that may be measured in a row
   */
  JobCollection(HostLink link, BoardProfile board, BoardJob job, double largestAmperes) {
    this.largestAmperes = largestAmperes;
    this.link = link;
    this.board = board;
    this.job = job.id();
    this.compiled = job.compiled();
    this.stream = job.stream();
  }

  /**
   * Waits for the job's end and gives its memory back.
   *
   * @throws JobFault if it was refused or ended early
   * @throws dev.fluxbar.link.host.LinkException if the link broke
   */
  Recording await() {
    try {
      return collected();
    } catch (BenchFault e) {
      String limit = exceeded;
      if (limit == null) {
        throw e;
      }
      Fate fate = e instanceof JobFault fault ? fault.fate() : Fate.UNKNOWN;
      throw new JobFault(fate, job, limit, e);
    } finally {
      link.feed(MessageSource.NONE);
    }
  }

  private Recording collected() {
    while (true) {
      BoardMessage message = link.receive();
      if (message instanceof BoardMessage.Results results && results.job() == job) {
        results.records().forEach(this::record);
      } else if (message instanceof BoardMessage.Done done && done.job() == job) {
        return ended(done);
      } else if (message instanceof BoardMessage.Refused refused) {
        refused(refused);
      } else if (message instanceof BoardMessage.Started started && started.job() == job) {
        link.feed(stream); // not before: a board that refuses the job would refuse all of it
      } else if (message instanceof BoardMessage.StreamTaken taken && taken.job() == job) {
        if (!stream.taken(taken.bytes())) {
          throw link.nonsense("job=%x, unexpected=%s".formatted(job, taken));
        }
      } else if (!isProgress(message)) {
        throw link.nonsense("job=%x, unexpected=%s".formatted(job, message));
      }
    }
  }

  /** What comes on the way, the end of the job before among it. */
  private boolean isProgress(BoardMessage message) {
    return message instanceof BoardMessage.Released
        || (message instanceof BoardMessage.Verified verified && verified.job() == job)
        || (message instanceof BoardMessage.Armed armed && armed.job() == job);
  }

  private void record(ResultRecord record) {
    ResultRecord.At at = record.at();
    if (!fits(record)) {
      throw link.nonsense("job=%x, unexpected=%s".formatted(job, record));
    }
    RowInputs inputs = board.inputs().get(at.array());
    int[] sums = record.sums();
    double[] amperes = new double[sums.length];
    long[] raw = new long[sums.length];
    for (int k = 0; k < sums.length; k++) {
      raw[k] = sums[k];
      amperes[k] = inputs.amperes(at.firstRow() + k, at.range(), sums[k], at.averages());
      if (Math.abs(amperes[k]) > largestAmperes) {
        exceed(at, k, amperes[k]);
      }
    }
    Sample.Place place =
        new Sample.Place(
            compiled.stepOfOperation().get((int) at.operation()),
            (int) at.turn(),
            at.instant() == 0 ? 0 : 1 << (at.instant() - 1),
            at.array(),
            at.firstRow(),
            at.averages());
    double seconds = at.tick() * board.description().tickSeconds();
    samples.add(new Sample(place, seconds, amperes, raw, record.saturated()));
    records++;
  }

  /** The board goes safe at once, and the job's end is reported as what this says. */
  private void exceed(ResultRecord.At at, int index, double amperes) {
    if (exceeded == null) {
      exceeded =
          ("bench: array=%d, row=%d, measured-amperes=%s, limit-row-amperes=%s; it was told to go"
                  + " safe, look for a short and read the cells before you write")
              .formatted(at.array() + 1, at.firstRow() + index + 1, amperes, largestAmperes);
      link.abort();
    }
  }

  private boolean fits(ResultRecord record) {
    ResultRecord.At at = record.at();
    return at.operation() < compiled.stepOfOperation().size()
        && at.turn() <= Integer.MAX_VALUE
        && at.tick() >= 0
        && at.instant() <= LAST_INSTANT
        && at.array() < board.inputs().size()
        && at.range() < board.inputs().get(at.array()).ranges().size()
        && at.averages() >= 1
        && at.averages() <= Protocol.MOST_AVERAGES
        && at.firstRow() + record.rows() <= board.geometry().get(at.array()).rows();
  }

  private Recording ended(BoardMessage.Done done) {
    double seconds = done.ticks() * board.description().tickSeconds();
    if (done.state() == JobState.FAULTED) {
      throw new JobFault(
          Fate.ENDED_EARLY,
          job,
          done.fault(),
          "board: fault=%s, job=%x, operation=%d, bench-seconds=%s; it went safe, open the bench"
                  .formatted(done.fault(), job, done.operation(), seconds)
              + " again and read the cells before you write",
          null);
    }
    if (done.state() != JobState.DONE || done.records() != records) {
      throw link.nonsense("job=%x, records=%d, unexpected=%s".formatted(job, records, done));
    }
    String limit = exceeded;
    if (limit != null) {
      throw new JobFault(Fate.DONE, job, limit, null);
    }
    link.send(new HostMessage.Release(job));
    return new Recording(seconds, Samples.joined(samples));
  }

  /** Everything after a refused message is refused too; START's answer is the last. */
  private void refused(BoardMessage.Refused refused) {
    if (refused.job() != job) {
      throw link.nonsense("job=%x, unexpected=%s".formatted(job, refused));
    }
    if (firstRefusal.error() == ErrorCode.NONE) {
      firstRefusal = refused;
    }
    if (refused.messageType() == HostMessage.Start.TYPE) {
      throw new JobFault(
          Fate.NOT_STARTED,
          job,
          "board: refused=%s, job=%x, operation=%d, value=%d; nothing was driven, %s"
              .formatted(
                  firstRefusal.error(),
                  job,
                  firstRefusal.operation(),
                  firstRefusal.value(),
                  advice(firstRefusal)),
          null);
    }
  }

  private static String advice(BoardMessage.Refused refused) {
    if (refused.error() == ErrorCode.LATCHED) {
      return refused.value() == ErrorCode.INTERNAL.code()
          ? "power the board off and on"
          : "close the bench and open it again";
    }
    return refused.error() == ErrorCode.BAD_JOB
        ? "this job id was used before, open the bench with another first job"
        : "host and board do not agree on this program, report both versions";
  }
}
