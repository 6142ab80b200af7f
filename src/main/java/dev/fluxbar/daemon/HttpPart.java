package dev.fluxbar.daemon;

import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.daemon.http.AllExports;
import dev.fluxbar.daemon.http.HttpServer;

/** The page, the API and the figures. */
final class HttpPart implements Part {
  private final HttpServer server;

  HttpPart(Lab lab, DaemonSettings settings) {
    this.server =
        new HttpServer(
            lab, settings.guard(), settings.http(), settings.hostNames(), new AllExports());
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public String start() {
    server.start();
    return server.url();
  }

  @Override
  public void close() {
    server.close();
  }
}
