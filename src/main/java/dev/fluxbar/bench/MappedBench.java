package dev.fluxbar.bench;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A network on some of the bars of a bench: references, spares and bad lines are out of its sight,
 * and its rows and columns may lie in any order. Programs are carried to the physical bars and
 * their recordings back.
 */
public final class MappedBench extends ForwardingBench {
  private final Bench inner;
  private final List<BarMap> maps;
  private final BenchDescription description;

  /**
   * @param inner owned from here on
   * @param maps one an array
   * @throws IllegalArgumentException if the bench does not have these bars, or is a cascade, whose
   *     neurons join the rows of one array to the columns of the next
   */
  public MappedBench(Bench inner, List<BarMap> maps) {
    this.inner = inner;
    this.maps = List.copyOf(maps);
    BenchDescription whole = inner.description();
    List<?> physical = maps.stream().map(BarMap::physical).toList();
    if (!physical.equals(whole.shape().arrays())) {
      throw new IllegalArgumentException(
          "bars: for arrays %s, the bench has %s; name the bars of each array of the bench"
              .formatted(physical, whole.shape()));
    }
    if (whole.cascade() && !maps.stream().allMatch(BarMap::changesNothing)) {
      throw new IllegalArgumentException(
          "bars: topology=cascade; its analog neurons join rows to columns, so that no bar can"
              + " change its place or be left out");
    }
    this.description = description(whole, maps);
  }

  private static BenchDescription description(BenchDescription whole, List<BarMap> maps) {
    return new BenchDescription(
        whole.boardId(),
        whole.firmware(),
        whole.topology(),
        new NetworkShape(maps.stream().map(BarMap::logical).toList()),
        whole.activation(),
        whole.switchKind(),
        channels(whole, maps),
        whole.tickSeconds(),
        whole.programBytes(),
        whole.resultBytes());
  }

  /** With the drivers of the columns that are used, in their order. */
  private static List<Channels> channels(BenchDescription whole, List<BarMap> maps) {
    List<Channels> channels = new ArrayList<>();
    for (int l = 0; l < maps.size(); l++) {
      channels.add(whole.channels().get(l).ofColumns(maps.get(l).columns()));
    }
    return channels;
  }

  @Override
  protected Bench inner() {
    return inner;
  }

  @Override
  public BenchDescription description() {
    return description;
  }

  /** None: the one of the bench behind counts its own rows. */
  @Override
  public Optional<Conversion> conversion() {
    return Optional.empty();
  }

  /** Where the bars of each array are. */
  public List<BarMap> maps() {
    return maps;
  }

  /** The bench with all its bars. */
  public Bench physical() {
    return inner;
  }

  @Override
  public Recording run(Program program) {
    ProgramCheck.check(program, description, limits());
    MappedProgram mapped = new MappedProgram(program, maps);
    try {
      return mapped.logical(inner.run(mapped.physical()));
    } catch (ProgramLost lost) {
      throw new ProgramLost(
          String.valueOf(lost.getMessage()), lost.everythingFired(), logical(lost.cells()), lost);
    }
  }

  private Set<Cell> logical(Set<Cell> physical) {
    Set<Cell> cells = new TreeSet<>();
    for (Cell cell : physical) {
      BarMap map = maps.get(cell.array());
      int row = map.logicalRow(cell.row());
      int column = map.logicalColumn(cell.column());
      if (row >= 0 && column >= 0) {
        cells.add(new Cell(cell.array(), row, column));
      }
    }
    return cells;
  }
}
