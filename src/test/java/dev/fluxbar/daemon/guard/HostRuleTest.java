package dev.fluxbar.daemon.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostRuleTest {

  private static HostRule rule(String listening, String... names) {
    return HostRule.of(Listening.parse(listening), List.of(names));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8080, 127.0.0.1:8080",
    "127.0.0.1:8080, localhost:8080",
    "127.0.0.1:8080, LOCALHOST",
    "127.0.0.1:8080, localhost:9000",
    "127.0.0.1:8080, [::1]:8080",
    "127.0.0.1:8080, [0:0:0:0:0:0:0:1]",
    "[::1]:8080, [::1]:8080",
    "192.168.1.7:8443, 192.168.1.7:8443",
    "0.0.0.0:8443, 192.168.1.7:8443",
    "0.0.0.0:8443, [2001:db8::1]:8443",
    "[::]:8443, localhost",
    "[2001:db8::1]:1, [2001:DB8:0::1]:1",
  })
  void takesItsOwnNames(String listening, String host) {
    assertThat(rule(listening).allowsHost(Optional.of(host))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8080, evil.example",
    "127.0.0.1:8080, evil.example:8080",
    "127.0.0.1:8080, localhost.evil.example",
    "127.0.0.1:8080, 127.0.0.1.evil.example",
    "127.0.0.1:8080, evillocalhost",
    "127.0.0.1:8080, localhost.",
    "127.0.0.1:8080, localhost:",
    "127.0.0.1:8080, localhost:80:80",
    "127.0.0.1:8080, user@localhost",
    "127.0.0.1:8080, 192.168.1.7",
    "127.0.0.1:8080, 127.0.0.2",
    "127.0.0.1:8080, 2130706433",
    "127.0.0.1:8080, 0x7f.1",
    "127.0.0.1:8080, ''",
    "127.0.0.1:8080, 'localhost, evil.example'",
    "127.0.0.1:8080, ' localhost'",
    "127.0.0.1:8080, [::2]",
    "127.0.0.1:8080, [::::]",
    "192.168.1.7:8443, localhost",
    "192.168.1.7:8443, 192.168.1.8",
    "0.0.0.0:8443, evil.example",
    "0.0.0.0:8443, 999.1.1.1",
    "0.0.0.0:8443, 1.1",
    "0.0.0.0:8443, 192.168.1.7.evil.example",
  })
  void refusesOtherNames(String listening, String host) {
    assertThat(rule(listening).allowsHost(Optional.of(host))).isFalse();
  }

  @Test
  void refusesARequestWithoutAHost() {
    assertThat(rule("127.0.0.1:8080").allowsHost(Optional.empty())).isFalse();
  }

  @Test
  void takesNamesThatItIsGiven() {
    HostRule rule = rule("0.0.0.0:8443", "Lab3.Example.org");

    assertThat(rule.allowsHost(Optional.of("lab3.example.org:8443"))).isTrue();
    assertThat(rule.allowsHost(Optional.of("lab4.example.org:8443"))).isFalse();
    assertThat(rule.allowsHost(Optional.of("x.lab3.example.org:8443"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "lab:80", "*", "*.example.org", "a b", "-lab", "lab..org", "http://lab"})
  void refusesExtraNamesThatAreNone(String name) {
    assertThatThrownBy(() -> rule("127.0.0.1:8080", name))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("host-name: ");
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, false, true",
    "HTTP://LOCALHOST:8080, false, true",
    "https://localhost:8080, true, true",
    "https://localhost:8080, false, false",
    "http://localhost:8080, true, false",
    "http://localhost:3000, false, false",
    "http://localhost, false, false",
    "http://127.0.0.1:8080, false, false",
    "http://evil.example, false, false",
    "http://localhost:8080.evil.example, false, false",
    "http://localhost:8080/, false, false",
    "null, false, false",
    "'', false, false",
  })
  void takesOnlyThePageThatItServes(String origin, boolean tls, boolean ours) {
    Optional<String> host = Optional.of("localhost:8080");

    assertThat(rule("127.0.0.1:8080").allowsOrigin(Optional.of(origin), host, tls)).isEqualTo(ours);
  }

  @Test
  void aPageUnderAForeignNameIsRefusedThoughItsHostAgrees() {
    // DNS rebinding: the browser believes that the page and this machine are one site.
    Optional<String> host = Optional.of("evil.example:8080");

    assertThat(
            rule("127.0.0.1:8080")
                .allowsOrigin(Optional.of("http://evil.example:8080"), host, false))
        .isFalse();
  }

  @Test
  void programsSendNoOrigin() {
    assertThat(
            rule("127.0.0.1:8080")
                .allowsOrigin(Optional.empty(), Optional.of("localhost:8080"), false))
        .isTrue();
  }
}
