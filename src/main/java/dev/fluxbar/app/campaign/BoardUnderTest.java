package dev.fluxbar.app.campaign;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Cell;
import dev.fluxbar.emulator.CodeTicks;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.transport.ByteTransport;

/** A board that can be asked, past its protocol, what really happened to it. */
public interface BoardUnderTest extends AutoCloseable {

  /** What people call it. */
  String name();

  /** A new host's end of the line, not open; the one before is over. */
  ByteTransport connect();

  /** What drivers have put on each cell since it was made, counted by the board's physics. */
  CodeTicks codeTicks();

  /** Takes its power away and gives it back: session, jobs and ledger are lost, fluxes stay. */
  void reboot();

  /** The memristor at every cell. */
  FluxControlled device();

  /** The flux with which a cell began, in volt-seconds. */
  double startVoltSeconds(Cell cell);

  /** The neurons, for a board that has none of its own. */
  Activation activation();

  @Override
  void close();
}
