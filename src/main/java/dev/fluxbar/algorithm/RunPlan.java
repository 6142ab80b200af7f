package dev.fluxbar.algorithm;

import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramCheck;
import dev.fluxbar.bench.ProgramFigures;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.signal.Program;
import java.util.List;

/**
 * What an operation would drive, checked against the bench and its limits; nothing is driven.
 *
 * @param programs in order
 * @param exact whether these are the programs that will run; otherwise later ones depend on what
 *     earlier ones measure, and are given here with their largest amplitudes
 * @param benchSeconds of all programs
 * @param largestVolts largest column voltage of either sign
 * @param worstVoltSeconds largest bound of one program, see {@link ProgramFigures}
 * @param samples row currents that all programs sample
 */
public record RunPlan(
    List<Program> programs,
    boolean exact,
    double benchSeconds,
    double largestVolts,
    double worstVoltSeconds,
    long samples) {

  public RunPlan {
    programs = List.copyOf(programs);
  }

  /**
   * Checks every program.
   *
   * @throws ProgramRefused if the bench cannot or may not run one of them
   */
  public static RunPlan of(
      List<Program> programs, boolean exact, BenchDescription bench, Limits limits) {
    double seconds = 0;
    double volts = 0;
    double voltSeconds = 0;
    long samples = 0;
    for (Program program : programs) {
      ProgramFigures figures = ProgramCheck.check(program, bench, limits);
      seconds += figures.benchSeconds();
      volts = Math.max(volts, figures.largestVolts());
      voltSeconds = Math.max(voltSeconds, figures.worstVoltSeconds());
      samples += figures.samples();
    }
    return new RunPlan(programs, exact, seconds, volts, voltSeconds, samples);
  }
}
