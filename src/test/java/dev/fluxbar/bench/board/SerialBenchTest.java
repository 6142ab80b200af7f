package dev.fluxbar.bench.board;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.PseudoTerminal;
import dev.fluxbar.transport.SerialTransport;
import org.junit.jupiter.api.BeforeEach;

/** jSerialComm on a real pseudo-terminal. */
class SerialBenchTest extends BenchContract {

  @BeforeEach
  void needsPseudoTerminals() {
    assumeTrue(PseudoTerminal.supported(), "pseudo-terminals: not supported on this machine");
  }

  @Override
  Pipe pipe() {
    PseudoTerminal terminal = new PseudoTerminal();
    return new Pipe(terminal, terminal);
  }

  @Override
  ByteTransport hostEnd(Pipe pipe) {
    return new SerialTransport(((PseudoTerminal) pipe.board()).slave().toString(), 1_000_000);
  }
}
