package dev.fluxbar.app.endurance;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds at an instant.
 *
 * @param threads of Java, alive
 * @param handles open files, sockets and terminals; 0 where the system does not tell
 */
record Footprint(int threads, int handles) {
  private static final Path HANDLES = Path.of("/proc/self/fd");

  static Footprint now() {
    return new Footprint(ManagementFactory.getThreadMXBean().getThreadCount(), count());
  }

  private static int count() {
    if (!Files.isDirectory(HANDLES)) {
      return 0;
    }
    try (Stream<Path> open = Files.list(HANDLES)) {
      return (int) open.count() - 1; // the listing itself is one
    } catch (IOException e) {
      return 0;
    }
  }
}
