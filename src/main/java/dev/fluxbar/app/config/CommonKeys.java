package dev.fluxbar.app.config;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.NamedActivation;
import dev.fluxbar.array.Activation;
import java.util.Map;
import java.util.function.Supplier;

/** The keys that bench files and emulator files share. */
final class CommonKeys {

  private CommonKeys() {}

  /** A name, or the two numbers of a scaled tanh. */
  static Activation activation(Section file) {
    if (file.node("activation").orElse(null) instanceof YamlNode.Mapping) {
      Section scaled = file.section("activation", "amplitude-volts", "scale-amperes");
      return new Activation(
          scaled.positive("amplitude-volts", 1), scaled.positive("scale-amperes", 1));
    }
    String word = file.text("activation").orElse("tanh");
    return NamedActivation.named(word)
        .orElseThrow(
            () ->
                file.wrong(
                    "activation",
                    "write one of: "
                        + NamedActivation.known()
                        + ", or the keys amplitude-volts and scale-amperes below it"));
  }

  static DeviceModel device(Section file) {
    return device(
        file,
        file.section(
            "device", "kind", "centre-siemens", "swing-siemens", "flux-scale-volt-seconds"));
  }

  /** The curve that the keys of {@code device} describe. */
  static DeviceModel device(Section file, Section device) {
    DeviceModel academic = DeviceModel.ACADEMIC;
    return checked(
        file,
        () ->
            new DeviceModel(
                device.choice(
                    "kind",
                    Map.of("arctan", DeviceModel.Kind.ARCTAN, "tanh", DeviceModel.Kind.TANH),
                    academic.kind()),
                device.positive("centre-siemens", academic.centreSiemens()),
                device.positive("swing-siemens", academic.swingSiemens()),
                device.positive("flux-scale-volt-seconds", academic.fluxScaleVoltSeconds())));
  }

  /** What {@code made} makes; what a record refuses becomes a complaint about the file. */
  static <T> T checked(Section file, Supplier<T> made) {
    try {
      return made.get();
    } catch (BadInput e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new BadInput(file.file() + ": " + e.getMessage(), e);
    }
  }
}
