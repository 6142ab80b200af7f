package dev.fluxbar.app.wiring;

import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.journal.ReplayBench;
import dev.fluxbar.journal.RunReader;
import java.util.Optional;

/** A bench that is not there: what it said then is in a journal. */
final class ReplayApparatus implements Apparatus {
  private final BenchDocument document;
  private final ReplayBench bench;

  ReplayApparatus(BenchDocument document, RunReader programs) {
    this.document = document;
    this.bench =
        new ReplayBench(document.description(), document.limits(), document.abilities(), programs);
  }

  @Override
  public ReplayBench bench() {
    return bench;
  }

  @Override
  public String transport() {
    return document.transport();
  }

  @Override
  public Optional<ProfileFile> profile() {
    return document.profile();
  }

  /** What is booked is of then: the ledger of the board has it. */
  @Override
  public boolean lasts() {
    return false;
  }

  @Override
  public Optional<BoardTruth> truth() {
    return Optional.empty();
  }
}
