package dev.fluxbar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ProverTest {
  private static final List<Geometry> ARRAYS =
      List.of(
          new Geometry(3, 2, true, 2), new Geometry(300, 5, true, 1), new Geometry(2, 2, false, 1));

  private static ProgramRules rules(boolean lineSwitches, long resultBytes) {
    return new ProgramRules(
        ARRAYS,
        lineSwitches,
        1 << 24,
        resultBytes,
        new HostMessage.Limits(100, 400, 60_000, 20_000_000, List.of(2047, 2047, 0)));
  }

  /** Makes up programs that are mostly right, with an operation now and then that is not. */
  private static final class Maker {
    private final Random random;
    private final double wrong;
    private final boolean streams;
    private final List<Operation> operations = new ArrayList<>();

    /** What the AWAITs take, counted as they are made; now and then something else. */
    private long streamBytes;

    private long turns = 1;

    Maker(Random random) {
      this.random = random;
      this.streams = random.nextInt(3) == 0;
      this.wrong = random.nextBoolean() ? 0 : 0.01;
    }

    ProgramImage image(boolean lines) {
      body(1 + random.nextInt(12), 0);
      List<SwitchPattern> patterns = new ArrayList<>();
      List<DriveTable> tables = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        SwitchPattern.Kind kind =
            lines ? SwitchPattern.Kind.LINES : SwitchPattern.Kind.values()[i % 2];
        patterns.add(
            new SwitchPattern(i % 3, kind, BitSet.valueOf(new long[] {random.nextInt(8)})));
      }
      for (int i = 0; i < 24; i++) {
        int array = i < 12 ? 0 : 1;
        short[] codes = new short[ARRAYS.get(array).columns()];
        for (int j = 0; j < codes.length; j++) {
          codes[j] = (short) (random.nextInt(4095) - 2047);
        }
        tables.add(new DriveTable(array, codes));
      }
      return new ProgramImage(operations, patterns, tables);
    }

    long ringBytes() {
      return streamBytes == 0 ? 0 : 32;
    }

    private void body(int count, int depth) {
      for (int i = 0; i < count; i++) {
        if (random.nextInt(5) == 0 && depth < (random.nextDouble() < wrong ? 5 : 4)) {
          int at = operations.size();
          int times = oneOf(1, 2, 3, 4);
          turns *= times;
          body(1 + random.nextInt(4), depth + 1);
          turns /= Math.max(1, times);
          if (wrong == 0 || random.nextInt(20) > 0) {
            operations.add(new Operation.Settle(1));
          }
          int body = operations.size() - at + (random.nextDouble() < wrong ? 1 : 0);
          operations.add(at, new Operation.Loop(times, body));
        } else {
          one();
        }
      }
    }

    private void one() {
      int array = random.nextInt(2);
      switch (random.nextInt(streams ? 11 : 9)) {
        case 0 ->
            operations.add(new Operation.Switch(array, oneOf(array, array + 3 * (1 - array))));
        case 1 -> operations.add(new Operation.Settle(oneOf(1, 2, 50)));
        case 2 ->
            operations.add(new Operation.Drive(array, 12 * array + oneOf(0, 1, 2), oneOf(0, 1, 3)));
        case 3, 4 -> {
          int most = ARRAYS.get(array).rows();
          int first = random.nextInt(most + 1);
          int rows = random.nextInt(most - first + 1) + (random.nextDouble() < wrong ? 1 : 0);
          operations.add(new Operation.Sense(array, 0, first, rows, oneOf(1, 16, 4096)));
        }
        case 5 -> {
          int tau = oneOf(1, 20, 100);
          int guard = random.nextDouble() < wrong ? tau : tau / 2;
          operations.add(new Operation.Block(random.nextBoolean(), tau, guard, oneOf(0, 8, 0xff)));
        }
        case 6 -> pulse();
        case 7 -> operations.add(new Operation.Sample());
        case 9, 10 -> {
          operations.add(new Operation.Await(array, oneOf(0, 100, 2047), oneOf(1, 70)));
          streamBytes += turns * (array == 0 ? 8 : 16) + (random.nextDouble() < wrong ? 1 : 0);
        }
        default -> operations.add(new Operation.Safe());
      }
      if (random.nextDouble() < wrong) {
        spoil();
      }
    }

    private void pulse() {
      int gates = random.nextInt(4) == 0 ? random.nextInt(3) : 0;
      operations.add(new Operation.Pulse(random.nextBoolean(), oneOf(3, 40, 400), gates));
      for (int i = 0; i < gates; i++) {
        operations.add(new Operation.Gate(oneOf(0, 2), i, oneOf(0, 1), oneOf(0, 1)));
      }
    }

    /** Changes one byte of the last operation. */
    private void spoil() {
      int last = operations.size() - 1;
      ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      operations.get(last).write(bytes);
      bytes.put(random.nextInt(16), (byte) random.nextInt(256));
      operations.set(last, Operation.read(bytes.rewind()));
    }

    /** One of some values; rarely another one. */
    private int oneOf(int... values) {
      return random.nextDouble() < wrong
          ? random.nextInt(6)
          : values[random.nextInt(values.length)];
    }
  }

  @Test
  void agreesWithAProverThatFiresEveryTurn() {
    int proved = 0;
    int refused = 0;
    int streamed = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      boolean lines = random.nextInt(10) == 0;
      ProgramRules rules = rules(lines, random.nextInt(10) == 0 ? 5_000 : 5_000_000);
      Maker maker = new Maker(random);
      ProgramImage image = maker.image(lines);
      byte[] bytes = image.encode(ARRAYS);
      long crc = FrameCodec.crc(bytes, 0, bytes.length);
      String expected =
          verdict(
              () ->
                  new UnrolledProver(rules, image, maker.ringBytes())
                      .prove(maker.streamBytes, crc));
      HostMessage.Load load = load(image, maker.streamBytes, maker.ringBytes());
      String actual = verdict(() -> Prover.prove(bytes, load, rules).proof());
      assertThat(actual).as("seed=%d, %s", seed, image.operations()).isEqualTo(expected);
      if (actual.startsWith("Proof")) {
        proved++;
        streamed += maker.streamBytes > 0 ? 1 : 0;
      } else {
        refused++;
      }
    }
    assertThat(proved).isGreaterThan(5_000);
    assertThat(refused).isGreaterThan(1_000);
    assertThat(streamed).isGreaterThan(1_000);
  }

  private static String verdict(Supplier<Proof> prover) {
    try {
      return prover.get().toString();
    } catch (ImageRefused refusal) {
      return String.valueOf(refusal.getMessage());
    }
  }

  private static HostMessage.Load load(ProgramImage image) {
    return load(image, 0, 0);
  }

  private static HostMessage.Load load(ProgramImage image, long streamBytes, long ringBytes) {
    return new HostMessage.Load(
        1,
        image.encode(ARRAYS).length,
        image.operations().size(),
        image.patterns().size(),
        image.tables().size(),
        streamBytes,
        ringBytes);
  }

  /** Any bytes with any counts give a proof or a refusal, never another failure. */
  @Test
  void refusesNoiseByCode() {
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] image = new byte[random.nextInt(200)];
      random.nextBytes(image);
      for (int i = 0; i < image.length; i++) {
        image[i] &= (byte) (random.nextInt(3) == 0 ? 0xff : 1);
      }
      int operations = random.nextInt(image.length / 16 + 2);
      long[] counts = {0, 1, 2, 0xffffffffL};
      HostMessage.Load load =
          new HostMessage.Load(
              1,
              image.length,
              operations,
              counts[random.nextInt(3)],
              counts[random.nextInt(4)],
              random.nextInt(2),
              0);
      verdict(() -> Prover.prove(image, load, rules(false, 1000)).proof());
    }
  }

  /**
   * 65,000 DRIVEs within four loops, each over 65,000 tables: visited one by one, at 16 visits of
   * an operation, these are 6.8e10 tables and would take minutes. It ends at once or the build
   * hangs.
   */
  @Test
  void theCostOfAProofIsBoundedByTheImage() {
    List<Operation> operations = new ArrayList<>();
    for (int i = 3; i >= 0; i--) {
      operations.add(new Operation.Loop(i == 0 ? 65_000 : 1_000_000_000L, 65_001 + i));
    }
    for (int i = 0; i < 65_000; i++) {
      operations.add(new Operation.Drive(0, 0, 1));
    }
    operations.add(new Operation.Settle(1));
    DriveTable table = new DriveTable(0, new short[] {1, 2});
    ProgramImage image =
        new ProgramImage(operations, List.of(), Collections.nCopies(65_000, table));
    byte[] bytes = image.encode(ARRAYS);
    ImageRefused refusal =
        catchThrowableOfType(
            ImageRefused.class, () -> Prover.prove(bytes, load(image), rules(false, 1000)));
    assertThat(refusal.error()).isEqualTo(ErrorCode.OVER_PROGRAM_TICKS);
    assertThat(refusal.value()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void refusesRulesWithoutALimitForEachArray() {
    HostMessage.Limits one = new HostMessage.Limits(1, 1, 1, 1, List.of(1));
    assertThatThrownBy(() -> new ProgramRules(ARRAYS, false, 1, 1, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("largest-codes=1");
  }

  @Test
  void refusesAnOperationThatItsFieldsCannotHold() {
    assertThatThrownBy(() -> new Operation.Settle(1L << 32).fields())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b=4294967296");
    assertThatThrownBy(() -> new Operation.Switch(256, 0).fields())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Geometry(65535, 65535, true, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
