package dev.fluxbar.app.lab;

import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.sequence.StepDiary;
import dev.fluxbar.app.sequence.StepNotes;
import dev.fluxbar.app.wiring.OpenBench;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What a run remembers of its steps: notes in its log, on the disk before anybody hears of them.
 */
final class LogDiary implements StepDiary {
  private final Map<String, String> notes;
  private final OpenBench bench;
  private final BiConsumer<String, String> begun;
  private final BiConsumer<String, OperationResult> done;

  /**
   * @param notes of the run's log from an earlier life
   * @param bench whose log is written
   * @param begun is told the place and the word of a step
   * @param done is told what a step came to, once it is on the disk
   */
  LogDiary(
      Map<String, String> notes,
      OpenBench bench,
      BiConsumer<String, String> begun,
      BiConsumer<String, OperationResult> done) {
    this.notes = Map.copyOf(notes);
    this.bench = bench;
    this.begun = begun;
    this.done = done;
  }

  @Override
  public Optional<OperationResult> ended(String step) {
    return StepNotes.ended(notes, step);
  }

  @Override
  public void began(String step, String word) {
    begun.accept(step, word);
  }

  @Override
  public void ended(String step, OperationResult result) {
    bench.note(StepNotes.name(step), StepNotes.text(result));
    done.accept(step, result);
  }
}
