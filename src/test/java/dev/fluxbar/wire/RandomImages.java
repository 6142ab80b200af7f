package dev.fluxbar.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Programs without end for several boards, the same for the same seed: loops in loops, gates,
 * streams, lines and crosspoints. Two thirds of them are spoiled in one place or more.
 */
final class RandomImages {
  private static final long U32 = 0xffffffffL;
  private static final long[] EDGES = {
    0, 1, 2, 3, 5, 119, 255, 256, 4096, 4097, 65_535, U32 / 4, U32
  };

  /** One program with what LOAD says of it and what it is held to. */
  static final class Case {
    private final ProgramRules rules;
    private final HostMessage.Load load;
    private final byte[] image;

    Case(ProgramRules rules, HostMessage.Load load, byte[] image) {
      this.rules = rules;
      this.load = load;
      this.image = image.clone();
    }

    ProgramRules rules() {
      return rules;
    }

    HostMessage.Load load() {
      return load;
    }

    /** A copy. */
    byte[] image() {
      return image.clone();
    }
  }

  private static final List<List<Geometry>> BOARDS =
      List.of(
          List.of(new Geometry(3, 2, true, 2), new Geometry(2, 3, false, 1)),
          List.of(new Geometry(1, 1, true, 1)),
          List.of(
              new Geometry(64, 7, true, 4),
              new Geometry(300, 5, true, 1),
              new Geometry(2, 2, true, 0)),
          List.of(new Geometry(20, 63, true, 3), new Geometry(5, 64, true, 2)));

  private final SplittableRandom random;
  private List<Geometry> arrays = List.of();
  private List<Operation> operations = new ArrayList<>();
  private long streamBytes;
  private long turns;

