package dev.fluxbar.daemon.scpi;

import java.util.List;

/** Errors, tokens and the form of answers (SCPI-99 volume 2, chapters 21 and 9). */
final class SystemCommands {
  static final List<Command> ALL =
      List.of(
          Command.reader(
              "SYSTem:ERRor[:NEXT]?",
              (session, given) -> {
                given.expect(0, 0);
                session.reply().text(session.status().errors().next());
              }),
          Command.reader(
              "SYSTem:ERRor:COUNt?",
              (session, given) -> {
                given.expect(0, 0);
                session.reply().whole(session.status().errors().count());
              }),
          Command.reader(
              "SYSTem:VERSion?",
              (session, given) -> {
                given.expect(0, 0);
                session.reply().text("1999.0");
              }),
          new Command(
              "SYSTem:TOKen",
              Command.Access.ANYBODY,
              (session, given) -> session.token(given.expect(1, 1).text(0))),
          new Command(
              "SYSTem:TOKen?",
              Command.Access.ANYBODY,
              (session, given) -> {
                given.expect(0, 0);
                session.reply().word(session.role().map(Object::toString).orElse("none"));
              }),
          Command.reader("FORMat[:DATA]", (session, given) -> format(session, given.expect(1, 2))),
          Command.reader(
              "FORMat[:DATA]?",
              (session, given) -> {
                given.expect(0, 0);
                int bytes = session.settings().realBytes();
                session.reply().text(bytes == 0 ? "ASC,0" : "REAL," + 8 * bytes);
              }),
          Command.reader(
              "FORMat:BORDer",
              (session, given) ->
                  session
                      .settings()
                      .swapped(given.expect(1, 1).word(0, "NORMal", "SWAPped").equals("SWAPped"))),
          Command.reader(
              "FORMat:BORDer?",
              (session, given) -> {
                given.expect(0, 0);
                session.reply().text(session.settings().swapped() ? "SWAP" : "NORM");
              }));

  private SystemCommands() {}

  private static void format(Session session, Arguments given) {
    boolean real = given.word(0, "ASCii", "REAL").equals("REAL");
    int bits = given.count() == 2 ? given.whole(1, 0, 64) : real ? 64 : 0;
    if (real && bits != 64 && bits != 32) {
      throw new ScpiRefusal(ScpiError.ILLEGAL_VALUE, "bits=%d; write 64 or 32".formatted(bits));
    }
    session.settings().realBytes(real ? bits / 8 : 0);
  }
}
