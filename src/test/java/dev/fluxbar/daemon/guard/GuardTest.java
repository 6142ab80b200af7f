package dev.fluxbar.daemon.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final Secrets.HandClock clock = new Secrets.HandClock();
  private String operators = "";
  private String readers = "";
  private Tokens tokens;

  @BeforeEach
  void issueTokens(@TempDir Path folder) {
    Path file = folder.resolve("tokens");
    SecureRandom random = new SecureRandom();
    operators = Tokens.issue(file, "alice", Role.OPERATOR, random);
    readers = Tokens.issue(file, "bob", Role.READER, random);
    tokens = Tokens.read(file);
  }

  private Guard withTokens() {
    return Guard.of(Optional.of(tokens), Optional.empty(), clock);
  }

  private Guard withNothing() {
    return Guard.of(Optional.empty(), Optional.empty(), clock);
  }

  private static InetAddress there() throws UnknownHostException {
    return InetAddress.getByName("192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8080", "[::1]:5025", "localhost:0"})
  void onTheLoopbackNothingIsAskedFor(String address) {
    assertThatCode(() -> withNothing().mayListen(Listening.parse(address)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:8443", "[::]:5025", "192.168.1.7:8443", "[2001:db8::1]:1"})
  void elsewhereTokensAndTlsAreBothAskedFor(String address) throws Exception {
    Listening listening = Listening.parse(address);
    Optional<TlsIdentity> identity = Optional.of(Keystores.shared());

    for (Guard guard :
        new Guard[] {
          withNothing(), withTokens(), Guard.of(Optional.empty(), identity, clock),
        }) {
      assertThatThrownBy(() -> guard.mayListen(listening))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("address=" + listening);
    }
    assertThatCode(() -> Guard.of(Optional.of(tokens), identity, clock).mayListen(listening))
        .doesNotThrowAnyException();
  }

  @Test
  void withoutTokensThisMachineOperatesAndNobodyElse() throws UnknownHostException {
    Guard guard = withNothing();

    assertThat(guard.admit(Optional.empty(), HERE).role()).contains(Role.OPERATOR);
    assertThat(guard.admit(Optional.of("anything"), HERE).role()).contains(Role.OPERATOR);
    assertThat(guard.admit(Optional.empty(), there()).role()).isEmpty();
    assertThat(guard.admit(Optional.of(operators), there()).role()).isEmpty();
  }

  @Test
  void withTokensEverybodyNeedsOneOnThisMachineToo() {
    Guard guard = withTokens();

    assertThat(guard.admit(Optional.empty(), HERE)).isEqualTo(new Admission.Missing());
    assertThat(guard.admit(Optional.of("guess"), HERE)).isEqualTo(new Admission.Wrong());
    assertThat(guard.admit(Optional.of(operators), HERE))
        .isEqualTo(new Admission.Admitted("alice", Role.OPERATOR));
    assertThat(guard.admit(Optional.of(readers), HERE))
        .isEqualTo(new Admission.Admitted("bob", Role.READER));
  }

  @Test
  void aReaderCannotDoWhatAnOperatorDoes() {
    assertThat(Role.READER.covers(Role.OPERATOR)).isFalse();
    assertThat(Role.READER.covers(Role.READER)).isTrue();
    assertThat(Role.OPERATOR.covers(Role.READER)).isTrue();
    assertThat(Role.OPERATOR.covers(Role.OPERATOR)).isTrue();
  }

  @Test
  void behindALockTheRightTokenIsRefusedToo() throws UnknownHostException {
    Guard guard = withTokens();
    for (int i = 0; i < RateLimit.FAILURES; i++) {
      assertThat(guard.admit(Optional.of("guess" + i), there()).role()).isEmpty();
    }

    assertThat(guard.admit(Optional.of(operators), there())).isEqualTo(new Admission.Locked(60));
    assertThat(guard.admit(Optional.of(operators), HERE).role()).contains(Role.OPERATOR);
    clock.pass(RateLimit.MINUTE_MILLIS);
    assertThat(guard.admit(Optional.of(operators), there()).role()).contains(Role.OPERATOR);
    assertThat(guard.failures()).isEqualTo(RateLimit.FAILURES);
  }

  @Test
  void aMissingTokenIsNoGuess() throws UnknownHostException {
    Guard guard = withTokens();
    for (int i = 0; i < 100; i++) {
      assertThat(guard.admit(Optional.empty(), there())).isEqualTo(new Admission.Missing());
    }
    assertThat(guard.admit(Optional.of(readers), there()).role()).contains(Role.READER);
  }

  @Test
  void aGuesserGetsTenGuessesAMinute() throws UnknownHostException {
    Guard guard = withTokens();
    int looked = 0;
    for (int second = 0; second < 600; second++) {
      for (int i = 0; i < 20; i++) {
        if (guard.admit(Optional.of("guess"), there()) instanceof Admission.Wrong) {
          looked++;
        }
      }
      clock.pass(1_000);
    }
    // Ten minutes, each with one burst of ten; the lock begins with the tenth.
    assertThat(looked).isEqualTo(100);
  }
}
