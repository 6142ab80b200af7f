package dev.fluxbar.daemon.scpi;

import dev.fluxbar.app.lab.BenchView;
import dev.fluxbar.app.lab.NoSuch;
import dev.fluxbar.app.runs.ResultJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Which bench, and how it is. Nothing here drives. */
final class BenchCommands {
  static final List<Command> ALL =
      List.of(
          Command.reader(
              "INSTrument[:SELect]", (session, given) -> select(session, given.expect(1, 1))),
          Command.reader(
              "INSTrument[:SELect]?",
              (session, given) -> {
                given.expect(0, 0);
                session.reply().string(session.bench());
              }),
          Command.reader(
              "INSTrument:CATalog?",
              (session, given) -> {
                given.expect(0, 0);
                session
                    .reply()
                    .text(
                        session.lab().benches().stream()
                            .map(bench -> Quoted.of(bench.name()))
                            .collect(Collectors.joining(",")));
              }),
          Command.reader(
              "INSTrument:SHAPe?",
              (session, given) -> {
                given.expect(0, 0);
                session
                    .reply()
                    .text(
                        Matrices.shapes(view(session)).stream()
                            .map(shape -> shape[0] + "," + shape[1])
                            .collect(Collectors.joining(",")));
              }),
          Command.reader("BENCh:STATe?", (session, given) -> state(session, given.expect(0, 0))),
          Command.reader(
              "FETCh:MEMDuctance?",
              (session, given) ->
                  session
                      .reply()
                      .numbers(
                          Matrices.chosen(
                              session
                                  .lab()
                                  .cells(session.bench())
                                  .orElseThrow(BenchCommands::stale)
                                  .siemens(),
                              Matrices.place(given)),
                          session.settings())),
          Command.reader(
              "FETCh:LEDGer?",
              (session, given) ->
                  session
                      .reply()
                      .numbers(
                          Matrices.chosen(
                              session.lab().ledgerVoltSeconds(session.bench()),
                              Matrices.place(given)),
                          session.settings())),
          Command.reader(
              "FETCh:CERTificate?",
              (session, given) -> {
                given.expect(0, 0);
                String json = ResultJson.document(session.lab().certificate(session.bench()));
                session.reply().block(json.getBytes(StandardCharsets.UTF_8));
              }));

  private BenchCommands() {}

  private static ScpiRefusal stale() {
    return new ScpiRefusal(ScpiError.STALE, "nothing was measured yet; send READ:MEMD?");
  }

  static BenchView view(Session session) {
    return session.lab().bench(session.bench());
  }

  private static void select(Session session, Arguments given) {
    String name = given.text(0);
    try {
      session.bench(name);
    } catch (NoSuch e) {
      throw new ScpiRefusal(ScpiError.NO_SUCH, String.valueOf(e.getMessage()));
    }
  }

  private static void state(Session session, Arguments none) {
    none.expect(0, 0);
    BenchView view = view(session);
    session
        .reply()
        .text(
            "%s,%d,%d,%s,%s"
                .formatted(
                    view.state(),
                    view.held() ? 1 : 0,
                    view.queue().size(),
                    Quoted.of(view.run()),
                    Quoted.of(view.message())));
  }
}
