package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.CellSurvey;
import dev.fluxbar.algorithm.GivenUp;
import dev.fluxbar.algorithm.Reach;
import dev.fluxbar.algorithm.Remapping;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.Bars;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.bench.BarMap;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.MappedBench;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The bars that carry a target, chosen anew as bad cells are found. */
final class Remap {
  private final OpenBench open;
  private final CellSurvey survey;
  private final Memductances target;
  private final List<BarMap> given;
  private final Map<Cell, Reach> bad = new LinkedHashMap<>();
  private List<BarMap> maps;

  /** Drives nothing. */
  Remap(OpenBench open, CellSurvey survey, Memductances target) {
    this.open = open;
    this.survey = survey;
    this.target = target;
    this.given = given(open);
    this.maps = given;
  }

  private static List<BarMap> given(OpenBench open) {
    return open.bench() instanceof MappedBench mapped
        ? mapped.maps()
        : open.board().description().shape().arrays().stream().map(BarMap::whole).toList();
  }

  /** What is laid on bars. */
  Memductances target() {
    return target;
  }

  /** Reads every cell of the board and chooses. */
  void look() {
    bad.putAll(survey.bad());
    choose();
  }

  /** Whether what a write gave up is better carried by other bars, which are then chosen. */
  boolean learn(List<GivenUp> cells) {
    for (GivenUp gone : cells) {
      Cell place = maps.get(gone.cell().array()).physical(gone.cell());
      survey.reach(gone).ifPresent(reach -> bad.merge(place, reach, Reach::and));
    }
    return choose();
  }

  private boolean choose() {
    List<BarMap> chosen = new ArrayList<>();
    boolean moved = false;
    for (int l = 0; l < maps.size(); l++) {
      Remapping better = choice(l, maps.get(l));
      moved |= better.moved(maps.get(l));
      chosen.add(better.map());
    }
    maps = chosen;
    return moved;
  }

  private Remapping choice(int array, BarMap from) {
    Map<Cell, Reach> here = new LinkedHashMap<>();
    bad.forEach(
        (cell, reach) -> {
          if (cell.array() == array) {
            here.put(cell, reach);
          }
        });
    ArrayShape shape = from.physical();
    int references = open.file().references().isPresent() ? 1 : 0;
    Remapping.Free free =
        new Remapping.Free(
            IntStream.range(0, shape.rows() - references).boxed().toList(),
            IntStream.range(0, shape.columns() - references).boxed().toList());
    return Remapping.choose(target.array(array), from, here, free);
  }

  /** The bars as chosen, one entry an array. */
  List<BarMap> maps() {
    return maps;
  }

  /** Back to bars that were chosen before. */
  void choose(List<BarMap> before) {
    maps = before;
  }

  /** The network on the bars as chosen; not to be closed. */
  Bench bench() {
    return new MappedBench(open.booked(), maps);
  }

  /** As a bench file has them. */
  List<Bars> bars() {
    return maps.stream()
        .map(map -> new Bars(map.rows(), map.columns(), map.logical().differential()))
        .toList();
  }

  void tell(Audience audience) {
    for (int l = 0; l < maps.size(); l++) {
      audience.say(
          "Remapped layer %d: what bad cells cost falls from %.3g S to %.3g S"
              .formatted(
                  l + 1,
                  choice(l, given.get(l)).errorBeforeSiemens(),
                  choice(l, maps.get(l)).errorBeforeSiemens()));
    }
  }

  /** One entry an array: where its rows and columns are, and what that is worth. */
  List<Map<String, Object>> values() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int l = 0; l < maps.size(); l++) {
      BarMap map = maps.get(l);
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("layer", l + 1);
      one.put("rows", map.rows().stream().map(row -> row + 1).toList());
      one.put("columns", map.columns().stream().map(column -> column + 1).toList());
      one.put(
          "moved",
          !map.rows().equals(given.get(l).rows()) || !map.columns().equals(given.get(l).columns()));
      one.put("error-before-siemens", choice(l, given.get(l)).errorBeforeSiemens());
      one.put("error-after-siemens", choice(l, map).errorBeforeSiemens());
      all.add(one);
    }
    return all;
  }
}
