package dev.fluxbar.daemon.scpi;

import dev.fluxbar.app.lab.Collision;
import dev.fluxbar.app.lab.RunOrder;
import dev.fluxbar.app.lab.RunView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs of any sequence, and what becomes of them. */
final class RunCommands {
  static final List<Command> ALL =
      List.of(
          Command.operator("RUN", RunCommands::run),
          Command.reader(
              "RUN:ID?",
              (session, given) -> session.reply().string(id(session, given.expect(0, 0)))),
          Command.reader(
              "RUN:STATe?",
              (session, given) ->
                  session.reply().word(session.orders().view(id(session, given)).state())),
          Command.reader("RUN:RESult?", RunCommands::result),
          Command.reader("PROGress?", RunCommands::progress),
          Command.operator(
              "ABORt",
              (session, given) ->
                  abort(
                      session, given.expect(0, 1).count() == 1 && !given.word(0, "NOW").isEmpty())),
          Command.operator("HOLD", RunCommands::hold),
          Command.operator("CONTinue", RunCommands::goOn));

  private RunCommands() {}

  private static void run(Session session, Arguments given) {
    given.expect(1, 2);
    String yaml = given.isText(0) ? given.text(0) : text(given.block(0));
    int priority =
        given.count() == 2
            ? given.whole(1, -RunOrder.LARGEST_PRIORITY, RunOrder.LARGEST_PRIORITY)
            : 0;
    session.orders().overlapped(session.bench(), session.by(), yaml, NoFiles.NONE, priority);
  }

  private static String text(Parameter.Block block) {
    return StandardCharsets.UTF_8.decode(block.bytes()).toString();
  }

  /** The run that is named, or the last one that was ordered here. */
  private static String id(Session session, Arguments given) {
    if (given.expect(0, 1).count() == 1) {
      return session.orders().view(given.text(0)).id();
    }
    return session
        .orders()
        .last()
        .orElseThrow(() -> new ScpiRefusal(ScpiError.STALE, "no run was ordered here; name one"));
  }

  private static void result(Session session, Arguments given) throws InterruptedException {
    RunView run = session.orders().awaitEnd(id(session, given));
    session.reply().block(session.orders().document(run.id()));
  }

  private static void progress(Session session, Arguments given) {
    given.expect(0, 0);
    String running = BenchCommands.view(session).run();
    Optional<String> id =
        session.orders().last().or(() -> Optional.of(running).filter(one -> !one.isEmpty()));
    session.reply().number(id.map(one -> fraction(session.orders().view(one))).orElse(Double.NaN));
  }

  /** How much of a run is done, 0 to 1; by its task where it has one step, else by bench time. */
  static double fraction(RunView run) {
    if (run.ended().isPresent()) {
      return 1;
    }
    if (run.words().size() == 1 && run.ofSteps() > 0) {
      return Math.min(1, (double) run.done() / run.ofSteps());
    }
    Map<String, Object> estimate = run.estimate();
    if (estimate.get("bench-seconds") instanceof Number seconds && seconds.doubleValue() > 0) {
      return Math.min(1, run.work().benchSeconds() / seconds.doubleValue());
    }
    return Double.NaN;
  }

  /** Ends what runs on the bench, whoever ordered it, and what waits of this session. */
  static void abort(Session session, boolean now) {
    for (String own : session.orders().pending()) {
      RunView view = session.orders().view(own);
      if (view.state().equals("queued") && view.bench().equals(session.bench())) {
        end(session, own, now);
      }
    }
    String running = BenchCommands.view(session).run();
    if (!running.isEmpty()) {
      end(session, running, now);
    }
  }

  private static void end(Session session, String id, boolean now) {
    try {
      session.lab().abort(id, now, Optional.empty());
    } catch (Collision e) {
      // It has ended by itself meanwhile, which is what was wanted.
      session.settle();
    }
  }

  /** Nothing new begins, and what runs stops at its next program. */
  private static void hold(Session session, Arguments given) {
    given.expect(0, 0);
    session.lab().hold(session.bench(), Optional.empty());
    String running = BenchCommands.view(session).run();
    if (!running.isEmpty() && session.orders().view(running).state().equals("running")) {
      try {
        session.lab().pause(running, Optional.empty());
      } catch (Collision e) {
        // It has ended meanwhile; nothing follows it.
        session.settle();
      }
    }
  }

  private static void goOn(Session session, Arguments given) {
    given.expect(0, 0);
    String running = BenchCommands.view(session).run();
    if (!running.isEmpty() && session.orders().view(running).state().equals("paused")) {
      try {
        session.lab().resume(running, Optional.empty());
      } catch (Collision e) {
        // Somebody else let it go on, or ended it.
        session.settle();
      }
    }
    session.lab().release(session.bench(), Optional.empty());
  }
}
