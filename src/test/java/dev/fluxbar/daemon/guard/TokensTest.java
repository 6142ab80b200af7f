package dev.fluxbar.daemon.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxbar.app.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void whoIsTakenOutOfTheFileIsOutAndWhoIsPutInIsIn() throws IOException {
    Path file = folder.resolve("tokens");
    String alice = Tokens.issue(file, "alice", Role.OPERATOR, RANDOM);
    String bob = Tokens.issue(file, "bob", Role.READER, RANDOM);
    Tokens tokens = Tokens.read(file);
    String both = Files.readString(file);

    Files.writeString(file, both.substring(0, both.indexOf("bob")));
    assertThat(tokens.holder(bob)).isEmpty();
    assertThat(tokens.holder(alice)).isPresent();
    assertThat(tokens.role("bob")).isEmpty();

    String carol = Tokens.issue(file, "carol", Role.READER, RANDOM);
    assertThat(tokens.holder(carol).orElseThrow().role()).isEqualTo(Role.READER);
    assertThat(tokens.count()).isEqualTo(2);
  }

  @Test
  void aFileThatCannotBeUsedChangesNothingUntilItCan() throws IOException {
    Path file = folder.resolve("tokens");
    String alice = Tokens.issue(file, "alice", Role.OPERATOR, RANDOM);
    Tokens tokens = Tokens.read(file);

    // As an editor leaves it for a moment, and as a person does by mistake.
    for (String broken : List.of("", "alice operator", "# nobody\n")) {
      Files.writeString(file, broken);
      assertThat(tokens.holder(alice)).as(broken).isPresent();
    }
    Files.delete(file);
    assertThat(tokens.holder(alice)).isPresent();
    String bob = Tokens.issue(file, "bob", Role.READER, RANDOM);
    assertThat(tokens.holder(alice)).isEmpty();
    assertThat(tokens.holder(bob)).isPresent();
  }

  @Test
  void aTokenOpensWhatItWasMadeFor() {
    Path file = folder.resolve("new/tokens");
    String alices = Tokens.issue(file, "alice", Role.OPERATOR, RANDOM);
    String bobs = Tokens.issue(file, "bob", Role.READER, RANDOM);

    Tokens tokens = Tokens.read(file);

    assertThat(tokens.count()).isEqualTo(2);
    assertThat(tokens.holder(alices))
        .hasValueSatisfying(
            holder -> {
              assertThat(holder.name()).isEqualTo("alice");
              assertThat(holder.role()).isEqualTo(Role.OPERATOR);
            });
    assertThat(tokens.holder(bobs).orElseThrow().role()).isEqualTo(Role.READER);
  }

  @Test
  void theFileHoldsNoTokenAndIsItsOwnersAlone() throws IOException {
    Path file = folder.resolve("tokens");
    String token = Tokens.issue(file, "alice", Role.OPERATOR, RANDOM);

    assertThat(Files.readString(file)).doesNotContain(token.substring(Tokens.PREFIX.length()));
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void tokensAre256BitsAndNeverTheSame() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      String token = Tokens.issue(folder.resolve("tokens"), "n" + i, Role.READER, RANDOM);
      // 43 letters of 6 bits hold 256 bits.
      assertThat(token).matches("fluxbar_[A-Za-z0-9_-]{43}");
      made.add(token);
    }
    assertThat(made).hasSize(20);
  }

  @Test
  void nothingNearATokenOpens() {
    Path file = folder.resolve("tokens");
    String token = Tokens.issue(file, "alice", Role.OPERATOR, RANDOM);
    Tokens tokens = Tokens.read(file);

    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String near = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(tokens.holder(near)).as(near).isEmpty();
      assertThat(tokens.holder(token.substring(0, i))).isEmpty();
    }
    assertThat(tokens.holder(token + " ")).isEmpty();
    assertThat(tokens.holder("x".repeat(10_000_000))).isEmpty();
  }

  @Test
  void theHashOpensNothing() throws IOException {
    Path file = folder.resolve("tokens");
    Tokens.issue(file, "alice", Role.OPERATOR, RANDOM);
    String hash = Files.readString(file).strip().split(" ", -1)[2];

    assertThat(Tokens.read(file).holder(hash)).isEmpty();
  }

  @Test
  void commentsAndEmptyLinesMeanNothing() throws IOException {
    Path file =
        Secrets.write(folder.resolve("tokens"), "# the lab\n\n alice  operator\t" + HASH + " \n");

    assertThat(Tokens.read(file).count()).isEqualTo(1);
  }

  @Test
  void appendsBehindALineWithoutAnEnd() throws IOException {
    Path file = Secrets.write(folder.resolve("tokens"), "alice operator " + HASH);
    String token = Tokens.issue(file, "bob", Role.READER, RANDOM);

    assertThat(Tokens.read(file).holder(token).orElseThrow().name()).isEqualTo("bob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-r-----", "rw--w----", "rw-----w-"})
  void refusesAFileThatOthersReach(String mode) throws IOException {
    Path file = Secrets.write(folder.resolve("tokens"), "alice operator " + HASH + "\n");
    assumeTrue(
        Files.getFileStore(file).supportsFileAttributeView("posix"), "no POSIX permissions here");
    Secrets.mode(file, mode);

    assertThatThrownBy(() -> Tokens.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("mode=" + mode)
        .hasMessageContaining("chmod 600");
    assertThatThrownBy(() -> Tokens.issue(file, "bob", Role.READER, RANDOM))
        .hasMessageContaining("mode=" + mode);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alice operator | words=2",
        "alice operator HASH more | words=4",
        "alice root HASH | role=root",
        "alice OPERATOR HASH | role=OPERATOR",
        "al/ice operator HASH | name=al/ice",
        "alice operator fluxbar_secret | third word is no SHA-256",
        "# nobody | tokens=0",
        "alice operator HASH;alice reader HASH | line=2, name=alice",
      })
  void refusesAFileThatIsNotOne(String text, String said) throws IOException {
    String content = text.replace("HASH", HASH).replace(';', '\n');
    Path file = Secrets.write(folder.resolve("tokens"), content);

    assertThatThrownBy(() -> Tokens.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("tokens: file=")
        .hasMessageContaining(said)
        // What stands in the place of a hash may be a token.
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesASecondTokenForAName() throws IOException {
    Path file = folder.resolve("tokens");
    Tokens.issue(file, "alice", Role.READER, RANDOM);
    String before = Files.readString(file);

    assertThatThrownBy(() -> Tokens.issue(file, "alice", Role.OPERATOR, RANDOM))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("name=alice");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void refusesAFileThatIsNotThereOrNoText() throws IOException {
    assertThatThrownBy(() -> Tokens.read(folder.resolve("none")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("exists=false");
    Path binary = folder.resolve("binary");
    Files.write(binary, new byte[] {(byte) 0xC3, 0x28});
    Secrets.mode(binary, "rw-------");
    assertThatThrownBy(() -> Tokens.read(binary)).hasMessageContaining("utf-8=false");
  }
}
