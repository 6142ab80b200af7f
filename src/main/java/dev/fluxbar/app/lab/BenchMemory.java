package dev.fluxbar.app.lab;

import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.array.Matrix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was last measured on a bench. Any thread may call. */
public final class BenchMemory {
  private @Nullable Cells cells;
  private List<Matrix> ledgerVoltSeconds = List.of();
  private Map<String, Object> certificate = Map.of();

  BenchMemory() {}

  /**
   * Memductances of the network on a bench.
   *
   * @param at when they were measured
   * @param run by which run
   * @param siemens an entry an array
   * @param changeSiemens since they were measured before; empty the first time
   */
  public record Cells(Instant at, String run, List<Matrix> siemens, List<Matrix> changeSiemens) {
    public Cells {
      siemens = List.copyOf(siemens);
      changeSiemens = List.copyOf(changeSiemens);
    }
  }

  /**
   * Takes what a step brought.
   *
   * @return whether it says anything new of the cells
   */
  synchronized boolean take(OperationResult result, String run, Instant at) {
    Map<String, Object> values = result.values();
    certificate(values);
    Optional<List<Matrix>> all =
        matrices(values.get("memductances-siemens"))
            .or(() -> matrices(values.get("written-siemens")));
    if (all.isEmpty()) {
      all = one(values);
    }
    if (all.isEmpty()) {
      return false;
    }
    cells = new Cells(at, run, all.get(), change(all.get()));
    return true;
  }

  private void certificate(Map<String, Object> values) {
    Map<String, Object> found = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith("certificate")) {
            found.put(key, value);
          }
        });
    if (!found.isEmpty()) {
      certificate = found;
    }
  }

  private static Optional<List<Matrix>> matrices(@Nullable Object value) {
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      return Optional.empty();
    }
    List<Matrix> matrices = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof Matrix matrix)) {
        return Optional.empty();
      }
      matrices.add(matrix);
    }
    return Optional.of(matrices);
  }

  /** One cell anew among those that are known. */
  private Optional<List<Matrix>> one(Map<String, Object> values) {
    Cells known = cells;
    if (known == null
        || !(values.get("cell") instanceof List<?> place)
        || place.size() != 3
        || !(values.get("memductance-siemens") instanceof Double siemens)) {
      return Optional.empty();
    }
    int array = (Integer) place.get(0) - 1;
    int row = (Integer) place.get(1) - 1;
    int column = (Integer) place.get(2) - 1;
    List<Matrix> next = new ArrayList<>(known.siemens());
    Matrix old = next.get(array);
    next.set(
        array,
        Matrix.fill(
            old.rows(), old.columns(), (k, j) -> k == row && j == column ? siemens : old.at(k, j)));
    return Optional.of(next);
  }

  private List<Matrix> change(List<Matrix> next) {
    Cells known = cells;
    if (known == null || known.siemens().size() != next.size()) {
      return List.of();
    }
    List<Matrix> change = new ArrayList<>();
    for (int l = 0; l < next.size(); l++) {
      Matrix before = known.siemens().get(l);
      Matrix after = next.get(l);
      change.add(
          Matrix.fill(after.rows(), after.columns(), (k, j) -> after.at(k, j) - before.at(k, j)));
    }
    return change;
  }

  synchronized void ledger(List<Matrix> voltSeconds) {
    ledgerVoltSeconds = List.copyOf(voltSeconds);
  }

  synchronized Optional<Cells> cells() {
    return Optional.ofNullable(cells);
  }

  synchronized List<Matrix> ledgerVoltSeconds() {
    return ledgerVoltSeconds;
  }

  synchronized Map<String, Object> certificate() {
    return certificate;
  }
}
