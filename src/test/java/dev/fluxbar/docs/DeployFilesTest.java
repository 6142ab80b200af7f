package dev.fluxbar.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The files that an installation copies: systemd says of an unknown key nothing but in a log. */
class DeployFilesTest {
  private static final Path FOLDER = Path.of("deploy");
  private static final Pattern INSTALLED = Pattern.compile("/opt/fluxbar/([A-Za-z0-9./-]+)");

  private static final Map<String, Set<String>> KEYS =
      Map.of(
          "Unit",
          Set.of(
              "Description", "Documentation", "After", "StartLimitIntervalSec", "StartLimitBurst"),
          "Service",
          Set.of(
              ("Type User Group SupplementaryGroups EnvironmentFile ExecStart StateDirectory"
                      + " StateDirectoryMode WorkingDirectory Environment UMask KillSignal KillMode"
                      + " SuccessExitStatus TimeoutStopSec Restart RestartSec NoNewPrivileges"
                      + " CapabilityBoundingSet AmbientCapabilities ProtectSystem ReadWritePaths"
                      + " ProtectHome PrivateTmp ProtectKernelTunables ProtectKernelModules"
                      + " ProtectKernelLogs ProtectControlGroups ProtectClock ProtectHostname"
                      + " ProtectProc RestrictNamespaces RestrictRealtime RestrictSUIDSGID"
                      + " LockPersonality RemoveIPC KeyringMode SystemCallArchitectures"
                      + " SystemCallFilter SystemCallErrorNumber RestrictAddressFamilies"
                      + " MemoryDenyWriteExecute DevicePolicy DeviceAllow MemoryMax TasksMax"
                      + " LimitNOFILE")
                  .split(" ", -1)),
          "Install",
          Set.of("WantedBy"));

  private static List<String> lines(String name) throws IOException {
    return Files.readAllLines(FOLDER.resolve(name)).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  /** The unit's keys as {@code Section.Key} with their values. */
  private static Map<String, List<String>> unit() throws IOException {
    Map<String, List<String>> found = new TreeMap<>();
    String section = "";
    for (String line : lines("fluxbar.service")) {
      if (line.startsWith("[")) {
        section = line.substring(1, line.length() - 1);
        assertThat(KEYS).containsKey(section);
      } else {
        String[] parts = line.split("=", 2);
        assertThat(KEYS.get(section)).as(section).contains(parts[0]);
        found.computeIfAbsent(section + "." + parts[0], key -> new ArrayList<>()).add(parts[1]);
      }
    }
    return found;
  }

  @Test
  void theUnitHasNoUnknownKey() throws IOException {
    assertThat(unit()).hasSizeGreaterThan(40);
  }

  @Test
  void theDaemonRunsAsNobodyElseAndEndsThroughTheSafeState() throws IOException {
    Map<String, List<String>> unit = unit();

    assertThat(unit.get("Service.User")).containsExactly("fluxbar");
    assertThat(unit.get("Service.NoNewPrivileges")).containsExactly("yes");
    assertThat(unit.get("Service.CapabilityBoundingSet")).containsExactly("");
    assertThat(unit.get("Service.ProtectSystem")).containsExactly("strict");
    assertThat(unit.get("Service.KillSignal")).containsExactly("SIGTERM");
    assertThat(unit.get("Service.MemoryDenyWriteExecute"))
        .as("a JVM does not start with it")
        .containsExactly("no");
    assertThat(unit.get("Service.SupplementaryGroups")).containsExactly("dialout");
    assertThat(lines("fluxbar.sysusers")).anyMatch(line -> line.startsWith("u fluxbar "));
  }

  @Test
  void whatIsStartedIsInTheRepository() throws IOException {
    Matcher path = INSTALLED.matcher(Files.readString(FOLDER.resolve("fluxbar.service")));
    int found = 0;
    while (path.find()) {
      found++;
      assertThat(Path.of(path.group(1))).as(path.group()).exists();
    }
    assertThat(found).isEqualTo(2);
  }

  @Test
  void theEnvironmentGivesWhatTheUnitUses() throws IOException {
    List<String> environment = lines("fluxbar-daemon.env");
    String start = String.join(" ", unit().getOrDefault("Service.ExecStart", List.of()));
    Matcher variable = Pattern.compile("\\$([A-Z_]+)").matcher(start);
    int found = 0;
    while (variable.find()) {
      found++;
      String name = variable.group(1);
      assertThat(environment).as(name).anyMatch(line -> line.startsWith(name + "="));
    }
    assertThat(found).isEqualTo(2);
    assertThat(environment).allMatch(line -> line.matches("FLUXBAR_[A-Z_]+=.*"));
  }

  @Test
  void theRulesKeepModemManagerAwayAndNameBoards() throws IOException {
    List<String> rules = lines("99-fluxbar.rules");

    assertThat(rules)
        .allMatch(rule -> rule.matches("([A-Z]+[A-Za-z_/{}$]*(==|!=|\\+=|=)\"[^\"]*\"(, )?)+"));
    assertThat(rules).anyMatch(rule -> rule.contains("ENV{ID_MM_DEVICE_IGNORE}=\"1\""));
    assertThat(rules).anyMatch(rule -> rule.contains("SYMLINK+=\"fluxbar-$env{ID_SERIAL_SHORT}\""));
    assertThat(rules).anyMatch(rule -> rule.contains("latency_timer}=\"1\""));
    // Every jump has its mark.
    assertThat(rules.get(rules.size() - 1)).isEqualTo("LABEL=\"fluxbar_end\"");
    assertThat(rules)
        .filteredOn(rule -> rule.contains("GOTO="))
        .allMatch(rule -> rule.contains("GOTO=\"fluxbar_end\""));
  }
}
