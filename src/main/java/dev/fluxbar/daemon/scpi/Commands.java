package dev.fluxbar.daemon.scpi;

import java.util.List;
import java.util.stream.Stream;

/** Everything that a client may say; docs/reference/scpi.md lists the same. */
final class Commands {
  static final List<Command> ALL =
      Stream.of(
              CommonCommands.ALL,
              StatusCommands.ALL,
              SystemCommands.ALL,
              BenchCommands.ALL,
              MeasureCommands.ALL,
              WriteCommands.ALL,
              RunCommands.ALL)
          .flatMap(List::stream)
          .toList();

  private Commands() {}
}
