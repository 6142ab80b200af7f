package dev.fluxbar.daemon.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.fluxbar.app.BadInput;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/**
 * The daemon's log: a JSON object a line in {@code logs/fluxbar.log} of its data folder, packed and
 * put aside by size and day, and plain lines on stderr for who started it. What threads put into
 * the MDC stands in each line under {@code mdc}.
 *
 * <p>A disk that is full loses lines of the log and stops nothing.
 */
public final class DaemonLog {

  /** MDC key: the name of the run that a line is about. */
  public static final String RUN = "run";

  /** MDC key: the name of the bench that a line is about. */
  public static final String BENCH = "bench";

  private static final String CONFIGURATION = "/logback-daemon.xml";

  private DaemonLog() {}

  /**
   * From now on everything logged in this process goes there.
   *
   * @param dataFolder its folder {@code logs} is made if it is not there
   * @throws BadInput if that folder cannot be written
   */
  public static void begin(Path dataFolder, LogLimits limits) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      configure(context, dataFolder, limits);
    } else {
      throw new IllegalStateException("log: another logger stands behind SLF4J than the program's");
    }
  }

  /**
   * What is logged from now on goes where it went before, in a process that outlives its daemon.
   */
  public static void end() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.reset();
      try {
        new ContextInitializer(context).autoConfig();
      } catch (JoranException e) {
        throw new IllegalStateException("log: the program's configuration is spoiled", e);
      }
    }
  }

  static void configure(LoggerContext context, Path dataFolder, LogLimits limits) {
    Path folder = dataFolder.resolve("logs");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BadInput("log: folder=%s, writable=false; %s".formatted(folder, e.getMessage()), e);
    }
    context.reset();
    context.putProperty("folder", folder.toAbsolutePath().toString());
    context.putProperty("file-bytes", Long.toString(limits.fileBytes()));
    context.putProperty("days", Integer.toString(limits.days()));
    context.putProperty("all-bytes", Long.toString(limits.allBytes()));
    context.putProperty("check", limits.checkMillis() + " milliseconds");
    URL configuration = Objects.requireNonNull(DaemonLog.class.getResource(CONFIGURATION));
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(configuration);
    } catch (JoranException e) {
      throw new IllegalStateException("log: " + CONFIGURATION + " is spoiled", e);
    }
  }
}
