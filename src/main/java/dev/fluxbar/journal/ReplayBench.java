package dev.fluxbar.journal;

import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Exposure;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramLost;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.journal.RunHistory.Sent;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.util.Optional;

/**
 * A bench that drives nothing: it answers each program with what the journal says came of it, so
 * that an algorithm computes its result again. A program that is not the one that was sent then is
 * a fault.
 */
public final class ReplayBench implements Bench {
  private final BenchDescription description;
  private final Limits limits;
  private final Abilities abilities;
  private final RunReader programs;
  private Optional<Sent> ahead = Optional.empty();
  private int replayed;

  /**
   * What the bench could do then.
   *
   * @param streamsTables as {@link Bench#streamsTables} was
   * @param samplesPulses as {@link Bench#samplesPulses} was
   * @param opensWhileReading as {@link Bench#opensWhileReading} was
   */
  public record Abilities(boolean streamsTables, boolean samplesPulses, boolean opensWhileReading) {

    /** Those of a bench. */
    public static Abilities of(Bench bench) {
      return new Abilities(bench.streamsTables(), bench.samplesPulses(), bench.opensWhileReading());
    }
  }

  /**
   * A bench that answers from a log.
   *
   * @param programs before its first program; closed with this
   */
  public ReplayBench(
      BenchDescription description, Limits limits, Abilities abilities, RunReader programs) {
    this.description = description;
    this.limits = limits;
    this.abilities = abilities;
    this.programs = programs;
  }

  @Override
  public Recording run(Program program) {
    Sent sent = next();
    if (!sent.program().equals(program)) {
      throw new JournalFault(
          "replay: program=%d; it is not the one that was sent then, replay with the version and"
                  .formatted(replayed)
              + " the files of the run");
    }
    ahead = Optional.empty();
    replayed++;
    return sent.recording().orElseThrow(() -> fault(sent));
  }

  private Sent next() {
    ahead = ahead.or(programs::next);
    return ahead.orElseThrow(
        () ->
            new JournalFault(
                "replay: program=%d, journaled=%d; the algorithm asks for more than was sent then"
                    .formatted(replayed, replayed)));
  }

  /** A run that went on after a program without results had lost its bench and found it again. */
  private BenchFault fault(Sent sent) {
    BenchFault fault =
        new BenchFault(
            "replay: program=%d, fate=%s; it brought no results then: %s"
                .formatted(replayed - 1, sent.fate(), sent.why()));
    ahead = programs.next();
    return ahead.isPresent()
        ? new ProgramLost(
            sent.why(),
            sent.fate() == Fate.DONE_UNHEARD,
            Exposure.of(sent.program(), description.shape()).driven(),
            fault)
        : fault;
  }

  /** How many programs were asked for again. */
  public int replayed() {
    return replayed;
  }

  @Override
  public BenchDescription description() {
    return description;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public boolean streamsTables() {
    return abilities.streamsTables();
  }

  @Override
  public boolean samplesPulses() {
    return abilities.samplesPulses();
  }

  @Override
  public boolean opensWhileReading() {
    return abilities.opensWhileReading();
  }

  @Override
  public void abort() {}

  @Override
  public void close() {
    programs.close();
  }
}
