package dev.fluxbar.daemon.http;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.daemon.guard.Bodies;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.HostRule;
import dev.fluxbar.daemon.guard.Listening;
import dev.fluxbar.daemon.guard.TlsIdentity;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.MethodNotAllowedResponse;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Shows a lab over HTTP, and takes orders for it. Connections are bounded and threads are as many
 * as connections can ever need at once, so that whoever is slow waits alone.
 */
public final class HttpServer implements AutoCloseable {
  private static final String ROUTE = "fluxbar.route";

  /** A connection needs one thread at most; the others accept, select and close. */
  private static final int THREADS = Bodies.HTTP_CONNECTIONS + 20;

  /** How long an idle connection stays when there are too many, milliseconds. */
  private static final long CROWDED_MILLIS = 1_000;

  private final Guard guard;
  private final Listening where;
  private final Door door;
  private final EventRoutes events;
  private final LabMetrics metrics;
  private final List<Route> routes;
  private final Javalin javalin;

  /**
   * A server that does not listen yet.
   *
   * @param hostNames further names under which people reach it
   * @param exports what runs can be fetched as
   * @throws BadInput if the guard does not allow to listen there
   */
  public HttpServer(
      Lab lab, Guard guard, Listening where, Collection<String> hostNames, RunExports exports) {
    guard.mayListen(where);
    this.guard = guard;
    this.where = where;
    this.door = new Door(guard, HostRule.of(where, hostNames));
    this.events = new EventRoutes(lab);
    this.metrics = new LabMetrics(lab, guard, events::listeners);
    List<Route> all = new ArrayList<>(new StateRoutes(lab, metrics).routes());
    all.addAll(new BenchRoutes(lab).routes());
    all.addAll(new RunRoutes(lab).routes());
    all.addAll(new FileRoutes(lab, exports).routes());
    all.addAll(events.routes());
    all.addAll(new PageRoutes().routes());
    this.routes = List.copyOf(all);
    this.javalin = Javalin.create(this::configure);
  }

  List<Route> routes() {
    return routes;
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.asyncTimeout = 0;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.router.ignoreTrailingSlashes = false;
    config.jetty.threadPool = new QueuedThreadPool(THREADS, 8, 60_000);
    config.jetty.modifyServer(HttpServer::server);
    config.jetty.modifyServletContextHandler(
        context -> context.setErrorHandler(new JettyProblems()));
    config.jetty.modifyHttpConfiguration(HttpServer::http);
    config.jetty.addConnector(this::connector);
    config.routes.before(door::site);
    Problems.register(config.routes);
    config.routes.exception(
        MethodNotAllowedResponse.class,
        (e, ctx) -> {
          String allowed = allowed(ctx);
          Problem problem =
              new Problem(
                  405, "no-method", "method: given=%s; use %s".formatted(ctx.method(), allowed));
          Problems.answer(ctx, problem, java.util.Map.of("Allow", allowed));
        });
    for (Route route : routes) {
      config.routes.addHttpHandler(route.method(), route.path(), ctx -> handle(route, ctx));
    }
    config.requestLogger.http((ctx, milliseconds) -> count(ctx));
  }

  private void handle(Route route, Context ctx) throws Exception {
    ctx.attribute(ROUTE, route);
    door.admit(ctx, route.access());
    if (!route.answers().equals(Route.CHOSEN)) {
      Asked.mustAccept(ctx, route.answers());
    }
    route.handler().handle(ctx);
  }

  private void count(Context ctx) {
    Route route = ctx.attribute(ROUTE);
    boolean known = route != null;
    metrics.request(
        known ? route.method().name() : "other", known ? route.path() : "none", ctx.statusCode());
  }

  /** The methods that do something at this path. */
  private String allowed(Context ctx) {
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      String pattern = route.path().replaceAll("\\{[a-z]+}", "[^/]+").replaceAll("<[a-z]+>", ".+");
      if (ctx.path().matches(pattern)) {
        methods.add(route.method().name());
        if (route.method().equals(HandlerType.GET)) {
          methods.add("HEAD");
        }
      }
    }
    return String.join(", ", methods);
  }

  private static void server(Server server) {
    server.setErrorHandler(new JettyProblems());
    NetworkConnectionLimit limit = new NetworkConnectionLimit(Bodies.HTTP_CONNECTIONS, server);
    limit.setEndPointIdleTimeout(CROWDED_MILLIS);
    server.addBean(limit);
    server.setStopTimeout(0);
  }

  private static void http(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(Bodies.HEADER_BYTES);
    http.setIdleTimeout(Bodies.IDLE_SECONDS * 1000L);
  }

  private Connector connector(Server server, HttpConfiguration http) {
    Optional<TlsIdentity> identity = guard.identity();
    ServerConnector connector;
    if (identity.isPresent()) {
      // Names are the door's affair: certificates of labs seldom bear the one that is asked for.
      http.addCustomizer(new SecureRequestCustomizer(false));
      SslContextFactory.Server tls = new SslContextFactory.Server();
      tls.setSslContext(identity.get().context());
      tls.setIncludeProtocols(TlsIdentity.PROTOCOLS.toArray(String[]::new));
      connector =
          new ServerConnector(
              server,
              1,
              1,
              new SslConnectionFactory(tls, "http/1.1"),
              new HttpConnectionFactory(http));
    } else {
      connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    }
    connector.setHost(where.address().getHostAddress());
    connector.setPort(where.port());
    connector.setIdleTimeout(Bodies.IDLE_SECONDS * 1000L);
    connector.setAcceptQueueSize(64);
    return connector;
  }

  /**
   * Listens from now on.
   *
   * @throws BadInput if the address cannot be had
   */
  public void start() {
    try {
      javalin.start();
    } catch (RuntimeException e) {
      javalin.stop();
      throw new BadInput(
          "listen: address=%s; it cannot be had (%s), end what listens there or choose another"
              .formatted(where, e.getMessage()),
          e);
    }
  }

  /** Where it listens, with the port that it has. */
  public InetSocketAddress address() {
    return new InetSocketAddress(where.address(), javalin.port());
  }

  /** What a person types into a browser on this machine. */
  public String url() {
    String address = new Listening(where.address(), javalin.port()).toString();
    return (guard.identity().isPresent() ? "https://" : "http://") + address + "/";
  }

  /** Ends every stream and every connection; twice is harmless. */
  @Override
  public void close() {
    events.close();
    javalin.stop();
  }
}
