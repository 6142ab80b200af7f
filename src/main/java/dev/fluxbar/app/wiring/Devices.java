package dev.fluxbar.app.wiring;

import dev.fluxbar.app.config.DeviceModel;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.memristor.TanhMemristor;

/** Makes the device models that configuration files describe. */
public final class Devices {

  private Devices() {}

  public static FluxControlled of(DeviceModel model) {
    return switch (model.kind()) {
      case ARCTAN ->
          new ArctanMemristor(
              model.centreSiemens(), model.swingSiemens(), model.fluxScaleVoltSeconds());
      case TANH ->
          new TanhMemristor(
              model.centreSiemens(), model.swingSiemens(), model.fluxScaleVoltSeconds());
    };
  }
}
