package dev.fluxbar.daemon.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListeningTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8080, true, false, 8080",
    "127.3.2.1:1, true, false, 1",
    "localhost:5025, true, false, 5025",
    "[::1]:8080, true, false, 8080",
    "[::ffff:127.0.0.1]:80, true, false, 80",
    "0.0.0.0:8443, false, true, 8443",
    "[::]:8443, false, true, 8443",
    "192.168.1.20:0, false, false, 0",
    "[2001:db8::7]:65535, false, false, 65535",
  })
  void knowsWhoReachesAnAddress(String text, boolean loopback, boolean wildcard, int port) {
    Listening listening = Listening.parse(text);

    assertThat(listening.loopback()).isEqualTo(loopback);
    assertThat(listening.wildcard()).isEqualTo(wildcard);
    assertThat(listening.port()).isEqualTo(port);
    assertThat(Listening.parse(listening.toString())).isEqualTo(listening);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":8080",
        "8080",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:http",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        "127.0.0.1:080800",
        "127.0.0.256:80",
        "127.1:80",
        "2130706433:80",
        "::1:8080",
        "[::1]",
        "[::1:8080",
        "[::g]:80",
        "[:::]:80",
        "[127.0.0.1]:80",
        "lab.example.org:8080",
        "localhost.:8080",
        "127.0.0.1 :80",
        "127.0.0.1:80\n"
      })
  void refusesWhatIsNoAddressOfThisMachine(String text) {
    assertThatThrownBy(() -> Listening.parse(text))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("listen: ");
  }

  @Test
  void namesOfOthersAreNeverLookedUp() {
    // A look-up would say that the name is unknown, or take a name server's word for loopback.
    assertThatThrownBy(() -> Listening.parse("localhost.localdomain:80"))
        .hasMessageContaining("localhost.localdomain:80")
        .hasNoCause();
  }
}
