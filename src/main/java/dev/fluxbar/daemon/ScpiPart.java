package dev.fluxbar.daemon;

import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.Listening;
import dev.fluxbar.daemon.scpi.ScpiServer;
import java.net.InetSocketAddress;

/** The lab as an instrument, for software that speaks SCPI. */
final class ScpiPart implements Part {
  private final ScpiServer server;

  ScpiPart(Lab lab, Guard guard, Listening where) {
    this.server = new ScpiServer(lab, guard, where);
  }

  @Override
  public String name() {
    return "scpi";
  }

  @Override
  public String start() {
    server.start();
    InetSocketAddress where = server.address();
    return where.getAddress().getHostAddress() + ":" + where.getPort();
  }

  @Override
  public void close() {
    server.close();
  }
}
