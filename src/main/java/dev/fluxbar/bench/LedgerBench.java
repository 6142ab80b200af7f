package dev.fluxbar.bench;

import dev.fluxbar.array.Cell;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Leftover;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.util.List;

/**
 * A bench that keeps a {@link FluxLedger} and an {@link EnergyBook} of every program that it runs.
 * A program that breaks off is counted as if it had run to its end: more than it can have left is
 * not known, but for what a bench measured itself until then.
 */
public final class LedgerBench extends ForwardingBench {
  private final Bench inner;
  private final FluxLedger ledger;
  private EnergyBook energy;

  /**
   * @param inner owned from here on
   * @param ledger of the same arrays; filled from here on
   */
  public LedgerBench(Bench inner, FluxLedger ledger) {
    int layers = inner.description().shape().layers();
    boolean same = ledger.shape().layers() == layers;
    for (int l = 0; same && l < layers; l++) {
      same =
          ledger.shape().array(l).rows() == inner.description().shape().array(l).rows()
              && ledger.shape().array(l).columns()
                  == inner.description().shape().array(l).columns();
    }
    if (!same) {
      throw new IllegalArgumentException(
          "ledger: arrays=%s, bench=%s; this ledger is of another board"
              .formatted(ledger.shape(), inner.description().shape()));
    }
    this.inner = inner;
    this.ledger = ledger;
    this.energy = new EnergyBook(inner.description().shape());
  }

  /** From here on the energy is counted from nothing: a run begins. */
  public void beginEnergy() {
    energy = new EnergyBook(inner.description().shape());
  }

  /** What was dissipated since this bench was made, or a run began; alive. */
  public EnergyBook energy() {
    return energy;
  }

  /** What cells have received; alive. */
  public FluxLedger ledger() {
    return ledger;
  }

  /**
   * Counts a program of an earlier session that was not counted then; nothing is driven. Cells that
   * it pulsed count as written, also where the pulse restored balance: a flux that is forgotten is
   * read again, one that never was would be taken back.
   *
   * @param bench as it was then
   * @param leftovers that were measured then
   */
  public static void count(
      Program program, BenchDescription bench, List<Leftover> leftovers, FluxLedger ledger) {
    FluxAccount account = FluxAccount.of(program, bench);
    book(account, leftovers, true, ledger);
  }

  @Override
  protected Bench inner() {
    return inner;
  }

  /** Carries out a program; cells that it pulses count as written. */
  @Override
  public Recording run(Program program) {
    return run(program, true);
  }

  /** Carries out a program whose pulses restore balance: their flux is counted like any other. */
  public Recording balance(Program program) {
    return run(program, false);
  }

  private Recording run(Program program, boolean writes) {
    FluxAccount account = FluxAccount.of(program, description());
    try {
      Recording recording = inner.run(program);
      book(account, recording.leftovers(), writes);
      energy.measured(recording);
      return recording;
    } catch (RunStopped e) {
      throw e; // nothing of it was driven
    } catch (BenchFault e) {
      book(account, e instanceof ProgramBroken broken ? broken.leftovers() : List.of(), writes);
      throw e;
    }
  }

  private void book(FluxAccount account, List<Leftover> leftovers, boolean writes) {
    account.book(energy);
    book(account, leftovers, writes, ledger);
  }

  private static void book(
      FluxAccount account, List<Leftover> leftovers, boolean writes, FluxLedger ledger) {
    account.book(ledger);
    for (Leftover left : leftovers) {
      ledger.add(left.cell(), left.voltSeconds(), left.deviationVoltSeconds());
    }
    if (writes) {
      for (Cell cell : account.pulsed()) {
        ledger.written(cell);
      }
    }
  }
}
