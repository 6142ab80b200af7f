package dev.fluxbar.emulator;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for a board holds for both implementations: subclasses run on each. */
@ParameterizedClass(name = "{0}")
@EnumSource(Implementation.class)
abstract class BoardContract {
  private final Implementation implementation;
  private final List<TestHost> hosts = new ArrayList<>();

  BoardContract(Implementation implementation) {
    this.implementation = implementation;
  }

  /** A host of a board that has just booted. */
  final TestHost fresh(BoardSpec spec, double pace) {
    TestHost host = new TestHost(implementation, spec, pace);
    hosts.add(host);
    return host;
  }

  /** A host in a session with limits set. */
  final TestHost ready(BoardSpec spec, double pace) {
    TestHost host = fresh(spec, pace);
    host.begin();
    return host;
  }

  final TestHost ready(BoardSpec spec) {
    return ready(spec, 0);
  }

  @AfterEach
  void turnBoardsOff() {
    hosts.forEach(host -> host.board.close());
  }
}
