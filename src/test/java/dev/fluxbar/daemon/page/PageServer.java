package dev.fluxbar.daemon.page;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.lab.BenchSlot;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabSettings;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.Listening;
import dev.fluxbar.daemon.guard.Tokens;
import dev.fluxbar.daemon.http.AllExports;
import dev.fluxbar.daemon.http.HttpServer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A lab of emulated benches in memory, and the daemon's server in front of it. */
record PageServer(Lab lab, HttpServer server) implements AutoCloseable {

  /**
   * Opens both.
   *
   * @param port 0: any that is free
   * @param benches how many, the first one called {@code academic}
   */
  static PageServer start(Path data, int port, Optional<Tokens> tokens, int benches) {
    List<BenchSlot> slots = new ArrayList<>();
    for (int i = 0; i < benches; i++) {
      String name = i == 0 ? "academic" : "spare-" + i;
      BenchFile file = BenchFile.of(BenchFile.ACADEMIC);
      slots.add(new BenchSlot(name, file, Line.MEMORY, OptionalLong.of(7)));
    }
    Lab lab = Lab.open(new LabSettings(data, slots, Duration.ofSeconds(5), 0, Clock.systemUTC()));
    HttpServer server =
        new HttpServer(
            lab,
            Guard.of(tokens, Optional.empty(), Clock.systemUTC()),
            new Listening(InetAddress.getLoopbackAddress(), port),
            List.of(),
            new AllExports());
    server.start();
    return new PageServer(lab, server);
  }

  int port() {
    return server.address().getPort();
  }

  String address() {
    return server.url();
  }

  @Override
  public void close() {
    server.close();
    lab.close();
  }
}
