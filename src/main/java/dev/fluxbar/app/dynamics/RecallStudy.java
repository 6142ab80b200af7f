package dev.fluxbar.app.dynamics;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.PatternPictures;
import dev.fluxbar.app.report.ImageGrid;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.dynamics.recurrent.Basins;
import dev.fluxbar.dynamics.recurrent.Pattern;
import dev.fluxbar.dynamics.recurrent.Recall;
import dev.fluxbar.dynamics.recurrent.RecurrentNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A content-addressable memory: how often patterns come back from noisy ones. */
final class RecallStudy {
  private static final double[] NOISE = {0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5};

  /** The noise of the pictures. */
  private static final double PICTURED = 0.2;

  private static final int TRIES = 100;

  private final RecurrentNetwork network;
  private final PatternPictures pictures;
  private final Recall recall;
  private final Audience audience;

  RecallStudy(
      RecurrentNetwork network,
      PatternPictures pictures,
      long seed,
      Basins.Wanted wanted,
      Audience audience) {
    this.network = network;
    this.pictures = pictures;
    this.recall =
        new Recall(
            network,
            pictures.patterns(),
            seed,
            new Basins.Wanted(TRIES, wanted.endSeconds(), wanted.tolerance()));
    this.audience = audience;
  }

  /** Tries every noise; writes {@code recall.png}; answers what {@code recall} says. */
  List<Map<String, Object>> run(SimulationFolder folder) {
    List<Map<String, Object>> told = new ArrayList<>();
    for (double noise : NOISE) {
      int flipped = flipped(noise);
      List<Recall.Try> tries = recall.from(flipped);
      double share = tries.stream().filter(Recall.Try::recalled).count() / (double) tries.size();
      Map<String, Object> level = new LinkedHashMap<>();
      level.put("noise-share", flipped / (double) network.size());
      level.put("flipped", flipped);
      level.put("tries", tries.size());
      level.put("recalled-share", share);
      level.put("recalled-shares", shares(tries));
      told.add(level);
      audience.say(
          String.format(
              Locale.ROOT,
              "  %3d of %d pixels turned: %.1f %% of %d recalled",
              flipped,
              network.size(),
              100 * share,
              tries.size()));
      if (noise == PICTURED) {
        folder.write("recall.png", picture(tries, flipped));
      }
    }
    return told;
  }

  private int flipped(double noise) {
    return (int) Math.round(noise * network.size());
  }

  /** Of each pattern. */
  private Map<String, Double> shares(List<Recall.Try> tries) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int p = 0; p < pictures.patterns().size(); p++) {
      int pattern = p;
      long came = tries.stream().filter(t -> t.pattern() == pattern && t.recalled()).count();
      shares.put(pictures.patterns().get(p).name(), came / (double) TRIES);
    }
    return shares;
  }

  /** Pattern, start and end of the first try of each pattern, one column a pattern. */
  private byte[] picture(List<Recall.Try> tries, int flipped) {
    int columns = Math.min(6, pictures.patterns().size());
    List<ImageGrid.Tile> stored = new ArrayList<>();
    List<ImageGrid.Tile> noisy = new ArrayList<>();
    List<ImageGrid.Tile> ends = new ArrayList<>();
    for (int p = 0; p < columns; p++) {
      Pattern pattern = pictures.patterns().get(p);
      Recall.Try one = tries.get(p * TRIES);
      stored.add(tile(pattern.signs(), "stored: " + pattern.name()));
      noisy.add(tile(signs(one.start().activations()), flipped + " pixels turned"));
      ends.add(
          tile(signs(one.end().activations()), one.recalled() ? "recalled" : "something else"));
    }
    stored.addAll(noisy);
    stored.addAll(ends);
    return ImageGrid.signed("A content-addressable memory of memristors", stored, columns).bytes();
  }

  private ImageGrid.Tile tile(int[] signs, String caption) {
    int columns = pictures.columns();
    return new ImageGrid.Tile(
        Matrix.fill(signs.length / columns, columns, (i, j) -> signs[i * columns + j]), caption);
  }

  private static int[] signs(double[] x) {
    int[] signs = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      signs[i] = x[i] > 0 ? 1 : -1;
    }
    return signs;
  }
}
