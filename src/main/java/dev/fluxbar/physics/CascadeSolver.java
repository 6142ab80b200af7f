package dev.fluxbar.physics;

import dev.fluxbar.array.Activation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries the fluxes of the later arrays of a cascade through times of constant column voltages
 * (Heidema (8)).
 *
 * <p>Neurons are odd, so under a drive V and its opposite all fluxes run along one curve, forth and
 * back: with {@code ds = dt} under V and {@code ds = -dt} under -V, every flux is a function of s
 * (the proof of Heidema Theorem 1). A curve is integrated as far as it is needed, panel by panel
 * outward from where it began; what was integrated is kept, so a plateau that takes back another
 * costs nothing and ends where the other began. A curve ends when a switch moves, or a drive comes
 * that is neither its own nor the opposite.
 *
 * <p>Currents of the first array are interpolated in time where it has many cells, see {@link
 * CurrentFit}. A panel is halved until its estimated error falls below {@value #PANEL_VOLT_SECONDS}
 * V s.
 */
final class CascadeSolver {
  private static final GaussRule RULE = CascadePanel.RULE;

  /** Allowed error of one panel, of some dozens a plateau; the project promises 1e-9 over all. */
  private static final double PANEL_VOLT_SECONDS = 1e-12;

  /** A kink in a device's W is followed down to this many halvings, then stepped over. */
  private static final int DEEPEST = 40;

  /** A stretch whose currents no polynomial follows is halved so often, then left to the cells. */
  private static final int DEEPEST_FIT = 6;

  private final List<CrossbarState> arrays;
  private final Activation activation;
  private final CascadePanel panel;
  private final CurrentFit fit;

  /** No column may receive more in one panel: the nodes must not jump over a whole device. */
  private final double widestVoltSeconds;

  /** What the hardest driven column receives in one panel, as the last times taught it. */
  private double panelVoltSeconds;

  /** For 1, 2, 4 and so on panels to a stretch. */
  private final double[][][] polynomials = new double[6][0][];

  private boolean stale = true;
  private double[] volts = {};
  private double largestVolts;
  private @Nullable FirstNeurons first;
  private Branch forth = new Branch(1, new double[0]);
  private Branch back = new Branch(-1, new double[0]);

  /** Where the circuit stands on the curve. */
  private double curveSeconds;

  private int panels;
  private int refused;
  private double largestError;

  CascadeSolver(List<CrossbarState> arrays, Activation activation) {
    this.arrays = arrays;
    this.activation = activation;
    widestVoltSeconds =
        arrays.stream().mapToDouble(a -> a.devices.scaleVoltSeconds()).min().orElseThrow();
    panelVoltSeconds = widestVoltSeconds;
    panel = new CascadePanel(arrays, activation, widestVoltSeconds);
    ArrayDevices first = arrays.get(0).devices;
    fit =
        new CurrentFit(
            arrays.get(0).shape.neurons(),
            first.scaleVoltSeconds(),
            first.maxSiemens(),
            activation.lipschitzOhms());
  }

  /** Switches changed. */
  void markStale() {
    stale = true;
  }

  /** Advances every array behind neurons; the first array is left to its closed form. */
  void advance(double[] driveVolts, double seconds) {
    boolean over = stale || forth.forgetful() || back.forgetful();
    int sign = over ? 0 : sign(driveVolts);
    if (sign == 0) {
      if (!begin(driveVolts)) {
        return;
      }
      sign = 1;
    }
    if (first != null) {
      curveSeconds += sign * seconds;
      stand(first, curveSeconds < 0 ? back : forth, Math.abs(curveSeconds));
    }
  }

  /** 1 or -1 if the drive is the curve's or its opposite, else 0. */
  private int sign(double[] driveVolts) {
    int j = 0;
    while (j < volts.length && volts[j] == 0) {
      j++;
    }
    int sign = j < volts.length && driveVolts[j] == -volts[j] ? -1 : 1;
    for (int i = 0; i < volts.length; i++) {
      if (driveVolts[i] != sign * volts[i]) {
        return 0;
      }
    }
    return sign;
  }

  /** Begins a curve where the circuit stands; false if nothing is driven. */
  private boolean begin(double[] driveVolts) {
    double largest = 0;
    for (double v : driveVolts) {
      largest = Math.max(largest, Math.abs(v));
    }
    if (largest == 0) {
      return false;
    }
    stale = false;
    largestVolts = largest;
    volts = driveVolts.clone();
    curveSeconds = 0;
    first = gather(driveVolts);
    if (first != null) {
      forth = new Branch(1, panel.state());
      back = new Branch(-1, panel.state());
    }
    return true;
  }

  private @Nullable FirstNeurons gather(double[] driveVolts) {
    if (arrays.size() == 1) {
      return null;
    }
    DrivenRows rows = new DrivenRows(arrays.get(0), driveVolts, wanted(1));
    if (rows.neurons.length == 0) {
      return null;
    }
    List<NeuronRows> later = new ArrayList<>();
    int[] carrying = rows.neurons;
    for (int l = 1; l + 1 < arrays.size() && carrying.length > 0; l++) {
      boolean[] carries = new boolean[arrays.get(l).shape.columns()];
      for (int n : carrying) {
        carries[n] = true;
      }
      NeuronRows found = new NeuronRows(arrays.get(l), carries, wanted(l + 1), RULE.nodes);
      carrying = found.neurons;
      if (carrying.length > 0) {
        later.add(found);
      }
    }
    panel.gather(rows.neurons, later);
    return new FirstNeurons(RULE, activation, rows);
  }

  private boolean[] wanted(int array) {
    CrossbarState next = arrays.get(array);
    boolean[] wanted = new boolean[next.shape.columns()];
    for (int k = 0; k < wanted.length; k++) {
      wanted[k] = next.columnUsed(k);
    }
    return wanted;
  }

  /** Puts the columns where the branch has them after that many seconds. */
  private void stand(FirstNeurons neurons, Branch branch, double seconds) {
    // Times that should be equal are sums of other parts.
    double same = 8 * Math.ulp(Math.max(forth.frontier().seconds, back.frontier().seconds));
    int last = branch.lastAt(seconds + same);
    Branch.Knot knot = branch.knot(last);
    panel.restore(knot.flux);
    double rest = seconds - knot.seconds;
    if (rest <= same) {
      return;
    }
    if (last + 1 < branch.length()) {
      // A part of a panel that was fine is no worse.
      Branch.Stretch within = branch.knot(last + 1).before;
      if (within != null) {
        panel.through(neurons.single(branch, within, knot.seconds, rest), 0, rest);
        panel.accept();
      }
      return;
    }
    extend(neurons, branch, knot.seconds, rest, 0);
  }

  private void extend(FirstNeurons neurons, Branch branch, double at, double seconds, int depth) {
    boolean fits = neurons.rows().worthAPolynomial() && depth <= DEEPEST_FIT;
    DrivenCurrents currents = fits ? fit.of(neurons.rows(), branch.sign, at, seconds) : null;
    if (fits && currents == null) {
      extend(neurons, branch, at, seconds / 2, depth + 1);
      extend(neurons, branch, at + seconds / 2, seconds / 2, depth + 1);
      return;
    }
    integrate(neurons, branch, new Branch.Stretch(at, seconds, currents));
  }

  private void integrate(FirstNeurons first, Branch branch, Branch.Stretch stretch) {
    double driven = largestVolts * stretch.seconds();
    double wanted = Math.min(1 << 20, Math.ceil(driven / panelVoltSeconds - 1e-6));
    int parts = wanted <= 1 ? 1 : Integer.highestOneBit(2 * (int) wanted - 1);
    double part = stretch.seconds() / parts;
    panels = 0;
    refused = 0;
    largestError = 0;
    DrivenCurrents currents = stretch.currents();
    double[][] together = null;
    if (currents != null && parts <= FirstNeurons.MOST_TOGETHER) {
      together = first.together(currents, polynomials(parts));
    }
    for (int i = 0; i < parts; i++) {
      double at = stretch.fromSeconds() + part * i;
      if (together == null) {
        solve(first, branch, stretch, at, part, 0);
      } else {
        double error = panel.through(together, i * RULE.nodes, part);
        settle(error, first, branch, stretch, at, part, 0);
      }
    }
    learn(driven / parts);
  }

  /** Chebyshev polynomials at the nodes of equal panels, {@code parts} to a stretch. */
  private double[][] polynomials(int parts) {
    int known = Integer.numberOfTrailingZeros(parts);
    if (polynomials[known].length == 0) {
      double[] places = new double[parts * RULE.nodes];
      for (int i = 0; i < places.length; i++) {
        int before = i / RULE.nodes;
        places[i] = (before + RULE.node[i % RULE.nodes]) / parts;
      }
      polynomials[known] = ChebyshevRule.polynomials(CurrentFit.MOST_NODES, places);
    }
    return polynomials[known];
  }

  private void solve(
      FirstNeurons first,
      Branch branch,
      Branch.Stretch stretch,
      double at,
      double seconds,
      int depth) {
    double error = panel.through(first.single(branch, stretch, at, seconds), 0, seconds);
    settle(error, first, branch, stretch, at, seconds, depth);
  }

  /** Takes the panel that was just computed, or its halves if it is not good enough. */
  private void settle(
      double error,
      FirstNeurons first,
      Branch branch,
      Branch.Stretch stretch,
      double at,
      double seconds,
      int depth) {
    if (!(error <= PANEL_VOLT_SECONDS) && depth < DEEPEST) {
      refused++;
      solve(first, branch, stretch, at, seconds / 2, depth + 1);
      solve(first, branch, stretch, at + seconds / 2, seconds / 2, depth + 1);
      return;
    }
    panels++;
    largestError = Math.max(largestError, error);
    panel.accept();
    branch.add(new Branch.Knot(at + seconds, panel.state(), stretch));
  }

  private void learn(double tried) {
    if (2 * refused > panels) {
      panelVoltSeconds = tried / 2;
    } else if (refused == 0 && largestError * 0x1p24 < PANEL_VOLT_SECONDS) {
      // A panel twice as long has coefficients up to 2^(NODES - 1) times as large.
      panelVoltSeconds = Math.min(widestVoltSeconds, Math.max(panelVoltSeconds, 2 * tried));
    }
  }
}
