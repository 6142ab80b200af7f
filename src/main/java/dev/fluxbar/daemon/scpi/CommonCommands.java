package dev.fluxbar.daemon.scpi;

import dev.fluxbar.app.lab.BenchView;
import dev.fluxbar.app.runs.SoftwareVersion;
import java.util.List;

/** The common commands of IEEE 488.2, chapter 10. */
final class CommonCommands {
  private static final int BYTE = 255;

  static final List<Command> ALL =
      List.of(
          Command.reader("*CLS", (session, given) -> clear(session, given.expect(0, 0))),
          Command.reader(
              "*ESE",
              (session, given) ->
                  session.status().eventsEnabled(given.expect(1, 1).whole(0, 0, BYTE))),
          Command.reader(
              "*ESE?",
              (session, given) -> {
                given.expect(0, 0);
                session.reply().whole(session.status().eventsEnabled());
              }),
          Command.reader(
              "*ESR?",
              (session, given) -> {
                given.expect(0, 0);
                session.reply().whole(session.status().takeEvents());
              }),
          new Command(
              "*IDN?",
              Command.Access.ANYBODY,
              (session, given) -> identify(session, given.expect(0, 0))),
          Command.reader(
              "*OPC",
              (session, given) -> {
                given.expect(0, 0);
                session.askCompletion();
              }),
          Command.reader(
              "*OPC?",
              (session, given) -> {
                given.expect(0, 0);
                session.orders().awaitAll(session.status());
                session.reply().whole(1);
              }),
          Command.operator("*RST", (session, given) -> reset(session, given.expect(0, 0))),
          Command.reader(
              "*SRE",
              (session, given) ->
                  session.status().serviceEnabled(given.expect(1, 1).whole(0, 0, BYTE))),
          Command.reader(
              "*SRE?",
              (session, given) -> {
                given.expect(0, 0);
                session.reply().whole(session.status().serviceEnabled());
              }),
          Command.reader(
              "*STB?",
              (session, given) -> {
                given.expect(0, 0);
                session.reply().whole(session.status().statusByte(!session.reply().isEmpty()));
              }),
          Command.reader("*TST?", (session, given) -> test(session, given.expect(0, 0))),
          Command.reader(
              "*WAI",
              (session, given) -> {
                given.expect(0, 0);
                session.orders().awaitAll(session.status());
              }));

  private CommonCommands() {}

  private static void clear(Session session, Arguments none) {
    none.expect(0, 0);
    session.forgetCompletion();
    session.status().clear();
  }

  private static void identify(Session session, Arguments none) {
    none.expect(0, 0);
    // A stranger is told no name of the lab's.
    String serial = session.known() ? session.bench() : "0";
    session
        .reply()
        .text("Fluxbar,Lab,%s,%s".formatted(serial, SoftwareVersion.current().replace(',', ' ')));
  }

  private static void reset(Session session, Arguments none) {
    none.expect(0, 0);
    session.forgetCompletion();
    session.settings().reset();
    RunCommands.abort(session, true);
  }

  /** Whether the bench answers; nothing is driven for it. */
  private static void test(Session session, Arguments none) {
    none.expect(0, 0);
    BenchView.State state = session.lab().bench(session.bench()).state();
    boolean answers = state == BenchView.State.IDLE || state == BenchView.State.RUNNING;
    session.reply().whole(answers ? 0 : 1);
  }
}
