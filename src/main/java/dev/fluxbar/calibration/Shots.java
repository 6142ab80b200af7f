package dev.fluxbar.calibration;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.signal.BlockSignal;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.List;

/**
 * Block signals into one array, all rows sampled, gathered into as few {@link Look}s as programs
 * have room for: signals that follow each other with the same switches share one.
 */
final class Shots {

  /** Signals of one program, chosen: enough to save programs, few enough to show progress. */
  private static final int MOST_VIEWS = 48;

  private final Board board;
  private final List<Look> looks = new ArrayList<>();
  private final List<Shot> shots = new ArrayList<>();
  private final List<Look.View> pending = new ArrayList<>();
  private ArraySwitches switches;

  private record Shot(int look, int view, int range) {}

  Shots(Board board) {
    this.board = board;
    this.switches = ArraySwitches.open(board.shape());
  }

  /** Appends a signal; its number is for {@link Shown}. */
  int add(ArraySwitches closed, Volts volts, int range) {
    if (!closed.equals(switches) || pending.size() == mostViews()) {
      flush();
      switches = closed;
    }
    shots.add(new Shot(looks.size(), pending.size(), range));
    pending.add(new Look.View(volts, 0, board.rows(), range));
    return shots.size() - 1;
  }

  private int mostViews() {
    double each = BlockSignal.PLATEAUS * board.settings().tauSeconds();
    double seconds = (board.limits().programSeconds() - board.settleSeconds()) / each;
    double bytes = board.bench().resultBytes() / (2.0 * board.bench().sampleBytes(board.array()));
    return (int) Math.max(1, Math.min(MOST_VIEWS, Math.floor(Math.min(seconds, bytes))));
  }

  private void flush() {
    if (!pending.isEmpty()) {
      looks.add(new Look(board.array(), switches, pending, board.settings().averages()));
      pending.clear();
    }
  }

  /** The range of a signal. */
  int range(int shot) {
    return shots.get(shot).range();
  }

  /** All looks; nothing is appended after. */
  List<Look> looks() {
    flush();
    return List.copyOf(looks);
  }

  /** With what the looks saw. */
  Shown shown(List<Seen> seen, Floor floor) {
    return new Shown(List.copyOf(seen), floor);
  }

  /** What the signals put through the rows: offsets of drivers and inputs are not in it. */
  final class Shown {
    private final List<Seen> seen;
    private final Floor floor;

    private Shown(List<Seen> seen, Floor floor) {
      this.seen = seen;
      this.floor = floor;
    }

    /** The current of a row in amperes. */
    double amperes(int shot, int row) {
      Shot one = shots.get(shot);
      return seen.get(one.look()).odd(one.view(), row, board.settleSeconds());
    }

    /** What noise alone reaches less than once in a million times. */
    double noise(int shot, int row) {
      Shot one = shots.get(shot);
      return floor.amperes(one.range(), row, seen.get(one.look()).shares());
    }

    /** The share of its range that a current fills in the larger polarity, offsets in it. */
    double filled(int shot, int row) {
      Shot one = shots.get(shot);
      double offset = seen.get(one.look()).even(one.view(), row, board.settleSeconds());
      return (Math.abs(amperes(shot, row)) + Math.abs(offset))
          / board.channels().ranges().get(one.range()).largestAmperes();
    }
  }
}
