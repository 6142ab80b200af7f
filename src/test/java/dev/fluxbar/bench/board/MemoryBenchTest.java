package dev.fluxbar.bench.board;

import dev.fluxbar.transport.MemoryTransport;

class MemoryBenchTest extends BenchContract {

  @Override
  Pipe pipe() {
    MemoryTransport.Pair pair = MemoryTransport.pair("contract");
    return new Pipe(pair.host(), pair.board());
  }
}
