package dev.fluxbar.daemon.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * One thing that can be asked.
 *
 * @param method of HTTP
 * @param path with names of parts in braces, such as {@code /api/v1/runs/{run}}
 * @param access who may ask it
 * @param answers the type of what it answers when all is well; {@code *} if the asker chooses
 * @param handler that answers
 */
record Route(HandlerType method, String path, Access access, String answers, Handler handler) {

  /** Where everything but the page and the figures of the daemon itself is. */
  static final String ROOT = "/api/v1";

  static final String JSON = "application/json";

  /** The asker chooses, and the handler looks at it. */
  static final String CHOSEN = "*";

  /** Who may ask. */
  enum Access {
    /** Everybody who reaches the server: what is on the class path, and says nothing of the lab. */
    OPEN,
    /** Whoever the guard admits. */
    READ,
    /** Operators: something changes. */
    CHANGE
  }

  /** Something to look at, as JSON. */
  static Route get(String path, Handler handler) {
    return new Route(HandlerType.GET, ROOT + path, Access.READ, JSON, handler);
  }

  /** Something to look at, in a form that the asker chooses. */
  static Route getChosen(String path, Handler handler) {
    return new Route(HandlerType.GET, ROOT + path, Access.READ, CHOSEN, handler);
  }

  /** Something to do. */
  static Route post(String path, Handler handler) {
    return new Route(HandlerType.POST, ROOT + path, Access.CHANGE, JSON, handler);
  }

  /** Something to keep. */
  static Route put(String path, Handler handler) {
    return new Route(HandlerType.PUT, ROOT + path, Access.CHANGE, JSON, handler);
  }

  /** Something to forget. */
  static Route delete(String path, Handler handler) {
    return new Route(HandlerType.DELETE, ROOT + path, Access.CHANGE, JSON, handler);
  }
}
