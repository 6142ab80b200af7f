package dev.fluxbar.bench.board;

import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.TcpListener;
import dev.fluxbar.transport.TcpTransport;

class TcpBenchTest extends BenchContract {

  @Override
  Pipe pipe() {
    TcpListener listener = new TcpListener(0);
    return new Pipe(listener, listener);
  }

  @Override
  ByteTransport hostEnd(Pipe pipe) {
    return new TcpTransport("127.0.0.1", ((TcpListener) pipe.board()).port());
  }
}