  RandomImages(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The next program. */
  Case next() {
    arrays = BOARDS.get(random.nextInt(BOARDS.size()));
    boolean lines = random.nextInt(4) == 0;
    operations = new ArrayList<>();
    streamBytes = 0;
    turns = 1;
    List<DriveTable> tables = new ArrayList<>();
    List<SwitchPattern> patterns = new ArrayList<>();
    for (int l = 0; l < arrays.size(); l++) {
      patterns.add(pattern(l, lines || random.nextBoolean()));
      for (int i = 0; i < 4 && arrays.get(l).driven(); i++) {
        tables.add(table(l));
      }
    }
    body(random.nextInt(1, 9), 0);
    operations.add(new Operation.Safe());
    ProgramImage image = new ProgramImage(operations, patterns, tables);
    byte[] bytes = image.encode(arrays);
    long[] counts = {operations.size(), patterns.size(), tables.size(), streamBytes, ring()};
    long jobBytes = random.nextInt(20) == 0 ? 256 : 16_384;
    for (int i = random.nextInt(3); i > 0; i--) {
      bytes = spoiled(bytes, counts);
    }
    HostMessage.Load load =
        new HostMessage.Load(
            1, bytes.length, counts[0], counts[1], counts[2], counts[3], counts[4]);
    return new Case(rules(lines, jobBytes), load, bytes);
  }

  private long ring() {
    int widest = arrays.stream().mapToInt(Geometry::columns).max().orElse(1);
    return streamBytes == 0 ? 0 : 2L * DriveTable.bytes(widest);
  }

  private ProgramRules rules(boolean lines, long jobBytes) {
    List<Integer> codes = arrays.stream().map(a -> a.driven() ? 2047 : 0).toList();
    boolean tight = random.nextInt(6) == 0;
    HostMessage.Limits limits =
        new HostMessage.Limits(
            100,
            tight ? 100 : 4000,
            random.nextInt(8) == 0 ? 1000 : random.nextInt(3) == 0 ? Long.MAX_VALUE : 1L << 40,
            random.nextInt(8) == 0 ? 100_000 : Long.MAX_VALUE,
            codes);
    return new ProgramRules(arrays, lines, jobBytes, tight ? 100 : 1 << 20, limits);
  }

  private SwitchPattern pattern(int array, boolean lines) {
    SwitchPattern.Kind kind = lines ? SwitchPattern.Kind.LINES : SwitchPattern.Kind.CROSSPOINTS;
    int bits = SwitchPattern.bitCount(kind, arrays.get(array));
    BitSet set = new BitSet();
    for (int i = 0; i < bits; i++) {
      set.set(i, random.nextBoolean());
    }
    return new SwitchPattern(array, kind, set);
  }

  private DriveTable table(int array) {
    short[] codes = new short[arrays.get(array).columns()];
    for (int j = 0; j < codes.length; j++) {
      codes[j] = (short) random.nextInt(-2047, 2048);
    }
    return new DriveTable(array, codes);
  }

  private void body(int count, int depth) {
    for (int i = 0; i < count; i++) {
      if (random.nextInt(5) == 0 && depth < 4) {
        int at = operations.size();
        long times = random.nextInt(20) == 0 ? U32 : random.nextInt(1, 4);
        long outer = turns;
        turns = Saturated.times(turns, times);
        body(random.nextInt(1, 4), depth + 1);
        operations.add(new Operation.Settle(1));
        turns = outer;
        operations.add(at, new Operation.Loop(times, operations.size() - at));
      } else {
        one();
      }
    }
  }

  private void one() {
    int array = random.nextInt(arrays.size());
    Geometry geometry = arrays.get(array);
    switch (random.nextInt(9)) {
      case 0 -> operations.add(new Operation.Switch(array, array));
      case 1 -> operations.add(new Operation.Settle(random.nextInt(1, 60)));
      case 2 -> drive(array, geometry);
      case 3 -> {
        int first = random.nextInt(geometry.rows() + 1);
        int rows = geometry.ranges() == 0 ? 0 : random.nextInt(geometry.rows() - first + 1);
        operations.add(new Operation.Sense(array, 0, first, rows, 1 << random.nextInt(13)));
      }
      case 4 -> {
        int tau = random.nextInt(1, 40);
        operations.add(
            new Operation.Block(
                random.nextBoolean(), tau, random.nextInt(tau), random.nextInt(256)));
      }
      case 5 -> pulse(array, geometry);
      case 6 -> operations.add(new Operation.Sample());
      case 7 -> await(array, geometry);
      default -> operations.add(new Operation.Safe());
    }
  }

  private void drive(int array, Geometry geometry) {
    if (geometry.driven()) {
      int first = 4 * (int) arrays.subList(0, array).stream().filter(Geometry::driven).count();
      operations.add(new Operation.Drive(array, first, turns < 4 ? random.nextInt(2) : 0));
    }
  }

  private void await(int array, Geometry geometry) {
    if (geometry.driven() && random.nextInt(3) == 0 && turns < U32) {
      operations.add(new Operation.Await(array, random.nextInt(2048), random.nextInt(1, 1000)));
      streamBytes = Math.min(U32, streamBytes + turns * DriveTable.bytes(geometry.columns()));
    }
  }

  private void pulse(int array, Geometry geometry) {
    int gates = random.nextInt(4) == 0 ? random.nextInt(3) : 0;
    operations.add(new Operation.Pulse(random.nextBoolean(), random.nextInt(3, 90), gates));
    for (int i = 0; i < gates; i++) {
      operations.add(
          new Operation.Gate(
              array, i, random.nextInt(geometry.rows()), random.nextInt(geometry.columns())));
    }
  }

  /** One thing about an image, or about what LOAD says of it, that is not as it was. */
  private byte[] spoiled(byte[] bytes, long[] counts) {
    ByteBuffer image = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int ends = 16 * operations.size();
    int operation = 16 * random.nextInt(operations.size());
    switch (random.nextInt(10)) {
      case 0 -> put(image, operation, random.nextInt(14));
      case 1, 2 -> put(image, operation + 1, random.nextInt(5));
      case 3, 4 -> {
        // A field of an operation: one edge of its range, or its neighbour.
        int at = operation + 4 * random.nextInt(1, 4);
        if (at + 4 <= bytes.length) {
          long edge = EDGES[random.nextInt(EDGES.length)];
          image.putInt(at, (int) (random.nextBoolean() ? edge : image.getInt(at) + 1));
        }
      }
      case 5 -> put(image, operation + 2 + random.nextInt(2), 1 << random.nextInt(8));
      case 6 ->
          put(image, ends + random.nextInt(Math.max(1, bytes.length - ends)), random.nextInt(256));
      case 7 -> {
        return Arrays.copyOf(bytes, Math.max(0, bytes.length + 2 * random.nextInt(-9, 9)));
      }
      case 8 -> {
        int which = random.nextInt(3);
        counts[which] = Math.max(0, counts[which] + random.nextInt(-1, 2));
      }
      default -> {
        int which = random.nextInt(3, 5);
        counts[which] = Math.max(0, Math.min(U32, counts[which] + random.nextInt(-4, 5)));
      }
    }
    return bytes;
  }

  private static void put(ByteBuffer image, int at, int value) {
    if (at < image.capacity()) {
      image.put(at, (byte) value);
    }
  }
}
