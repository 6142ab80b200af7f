package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fluxbar.daemon.guard.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTokenCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private CommandRun token(String... more) {
    String[] arguments = new String[more.length + 4];
    arguments[0] = "daemon";
    arguments[1] = "token";
    arguments[2] = "--tokens";
    arguments[3] = folder.resolve("tokens").toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return CommandRun.of(arguments);
  }

  @Test
  void printsTheTokenAloneAndKeepsItsHash() throws IOException {
    CommandRun run = token("--name", "alice", "--role", "operator");

    assertThat(run.exit()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).matches("fluxbar_[A-Za-z0-9_-]{43}\\R");
    assertThat(Files.readString(folder.resolve("tokens")))
        .matches("alice operator [0-9a-f]{64}\n")
        .doesNotContain(run.out().strip());
    assertThat(Tokens.read(folder.resolve("tokens")).count()).isEqualTo(1);
  }

  @Test
  void tellsScriptsTheSame() throws IOException {
    CommandRun run = token("--name", "wall", "--role", "reader", "--json");

    JsonNode document = new ObjectMapper().readTree(run.out());
    assertThat(document.path("token").asText()).startsWith("fluxbar_");
    assertThat(document.path("role").asText()).isEqualTo("reader");
    assertThat(document.path("name").asText()).isEqualTo("wall");
  }

  @Test
  void refusesARoleOrNameThatIsNone() {
    CommandRun role = token("--name", "alice", "--role", "root");
    assertThat(role.exit()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(role.err()).contains("role=root; choose reader or operator");

    CommandRun name = token("--name", "al ice", "--role", "reader");
    assertThat(name.exit()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(name.err()).contains("name=al ice");
    assertThat(folder).isEmptyDirectory();
  }
}
