package dev.fluxbar.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears SIGTERM, by which systemd ends what it has begun: that is no failure, so the program ends
 * with 0 and not, as Java would, with 143. Where this JVM does not tell, Java's way remains, and
 * the shutdown hook makes all safe as well.
 */
final class Termination {
  private static final Logger log = LoggerFactory.getLogger(Termination.class);

  private Termination() {}

  /** From now on the signal calls this, on a thread of its own. */
  static void hear(Runnable ended) {
    try {
      // jdk.unsupported has no other name for it, and javac cannot be told to be silent about it.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler calls =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              ended.run();
            }
            return method.getReturnType() == boolean.class ? Boolean.FALSE : null;
          };
      Object heard =
          Proxy.newProxyInstance(
              Termination.class.getClassLoader(), new Class<?>[] {handler}, calls);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), heard);
    } catch (ReflectiveOperationException | RuntimeException e) {
      log.info("SIGTERM is left to Java: {}", e.toString());
    }
  }
}
