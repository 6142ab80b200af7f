package dev.fluxbar.emulator;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.memristor.OnePort;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an emulated board is made of.
 *
 * @param boardId what the board calls itself, at most 64 bytes
 * @param firmware name and version of what it says runs on it, at most 64 bytes
 * @param topology how the arrays hang together
 * @param shape the arrays, at most 255
 * @param activation the neurons of a cascade; on independent arrays, those that the host is told
 * @param switchKind what the switch matrix can set
 * @param device the typical memristor
 * @param converters one entry an array
 * @param ticksPerSecond the board's clock
 * @param capacity memory, credits and hard limits
 * @param initialFluxesVoltSeconds one matrix an array, {@code [rows][columns]}; states, where those
 *     of the device are no fluxes
 * @param imperfections how it differs from an ideal board
 * @param seed makes boot ids, noise and errors of channels repeatable; null: they are random
 */
public record BoardSpec(
    String boardId,
    String firmware,
    Topology topology,
    NetworkShape shape,
    Activation activation,
    SwitchKind switchKind,
    OnePort device,
    List<ArrayConverters> converters,
    long ticksPerSecond,
    BoardCapacity capacity,
    List<Matrix> initialFluxesVoltSeconds,
    Imperfections imperfections,
    @Nullable Long seed) {

  /** One tick is a microsecond. */
  public static final long USUAL_TICKS_PER_SECOND = 1_000_000;

  public BoardSpec {
    converters = List.copyOf(converters);
    initialFluxesVoltSeconds = List.copyOf(initialFluxesVoltSeconds);
    text("board-id", boardId);
    text("firmware", firmware);
    if (topology == Topology.CASCADE) {
      shape.chained();
    }
    if (shape.layers() > 255 || converters.size() != shape.layers()) {
      throw new IllegalArgumentException(
          "board: arrays=%d, converters=%d; one entry an array, and at most 255 arrays"
              .formatted(shape.layers(), converters.size()));
    }
    if (ticksPerSecond < 1 || ticksPerSecond > 0xffffffffL) {
      throw new IllegalArgumentException(
          "board: ticks-per-second=%d; it must be 1 to 4294967295".formatted(ticksPerSecond));
    }
    converters.forEach(ArrayConverters::dacMicrovolts);
    converters.forEach(ArrayConverters::rangePicoamperes);
    neuronMicrovolts(activation);
    neuronPicoamperes(activation);
    imperfections.check(shape, topology);
  }

  /** An ideal board. */
  public BoardSpec(
      String boardId,
      String firmware,
      Topology topology,
      NetworkShape shape,
      Activation activation,
      SwitchKind switchKind,
      OnePort device,
      List<ArrayConverters> converters,
      long ticksPerSecond,
      BoardCapacity capacity,
      List<Matrix> initialFluxesVoltSeconds,
      @Nullable Long seed) {
    this(
        boardId,
        firmware,
        topology,
        shape,
        activation,
        switchKind,
        device,
        converters,
        ticksPerSecond,
        capacity,
        initialFluxesVoltSeconds,
        Imperfections.NONE,
        seed);
  }

  /** The paper's academic example (Heidema Section VII-A): 2-3-2, tanh, W = atan(phi) + 2. */
  public static BoardSpec academic() {
    return of("academic", NetworkShape.sizes(2, 3, 2), Topology.CASCADE, SwitchKind.CROSSPOINT);
  }

  /** A board of the usual parts around any arrays, every flux 0. */
  public static BoardSpec of(
      String boardId, NetworkShape shape, Topology topology, SwitchKind switchKind) {
    return new BoardSpec(
        boardId,
        "fluxbar-emulator 1",
        topology,
        shape,
        Activation.TANH,
        switchKind,
        ArctanMemristor.PAPER,
        Collections.nCopies(shape.layers(), ArrayConverters.USUAL),
        USUAL_TICKS_PER_SECOND,
        BoardCapacity.usual(USUAL_TICKS_PER_SECOND),
        shape.arrays().stream().map(BoardSpec::zero).toList(),
        null);
  }

  /** A copy with other neurons. */
  public BoardSpec withActivation(Activation neurons) {
    return with(draft -> draft.activation = neurons);
  }

  /** A copy with other converters at every array. */
  public BoardSpec withConverters(ArrayConverters atEveryArray) {
    return with(draft -> draft.converters = Collections.nCopies(shape.layers(), atEveryArray));
  }

  /** A copy with another memristor, every flux 0. */
  public BoardSpec withDevice(OnePort other) {
    return with(
        draft -> {
          draft.device = other;
          draft.fluxes = shape.arrays().stream().map(BoardSpec::zero).toList();
        });
  }

  /** A copy with other memory, credits and hard limits. */
  public BoardSpec withCapacity(BoardCapacity other) {
    return with(draft -> draft.capacity = other);
  }

  /** A copy that starts with these fluxes, one matrix an array. */
  public BoardSpec withFluxesVoltSeconds(List<Matrix> fluxes) {
    return with(draft -> draft.fluxes = fluxes);
  }

  /**
   * A copy that starts with these memductances.
   *
   * @throws IllegalArgumentException if the typical device cannot have one of them or the shapes
   *     differ
   */
  public BoardSpec withMemductances(Memductances memductances) {
    memductances.checkShape(shape);
    return withFluxesVoltSeconds(
        memductances.arrays().stream().map(m -> m.map(device::stateAt)).toList());
  }

  /** A copy that differs so from an ideal board. */
  public BoardSpec withImperfections(Imperfections other) {
    return with(draft -> draft.imperfections = other);
  }

  /** A copy whose boot ids and noise follow from a seed. */
  public BoardSpec withSeed(long newSeed) {
    return with(draft -> draft.seed = newSeed);
  }

  private BoardSpec with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new BoardSpec(
        boardId,
        firmware,
        topology,
        shape,
        draft.activation,
        switchKind,
        draft.device,
        draft.converters,
        ticksPerSecond,
        draft.capacity,
        draft.fluxes,
        draft.imperfections,
        draft.seed);
  }

  /** What a copy may have otherwise. */
  private static final class Draft {
    private Activation activation;
    private OnePort device;
    private List<ArrayConverters> converters;
    private BoardCapacity capacity;
    private List<Matrix> fluxes;
    private Imperfections imperfections;
    private @Nullable Long seed;

    Draft(BoardSpec of) {
      activation = of.activation;
      device = of.device;
      converters = of.converters;
      capacity = of.capacity;
      fluxes = of.initialFluxesVoltSeconds;
      imperfections = of.imperfections;
      seed = of.seed;
    }
  }

  /**
   * The typical memristor as a function of flux.
   *
   * @throws IllegalStateException if it is none
   */
  public FluxControlled curve() {
    if (device instanceof FluxControlled curve) {
      return curve;
    }
    throw new IllegalStateException(
        "board: device=%s; it is no function of flux".formatted(device));
  }

  /** Whether an array's columns have drivers. */
  public boolean driven(int array) {
    return array == 0 || topology == Topology.INDEPENDENT;
  }

  static long neuronMicrovolts(Activation activation) {
    return ArrayConverters.whole(
        "neuron-amplitude-volts", activation.amplitudeVolts(), 1e6, 0xffffffffL);
  }

  static long neuronPicoamperes(Activation activation) {
    return ArrayConverters.whole("neuron-scale-amperes", activation.scaleAmperes(), 1e12, 1L << 53);
  }

  private static Matrix zero(ArrayShape array) {
    return Matrix.fill(array.rows(), array.columns(), (k, j) -> 0);
  }

  private static void text(String name, String value) {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > 64) {
      throw new IllegalArgumentException(
          "board: %s=%s, bytes=%d; it must have 1 to 64".formatted(name, value, bytes));
    }
  }
}
