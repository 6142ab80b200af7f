package dev.fluxbar.app.operation;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.signal.Volts;
import java.util.List;

/** The numbers of Heidema Section VII-A. */
public final class AcademicExample {

  /** Two inputs, three hidden neurons, two outputs. */
  public static final NetworkShape SHAPE = NetworkShape.sizes(2, 3, 2);

  /** Heidema (20), in siemens. */
  public static final Memductances TARGET =
      new Memductances(
          List.of(
              Matrix.of(new double[][] {{0.5, 3.5}, {2.5, 2.5}, {3.5, 0.5}}),
              Matrix.of(new double[][] {{0.5, 1.5, 3.5}, {3.5, 1, 0.5}})));

  /** The error that is allowed. */
  public static final double EPSILON_SIEMENS = 0.05;

  /** u. */
  public static final Volts INPUT = Volts.of(-1, 1);

  private AcademicExample() {}
}
