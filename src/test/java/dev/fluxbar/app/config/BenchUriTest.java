package dev.fluxbar.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchUriTest {

  @Test
  void readsEveryForm() {
    assertThat(BenchUri.parse("serial:/dev/ttyUSB0?baud=115200"))
        .isEqualTo(new BenchUri.Serial("/dev/ttyUSB0", 115200));
    assertThat(BenchUri.parse("serial:COM3")).isEqualTo(new BenchUri.Serial("COM3", 1_000_000));
    assertThat(BenchUri.parse("tcp://192.0.2.1:7000"))
        .isEqualTo(new BenchUri.Tcp("192.0.2.1", 7000));
    assertThat(BenchUri.parse("tcp://[2001:db8::1]:7000/"))
        .isEqualTo(new BenchUri.Tcp("2001:db8::1", 7000));
    assertThat(BenchUri.parse("emulator:academic")).isEqualTo(new BenchUri.Emulator("academic"));
    assertThat(BenchUri.parse("gpio:pins.yaml")).isEqualTo(new BenchUri.Gpio("pins.yaml"));
    assertThat(BenchUri.parse("openmena:/dev/ttyACM1"))
        .isEqualTo(new BenchUri.Openmena("/dev/ttyACM1", 115_200));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serial:/dev/ttyUSB0?baud=115200",
        "tcp://lab.example:7000",
        "tcp://[2001:db8::1]:7000",
        "emulator:a/b.yaml",
        "gpio:pins.yaml",
        "openmena:/dev/ttyACM1?baud=9600"
      })
  void printsWhatItRead(String text) {
    assertThat(BenchUri.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serail:/dev/ttyUSB0|did you mean serial:? known are serial:PATH?baud=N, tcp://HOST:PORT",
        "http://x|known are serial:PATH?baud=N, tcp://HOST:PORT, emulator:NAME-OR-FILE, gpio:FILE",
        "''|known are serial:PATH",
        "serial:|write PATH behind the colon",
        "serial:?baud=5|write PATH behind the colon",
        "serial:/dev/x?speed=5|there is no parameter speed, known is baud",
        "serial:/dev/x?baud|write a parameter as name=value",
        "serial:/dev/x?baud=10&baud=20|baud is given twice, keep one",
        "serial:/dev/x?baud=fast|baud must be a whole number from 10 to 99999999",
        "serial:/dev/x?baud=-5|baud must be a whole number from 10 to 99999999",
        "tcp:host:1|write tcp://HOST:PORT with a port from 1 to 65535",
        "tcp://host|write tcp://HOST:PORT with a port from 1 to 65535",
        "tcp://host:0|write tcp://HOST:PORT with a port from 1 to 65535",
        "tcp://host:70000|write tcp://HOST:PORT with a port from 1 to 65535",
        "emulator:academic?seed=1|there is no parameter seed, this kind of bench takes none",
        "emulator:|write NAME-OR-FILE behind the colon",
      })
  void saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> BenchUri.parse(text))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("bench: uri=" + text + "; " + message);
  }
}
