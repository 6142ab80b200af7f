package dev.fluxbar.app.wiring;

import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.link.host.LinkCounts;
import dev.fluxbar.wire.ErrorCode;
import java.util.Optional;

/**
 * What stands at the far end of a bench's URI, open: a bench with all its bars, and what only this
 * kind of it can tell.
 */
interface Apparatus {

  /** All of its bars; belongs to this. */
  Bench bench();

  /** What carries the bytes: {@code serial:/dev/pts/3}. */
  String transport();

  /** The profile that is applied, if one is. */
  Optional<ProfileFile> profile();

  /** Whether its cells are there tomorrow: then their ledger is kept. */
  boolean lasts();

  /** What really is on it, where it is emulated in this process. */
  Optional<BoardTruth> truth();

  /** The fault of an earlier session that it told when this one began. */
  default Optional<ErrorCode> earlierFault() {
    return Optional.empty();
  }

  /** What its links have seen so far, of a board that speaks the wire protocol; any thread. */
  default Optional<LinkCounts> linkCounts() {
    return Optional.empty();
  }

  /** How often it was lost and found again; any thread. */
  default long timesReopened() {
    return 0;
  }
}
