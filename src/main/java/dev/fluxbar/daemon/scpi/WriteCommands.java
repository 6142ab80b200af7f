package dev.fluxbar.daemon.scpi;

import dev.fluxbar.app.files.NetworkFiles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes: overlapped commands, each a run. */
final class WriteCommands {
  private static final String TARGET = "target.npz";

  static final List<Command> ALL =
      List.of(
          Command.operator("WRITe:MEMDuctance", WriteCommands::one),
          Command.operator("WRITe:MEMDuctance:ALL", WriteCommands::all),
          Command.operator("WRITe:EPSilon", WriteCommands::epsilon),
          Command.reader(
              "WRITe:EPSilon?",
              (session, given) -> {
                given.expect(0, 0);
                session.reply().number(session.settings().epsilonSiemens().orElse(Double.NaN));
              }),
          Command.operator("WRITe:METHod", WriteCommands::method),
          Command.reader(
              "WRITe:METHod?",
              (session, given) -> {
                given.expect(0, 0);
                session.reply().word(session.settings().method().orElse("default"));
              }));

  private WriteCommands() {}

  private static void one(Session session, Arguments given) {
    Arguments flat = given.withPlaceInNumbers().expect(4, 4);
    double siemens = flat.number(3, Quantity.SIEMENS);
    String step =
        "write: {cell: [%d, %d, %d], siemens: %s%s}"
            .formatted(
                flat.whole(0, 1, 1_000_000),
                flat.whole(1, 1, 1_000_000),
                flat.whole(2, 1, 1_000_000),
                siemens,
                how(session.settings()));
    session
        .orders()
        .overlapped(session.bench(), session.by(), MeasureCommands.step(step), NoFiles.NONE, 0);
  }

  private static void all(Session session, Arguments given) {
    given.expect(1, Integer.MAX_VALUE);
    double[] siemens =
        given.count() == 1 && given.isBlock(0)
            ? session.settings().numbers(given.block(0))
            : given.numbers(Quantity.SIEMENS);
    byte[] target =
        NetworkFiles.npz(Matrices.shaped(siemens, Matrices.shapes(BenchCommands.view(session))));
    String step = "write: {target: %s%s}".formatted(TARGET, how(session.settings()));
    session
        .orders()
        .overlapped(
            session.bench(),
            session.by(),
            MeasureCommands.step(step),
            NoFiles.but(TARGET, target),
            0);
  }

  private static String how(Settings settings) {
    StringBuilder how = new StringBuilder();
    settings
        .epsilonSiemens()
        .ifPresent(siemens -> how.append(", epsilon-siemens: ").append(siemens));
    settings.method().ifPresent(word -> how.append(", method: ").append(word));
    return how.toString();
  }

  private static void epsilon(Session session, Arguments given) {
    if (given.expect(1, 1).isWord(0)) {
      given.word(0, "DEFault");
      session.settings().epsilonSiemens(OptionalDouble.empty());
      return;
    }
    double siemens = given.number(0, Quantity.SIEMENS);
    if (!(siemens > 0)) {
      throw new ScpiRefusal(
          ScpiError.OUT_OF_RANGE, "siemens=%s; it must be above 0".formatted(siemens));
    }
    session.settings().epsilonSiemens(OptionalDouble.of(siemens));
  }

  private static void method(Session session, Arguments given) {
    String word = given.expect(1, 1).word(0, "PROPortional", "MODel", "ROW", "GATed", "DEFault");
    session
        .settings()
        .method(
            word.equals("DEFault") ? Optional.empty() : Optional.of(word.toLowerCase(Locale.ROOT)));
  }
}
