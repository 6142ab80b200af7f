package dev.fluxbar.app.config;

import dev.fluxbar.memristor.HpMemristor;
import dev.fluxbar.memristor.LeakyMemristor;
import dev.fluxbar.memristor.OnePort;
import dev.fluxbar.memristor.ReversedPort;
import dev.fluxbar.memristor.VteamMemristor;
import dev.fluxbar.memristor.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the memristors of an emulated board truly are, and the curve that a host takes them for
 * unless its bench file says otherwise.
 *
 * @param port the device
 * @param seen the curve
 */
public record TrueDevice(OnePort port, DeviceModel seen) {
  private static final String[] KEYS = {
    "kind",
    "centre-siemens",
    "swing-siemens",
    "flux-scale-volt-seconds",
    "forget-seconds",
    "on-ohms",
    "off-ohms",
    "mobility-square-metres-per-volt-second",
    "thickness-metres",
    "window",
    "window-power",
    "on-volts",
    "off-volts",
    "on-rate-per-second",
    "off-rate-per-second",
    "on-power",
    "off-power"
  };

  /** A device that is what it is taken for. */
  public static TrueDevice of(DeviceModel model) {
    return new TrueDevice(model.curve(), model);
  }

  static TrueDevice read(Section file) {
    Section device = file.section("device", KEYS);
    String kind = device.text("kind").orElse("arctan");
    return switch (kind) {
      case "hp" -> taken(hp(device));
      case "vteam" -> taken(new ReversedPort(vteam(device)));
      default -> curve(file, device);
    };
  }

  private static TrueDevice curve(Section file, Section device) {
    DeviceModel model = CommonKeys.device(file, device);
    return device.has("forget-seconds")
        ? new TrueDevice(
            new LeakyMemristor(model.curve(), device.positive("forget-seconds", 1)), model)
        : of(model);
  }

  private static HpMemristor hp(Section device) {
    return new HpMemristor(
        device.positive("on-ohms", 100),
        device.positive("off-ohms", 16_000),
        device.positive("mobility-square-metres-per-volt-second", 1e-14),
        device.positive("thickness-metres", 1e-8),
        window(device));
  }

  private static VteamMemristor vteam(Section device) {
    return new VteamMemristor(
        device.positive("on-ohms", 1_000),
        device.positive("off-ohms", 100_000),
        device.number("on-volts", -0.5, x -> x < 0, "write a negative number"),
        device.positive("off-volts", 0.5),
        device.number("on-rate-per-second", -100, x -> x < 0, "write a negative number"),
        device.positive("off-rate-per-second", 100),
        device.positive("on-power", 1),
        device.positive("off-power", 1),
        window(device));
  }

  private static Window window(Section device) {
    int power = device.integer("window-power", 2, 1, Window.LARGEST);
    return device.choice(
        "window",
        Map.of(
            "none",
            Window.NONE,
            "joglekar",
            new Window.Joglekar(power),
            "biolek",
            new Window.Biolek(power)),
        Window.NONE);
  }

  /**
   * The tanh between the same bounds that needs the same flux: four of its scales for the whole
   * range, at the first of 1, 2, 4, 8 V that moves the device from its middle.
   */
  private static TrueDevice taken(OnePort port) {
    double low = port.minSiemens();
    double high = port.maxSiemens();
    double middle = (port.lowestState() + port.highestState()) / 2;
    double range = port.highestState() - port.lowestState();
    for (double volts = 1; volts <= 8; volts *= 2) {
      double rate = Math.abs(port.rate(middle, volts));
      if (rate > 0) {
        DeviceModel seen =
            new DeviceModel(
                DeviceModel.Kind.TANH,
                (low + high) / 2,
                (high - low) / 2,
                volts * range / rate / 4);
        return new TrueDevice(port, seen);
      }
    }
    throw new IllegalArgumentException(
        "device: moves-at-volts=above 8; choose thresholds below 8 V");
  }

  /** As an emulator file has it. */
  Map<String, Object> keys() {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (port instanceof HpMemristor hp) {
      keys.put("kind", "hp");
      keys.put("on-ohms", hp.onOhms());
      keys.put("off-ohms", hp.offOhms());
      keys.put("mobility-square-metres-per-volt-second", hp.mobilitySquareMetresPerVoltSecond());
      keys.put("thickness-metres", hp.thicknessMetres());
      window(hp.window(), keys);
    } else if (port instanceof ReversedPort reversed
        && reversed.inside() instanceof VteamMemristor vteam) {
      keys.put("kind", "vteam");
      keys.put("on-ohms", vteam.onOhms());
      keys.put("off-ohms", vteam.offOhms());
      keys.put("on-volts", vteam.onVolts());
      keys.put("off-volts", vteam.offVolts());
      keys.put("on-rate-per-second", vteam.onRatePerSecond());
      keys.put("off-rate-per-second", vteam.offRatePerSecond());
      keys.put("on-power", vteam.onPower());
      keys.put("off-power", vteam.offPower());
      window(vteam.window(), keys);
    } else {
      keys.putAll(seen.keys());
      if (port instanceof LeakyMemristor leaky) {
        keys.put("forget-seconds", leaky.forgetSeconds());
      }
    }
    return keys;
  }

  private static void window(Window window, Map<String, Object> keys) {
    if (window instanceof Window.Joglekar joglekar) {
      keys.put("window", "joglekar");
      keys.put("window-power", joglekar.p());
    } else if (window instanceof Window.Biolek biolek) {
      keys.put("window", "biolek");
      keys.put("window-power", biolek.p());
    }
  }
}
