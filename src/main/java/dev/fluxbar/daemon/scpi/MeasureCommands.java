package dev.fluxbar.daemon.scpi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.files.MatrixFiles;
import dev.fluxbar.app.lab.RunView;
import dev.fluxbar.array.Matrix;
import java.util.ArrayList;
import java.util.List;

/** Reads, inferences, calibrations and checks. Each is a run; queries wait for its end. */
final class MeasureCommands {
  private static final String INPUTS = "inputs.npy";

  static final List<Command> ALL =
      List.of(
          Command.operator("READ:MEMDuctance?", MeasureCommands::read),
          Command.operator(
              "INFer?",
              (session, given) ->
                  infer(
                      session,
                      Matrix.of(given.expect(1, Integer.MAX_VALUE).numbers(Quantity.VOLTS)))),
          Command.operator("INFer:BLOCk?", MeasureCommands::inferBlock),
          Command.operator(
              "CALibration[:ALL]",
              (session, given) -> {
                given.expect(0, 0);
                session
                    .orders()
                    .overlapped(
                        session.bench(), session.by(), step("calibrate: {}"), NoFiles.NONE, 0);
              }),
          Command.operator(
              "CALibration[:ALL]?",
              (session, given) -> {
                given.expect(0, 0);
                measured(session, "calibrate: {}");
                session.reply().whole(0);
              }),
          Command.operator("CHECk?", MeasureCommands::check));

  private MeasureCommands() {}

  /** A sequence of one step. */
  static String step(String step) {
    return "name: scpi\nsteps:\n  - " + step + "\n";
  }

  private static RunView measured(Session session, String step) throws InterruptedException {
    return succeeded(
        session.orders().sequential(session.bench(), session.by(), step(step), NoFiles.NONE));
  }

  private static RunView succeeded(RunView run) {
    Orders.failure(run)
        .ifPresent(
            why -> {
              throw why;
            });
    return run;
  }

  private static void read(Session session, Arguments given) throws InterruptedException {
    List<Integer> place = Matrices.place(given);
    if (place.size() == 3) {
      RunView run = measured(session, "read: {cell: %s}".formatted(place));
      JsonNode siemens = session.orders().result(run.id()).path("memductance-siemens");
      session.reply().numbers(Matrices.numbers(siemens), session.settings());
      return;
    }
    int layers = Matrices.shapes(BenchCommands.view(session)).size();
    if (place.size() == 1 && place.get(0) > layers) {
      throw new ScpiRefusal(
          ScpiError.OUT_OF_RANGE, "layer=%d; there are %d".formatted(place.get(0), layers));
    }
    RunView run = measured(session, "read: {}");
    JsonNode arrays = session.orders().result(run.id()).path("memductances-siemens");
    JsonNode wanted = place.isEmpty() ? arrays : arrays.path(place.get(0) - 1);
    session.reply().numbers(Matrices.numbers(wanted), session.settings());
  }

  private static void inferBlock(Session session, Arguments given) throws InterruptedException {
    double[] numbers = session.settings().numbers(given.expect(1, 1).block(0));
    int columns = Matrices.shapes(BenchCommands.view(session)).get(0)[1];
    if (numbers.length % columns != 0) {
      throw new ScpiRefusal(
          ScpiError.INVALID_BLOCK,
          "numbers=%d, inputs-a-row=%d; give whole rows".formatted(numbers.length, columns));
    }
    infer(
        session,
        Matrix.fill(numbers.length / columns, columns, (k, j) -> numbers[k * columns + j]));
  }

  private static void infer(Session session, Matrix inputsVolts) throws InterruptedException {
    RunView run =
        session
            .orders()
            .sequential(
                session.bench(),
                session.by(),
                step("infer: {inputs: " + INPUTS + "}"),
                NoFiles.but(INPUTS, MatrixFiles.npy(inputsVolts)));
    succeeded(run);
    JsonNode outputs = session.orders().result(run.id()).path("outputs-volts");
    session.reply().numbers(Matrices.numbers(outputs), session.settings());
  }

  private static void check(Session session, Arguments given) throws InterruptedException {
    boolean pulses = given.expect(0, 1).count() == 1 && !given.word(0, "PULSes").isEmpty();
    RunView run =
        session
            .orders()
            .sequential(
                session.bench(),
                session.by(),
                step("check: {pulses: %b}".formatted(pulses)),
                NoFiles.NONE);
    // Findings are an answer, not a failure.
    if (!run.state().equals("physics-said-no")) {
      succeeded(run);
    }
    JsonNode findings = session.orders().result(run.id()).path("findings");
    List<String> kinds = new ArrayList<>();
    findings.forEach(finding -> kinds.add(Quoted.of(finding.path("kind").asText())));
    session.reply().text(kinds.isEmpty() ? "0" : kinds.size() + "," + String.join(",", kinds));
  }
}
