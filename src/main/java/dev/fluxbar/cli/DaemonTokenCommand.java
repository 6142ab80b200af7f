package dev.fluxbar.cli;

import dev.fluxbar.app.runs.DataFolder;
import dev.fluxbar.daemon.guard.Role;
import dev.fluxbar.daemon.guard.Tokens;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "token",
    description =
        "Make a token for the daemon and print it, this once: the file keeps its SHA-256 only. A"
            + " daemon that is running knows it at once.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar daemon token --name alice --role operator",
      "  fluxbar daemon token --name wall-display --role reader --tokens /etc/fluxbar/tokens"
    })
final class DaemonTokenCommand implements Callable<Integer> {

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "Who gets it: letters, digits, dots, dashes and underscores.")
  String name = "";

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "What it opens: reader (looks) or operator (also runs and aborts).")
  String role = "";

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      description = "The file of tokens. Default: tokens in the user's data folder.")
  @Nullable Path tokens;

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    Path file = tokens == null ? DataFolder.current().resolve("tokens") : tokens;
    String token = Tokens.issue(file, name, Role.parse(role), new SecureRandom());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("role", role);
    values.put("tokens", file.toString());
    values.put("token", token);
    if (!output.json) {
      // The token is the result: it is told even to who wants no text.
      System.out.println(token);
    }
    output.print(values);
    return ExitCode.DONE;
  }
}
