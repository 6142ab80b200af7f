package dev.fluxbar.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TypicalDeviceTest {
  private static final DeviceModel FILE =
      new DeviceModel(DeviceModel.Kind.ARCTAN, 30e-6, 14e-6, 0.02);

  private static TypicalDevice found(double centre, double deviation, double spread, int cells) {
    return new TypicalDevice(
        0,
        cells,
        new TypicalDevice.Value(centre, deviation, spread),
        new TypicalDevice.Value(14e-6, 1e-8, 0),
        new TypicalDevice.Value(0.02, 1e-5, 0));
  }

  @Test
  void aMeanWithinWhatFewCellsLeaveOpenIsNoDifference() {
    // Four cells of 5 % spread: the typical device is known to 2.5 %, and 6 % is less than three.
    assertThat(found(31.8e-6, 1e-8, 1.5e-6, 4).differencesFrom(FILE)).isEmpty();
    // A hundred of them know it to half a percent.
    assertThat(found(31.8e-6, 1e-8, 1.5e-6, 100).differencesFrom(FILE)).hasSize(1);
  }

  @Test
  void lessThanAPercentIsNoDifferenceHoweverSure() {
    assertThat(found(30.2e-6, 1e-10, 0, 4).differencesFrom(FILE)).isEmpty();
  }

  @Test
  void aDifferenceNamesTheKeyWithBothValues() {
    List<String> differences = found(20e-6, 1e-8, 0, 4).differencesFrom(FILE);
    assertThat(differences)
        .containsExactly(
            "device.centre-siemens=3.0E-5, found=2.000e-05 +- 1.0e-08 in array 1; the bench file's"
                + " is used, change it if the devices are all like these");
  }
}
