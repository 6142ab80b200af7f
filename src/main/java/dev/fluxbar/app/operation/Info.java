package dev.fluxbar.app.operation;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.app.config.TypicalDevice;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.Limits;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who is there, what it has, and what it may do. */
public final class Info implements Operation {
  private final Audience audience;

  public Info(Audience audience) {
    this.audience = audience;
  }

  @Override
  public void check(OpenBench open) {}

  @Override
  public OperationResult plan(OpenBench open) {
    BenchDescription bench = open.bench().description();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("board", bench.boardId());
    values.put("firmware", bench.firmware());
    values.put("transport", open.transport());
    values.put("topology", word(bench.topology()));
    values.put("switch-kind", word(bench.switchKind()));
    values.put("arrays", arrays(bench));
    values.put("activation", activation(bench));
    values.put("tick-seconds", bench.tickSeconds());
    values.put("program-bytes", bench.programBytes());
    values.put("streams-tables", open.bench().streamsTables());
    values.put("limits", limits(open.bench().limits()));
    values.put("calibration", calibration(open));
    values.put("earlier-fault", open.earlierFault().map(Info::word).orElse("none"));
    Listing.lines(values).forEach(audience::say);
    return OperationResult.done(values);
  }

  private static Object calibration(OpenBench open) {
    if (open.profile().isEmpty()) {
      return "none";
    }
    ProfileFile profile = open.profile().get();
    Map<String, Object> calibration = new LinkedHashMap<>();
    calibration.put("profile", profile.place());
    calibration.put("date", profile.date().toString());
    calibration.put("age-days", profile.ageDays(Clock.systemUTC()));
    calibration.put("life-days", profile.lifeDays());
    calibration.put("devices", devices(profile));
    calibration.put(
        "device-differences",
        profile.devices().stream()
            .flatMap(device -> device.differencesFrom(open.file().device()).stream())
            .toList());
    return calibration;
  }

  /** What was found of the devices of each array; applied is what the bench file says. */
  private static List<Object> devices(ProfileFile profile) {
    List<Object> devices = new ArrayList<>();
    for (TypicalDevice device : profile.devices()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("array", device.array() + 1);
      one.put("cells", device.cells());
      put(one, "centre", "siemens", device.centreSiemens());
      put(one, "swing", "siemens", device.swingSiemens());
      put(one, "flux-scale", "volt-seconds", device.fluxScaleVoltSeconds());
      devices.add(one);
    }
    return devices;
  }

  private static void put(
      Map<String, Object> one, String name, String unit, TypicalDevice.Value value) {
    one.put(name + "-" + unit, value.mean());
    one.put(name + "-spread-" + unit, value.spread());
  }

  @Override
  public OperationResult run(OpenBench open, RunFolder folder) {
    return plan(open);
  }

  private static List<Object> arrays(BenchDescription bench) {
    List<Object> arrays = new ArrayList<>();
    for (int l = 0; l < bench.shape().layers(); l++) {
      Channels channels = bench.channels().get(l);
      Map<String, Object> array = new LinkedHashMap<>();
      array.put("rows", bench.shape().array(l).rows());
      array.put("columns", bench.shape().array(l).columns());
      array.put("differential", bench.shape().array(l).differential());
      array.put("driven", channels.driven());
      if (channels.driven()) {
        array.put("drive-step-volts", channels.driveStepVolts());
        array.put("drive-largest-volts", channels.driveLargestVolts());
      }
      array.put(
          "range-amperes", channels.ranges().stream().map(Channels.Range::largestAmperes).toList());
      array.put("conversion-seconds", channels.conversionSeconds());
      arrays.add(array);
    }
    return arrays;
  }

  private static Map<String, Object> activation(BenchDescription bench) {
    Map<String, Object> activation = new LinkedHashMap<>();
    activation.put("amplitude-volts", bench.activation().amplitudeVolts());
    activation.put("scale-amperes", bench.activation().scaleAmperes());
    return activation;
  }

  private static Map<String, Object> limits(Limits limits) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("drive-volts", limits.driveVolts());
    values.put("on-seconds", limits.onSeconds());
    values.put("flux-volt-seconds", limits.fluxVoltSeconds());
    values.put("program-seconds", limits.programSeconds());
    values.put("watchdog-milliseconds", limits.watchdog().toMillis());
    return values;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
