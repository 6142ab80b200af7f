package dev.fluxbar.app.dynamics;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.MatrixFiles;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.report.Png;
import dev.fluxbar.app.report.Wave;
import dev.fluxbar.app.report.WaveFigure;
import dev.fluxbar.app.report.WavePanel;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.dynamics.memrc.AlternatingIteration;
import dev.fluxbar.dynamics.memrc.Branch;
import dev.fluxbar.dynamics.memrc.Course;
import dev.fluxbar.dynamics.memrc.Integration;
import dev.fluxbar.dynamics.memrc.Trajectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The files of a course.
 *
 * @param integrated as it truly is
 * @param iterated as the passes came to it
 */
record MemrcFiles(Integration.Outcome integrated, AlternatingIteration.Outcome iterated) {

  List<Path> write(Path folder, String title) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BadInput(
          folder + ": the folder cannot be made; name one in a folder that may be written to", e);
    }
    Path trajectory = folder.resolve("trajectory.csv");
    Path iteration = folder.resolve("iteration.csv");
    Path picture = folder.resolve("trajectory.png");
    MatrixFiles.write(trajectory, trajectory(), trajectoryHeading());
    MatrixFiles.write(iteration, passes(), "pass, largest change volts, peak volts");
    WholeFile.write(picture, draw(title).bytes());
    return List.of(trajectory, iteration, picture);
  }

  private Course course() {
    return integrated.trajectory().course();
  }

  private String trajectoryHeading() {
    return "seconds, volts, iterated volts, supplied amperes, "
        + course().circuit().branches().stream()
            .map(branch -> branch.name() + " siemens")
            .collect(Collectors.joining(", "));
  }

  private Matrix trajectory() {
    Trajectory truth = integrated.trajectory();
    int branches = course().circuit().branches().size();
    return Matrix.fill(
        course().samples(),
        4 + branches,
        (n, column) ->
            switch (column) {
              case 0 -> course().instant(n);
              case 1 -> truth.volts(n);
              case 2 -> iterated.trajectory().volts(n);
              case 3 -> course().current().amperes(course().instant(n));
              default -> truth.siemens(column - 4, n);
            });
  }

  private Matrix passes() {
    return Matrix.fill(
        iterated.changesVolts().size(),
        3,
        (n, column) ->
            switch (column) {
              case 0 -> n + 1;
              case 1 -> iterated.changesVolts().get(n);
              default -> iterated.peaksVolts().get(n);
            });
  }

  private Png draw(String title) {
    double[] seconds =
        IntStream.range(0, course().samples()).mapToDouble(course()::instant).toArray();
    List<Wave> passes = new ArrayList<>();
    passes.add(new Wave("integrated", seconds, integrated.trajectory().volts()));
    for (int n = 1; n <= iterated.first().size(); n++) {
      passes.add(new Wave("pass " + n, seconds, iterated.first().get(n - 1).volts()));
    }
    List<Wave> siemens = new ArrayList<>();
    List<Branch> branches = course().circuit().branches();
    for (int k = 0; k < branches.size(); k++) {
      siemens.add(new Wave(branches.get(k).name(), seconds, integrated.trajectory().siemens(k)));
    }
    return WaveFigure.draw(
        List.of(
            new WavePanel(title, "voltage", "V", passes),
            new WavePanel("", "memductance", "S", siemens)));
  }
}
