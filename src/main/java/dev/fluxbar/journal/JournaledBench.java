package dev.fluxbar.journal;

import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.ForwardingBench;
import dev.fluxbar.bench.ProgramLost;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bench that writes down what it will do before it does it, and what came of it before anyone
 * hears: intent, to the disk, send, result, to the disk. A program whose intent cannot be written
 * is not sent.
 */
public final class JournaledBench extends ForwardingBench {
  private final Bench inner;
  private final Function<BenchFault, Fate> fates;
  private @Nullable RunLog journal;
  private long next;
  private long unknown;

  /**
   * A bench that writes nothing down yet.
   *
   * @param inner owned from here on
   * @param fates what is known of a program from the fault that ended it
   */
  public JournaledBench(Bench inner, Function<BenchFault, Fate> fates) {
    this.inner = inner;
    this.fates = fates;
  }

  /**
   * From here on everything is written down.
   *
   * @param log of this run; not owned
   */
  public void writeTo(RunLog log) {
    writeTo(log, 0);
  }

  /**
   * From here on everything is written down in a log that was begun before.
   *
   * @param log of this run; not owned
   * @param sent how many programs are in it
   */
  public void writeTo(RunLog log, long sent) {
    journal = log;
    next = sent;
    unknown = 0;
  }

  /** Of how many programs since then nobody knows whether they ran. */
  public long unknown() {
    return unknown;
  }

  /** From here on nothing is written down. */
  public void writeNothing() {
    journal = null;
  }

  @Override
  protected Bench inner() {
    return inner;
  }

  @Override
  public Recording run(Program program) {
    RunLog log = journal;
    return log == null ? inner.run(program) : run(program, log);
  }

  private Recording run(Program program, RunLog log) {
    long number = next++;
    log.write(new Entry.Intent(number, program));
    Recording recording;
    try {
      recording = inner.run(program);
    } catch (ProgramRefused e) {
      end(log, number, Fate.NOT_STARTED, e);
      throw e;
    } catch (ProgramLost e) {
      end(log, number, e.everythingFired() ? Fate.DONE_UNHEARD : Fate.UNKNOWN, e);
      throw e;
    } catch (BenchFault e) {
      end(log, number, fates.apply(e), e);
      throw e;
    }
    log.write(new Entry.Result(number, recording));
    return recording;
  }

  private void end(RunLog log, long number, Fate fate, RuntimeException why) {
    unknown += fate == Fate.UNKNOWN ? 1 : 0;
    try {
      log.write(new Entry.End(number, fate, String.valueOf(why.getMessage())));
    } catch (JournalFault e) {
      why.addSuppressed(e); // the intent stands alone: unknown, which is never wrong
    }
  }
}
