package dev.fluxbar.daemon.scpi;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.ToIntFunction;

/** The registers (SCPI-99 volume 2, chapter 20). */
final class StatusCommands {
  static final List<Command> ALL = all();

  private StatusCommands() {}

  private static List<Command> all() {
    List<Command> all = new ArrayList<>();
    register(all, "STATus:OPERation", session -> session.status().operation());
    register(all, "STATus:QUEStionable", session -> session.status().questionable());
    all.add(
        Command.reader(
            "STATus:PRESet",
            (session, given) -> {
              given.expect(0, 0);
              session.status().operation().preset();
              session.status().questionable().preset();
            }));
    return List.copyOf(all);
  }

  private static void register(List<Command> all, String name, Function<Session, Register> of) {
    all.add(ask(name + "[:EVENt]?", of, Register::takeEvents));
    all.add(ask(name + ":CONDition?", of, Register::condition));
    all.add(set(name + ":ENABle", of, Register::enable));
    all.add(ask(name + ":ENABle?", of, Register::enable));
    all.add(set(name + ":PTRansition", of, Register::positive));
    all.add(ask(name + ":PTRansition?", of, Register::positive));
    all.add(set(name + ":NTRansition", of, Register::negative));
    all.add(ask(name + ":NTRansition?", of, Register::negative));
  }

  private static Command ask(
      String pattern, Function<Session, Register> of, ToIntFunction<Register> value) {
    return Command.reader(
        pattern,
        (session, given) -> {
          given.expect(0, 0);
          session.reply().whole(value.applyAsInt(of.apply(session)));
        });
  }

  private static Command set(
      String pattern, Function<Session, Register> of, ObjIntConsumer<Register> value) {
    return Command.reader(
        pattern,
        (session, given) ->
            value.accept(of.apply(session), given.expect(1, 1).whole(0, 0, 0xffff)));
  }
}
