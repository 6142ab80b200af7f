package dev.fluxbar.cli;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.Interruption;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.lab.BenchSlot;
import dev.fluxbar.app.lab.LabSettings;
import dev.fluxbar.app.runs.DataFolder;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.daemon.Daemon;
import dev.fluxbar.daemon.DaemonSettings;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.Listening;
import dev.fluxbar.daemon.guard.TlsIdentity;
import dev.fluxbar.daemon.guard.Tokens;
import dev.fluxbar.daemon.logs.DaemonLog;
import dev.fluxbar.daemon.logs.LogLimits;
import dev.fluxbar.daemon.mqtt.MqttSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "daemon",
    description = {
      "Own benches for months: runs are queued, watched, paused and aborted by page, HTTP and SCPI.",
      "Ends at SIGTERM or Ctrl-C, benches safe; what waits goes on at its next start."
    },
    subcommands = {DaemonTokenCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar daemon --bench bench.yaml",
      "  fluxbar daemon --bench left=left.yaml --bench right=serial:/dev/ttyACM1",
      "  fluxbar daemon --bench bench.yaml --listen 0.0.0.0:8443 --tokens tokens \\",
      "                 --tls-keystore lab.p12 --tls-password-file password --host-name lab3.local",
      "  fluxbar daemon token --name alice --role operator"
    })
final class DaemonCommand implements Callable<Integer> {
  private static final Pattern NAMED = Pattern.compile("([a-z0-9][a-z0-9-]{0,31})=(.+)");

  /** Every bench has ten seconds to go safe, and they do it side by side. */
  private static final Duration END = Duration.ofSeconds(20);

  @Option(
      names = "--bench",
      paramLabel = "[NAME=]FILE|URI",
      description = {
        "A bench: a bench file or a URI, with the name by which people know it.",
        "May be given several times. Default: bench=emulator:academic."
      })
  List<String> benches = new ArrayList<>();

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS:PORT",
      defaultValue = "127.0.0.1:8080",
      description = {
        "Where the page and the API are. Other addresses than of the loopback need tokens and TLS.",
        "Default: ${DEFAULT-VALUE}."
      })
  String listen = "127.0.0.1:8080";

  @Option(
      names = "--scpi",
      paramLabel = "ADDRESS:PORT|none",
      defaultValue = "127.0.0.1:5025",
      description = "Where SCPI is spoken. Default: ${DEFAULT-VALUE}.")
  String scpi = "127.0.0.1:5025";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where runs, uploads and schedules are kept. Default: the user's data folder.")
  @Nullable Path data;

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      description = "Who may come in: tokens that fluxbar daemon token has made.")
  @Nullable Path tokens;

  @Option(
      names = "--tls-keystore",
      paramLabel = "FILE",
      description = "A PKCS#12 keystore with one key and its certificate.")
  @Nullable Path tlsKeystore;

  @Option(
      names = "--tls-password-file",
      paramLabel = "FILE",
      description = "Its first line opens the keystore.")
  @Nullable Path tlsPasswordFile;

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      description = "A further name under which people reach it. May be given several times.")
  List<String> hostNames = new ArrayList<>();

  @Option(
      names = "--mqtt",
      paramLabel = "URL",
      description = "A broker that is told what happens: mqtt://HOST:PORT or mqtts://HOST:PORT.")
  @Nullable String mqtt;

  @Option(
      names = "--mqtt-name",
      paramLabel = "NAME",
      defaultValue = "lab",
      description = "The second part of every topic. Default: ${DEFAULT-VALUE}.")
  String mqttName = "lab";

  @Option(
      names = "--mqtt-login-file",
      paramLabel = "FILE",
      description = "The user on its first line, the password on its second.")
  @Nullable Path mqttLoginFile;

  @Option(
      names = "--mqtt-ca",
      paramLabel = "FILE",
      description = {
        "Certificates (PEM) of the authority that the broker's is of.",
        "Default: those that Java knows."
      })
  @Nullable Path mqttCa;

  @Option(
      names = "--reconnect-seconds",
      paramLabel = "S",
      defaultValue = "600",
      description = "How long a run waits for a board that is lost. Default: ${DEFAULT-VALUE}.")
  long reconnectSeconds = 600;

  @Option(
      names = "--least-free-mib",
      paramLabel = "N",
      defaultValue = "256",
      description = "Runs begin only with so much space on the disk. Default: ${DEFAULT-VALUE}.")
  long leastFreeMib = 256;

  @Option(
      names = "--keep-runs",
      paramLabel = "N",
      description = {
        "Keep the folders of the newest N runs that have ended; never of one that waits.",
        "Default: all."
      })
  @Nullable Integer keepRuns;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of everything random in emulated boards.")
  @Nullable Long seed;

  @Option(
      names = "--transport",
      paramLabel = "LINE",
      description = {
        "What carries the bytes to emulated boards in this process: pty, tcp or memory.",
        "Default: pty where the system has pseudo-terminals, else tcp."
      })
  @Nullable Line transport;

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    Terminal terminal = output.terminal();
    DaemonSettings settings = settings();
    DaemonLog.begin(settings.lab().data(), LogLimits.USUAL);
    CountDownLatch ended = new CountDownLatch(1);
    // Closed in turn: the benches are safe before the program may end.
    try (Interruption interruption = new Interruption(ended::countDown, END);
        Daemon daemon = Daemon.open(settings)) {
      Termination.hear(ended::countDown);
      announce(daemon, settings.lab().data(), terminal);
      ended.await();
      terminal.say("The daemon ends; benches go safe.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      DaemonLog.end();
    }
    return ExitCode.DONE;
  }

  private void announce(Daemon daemon, Path folder, Terminal terminal) {
    daemon
        .lab()
        .benches()
        .forEach(
            bench ->
                terminal.say(
                    "Bench %s: %s, %s".formatted(bench.name(), bench.uri(), bench.state().word())));
    daemon
        .places()
        .forEach((name, place) -> terminal.say("Listening, %s: %s".formatted(name, place)));
    terminal.say("Data: " + folder);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("benches", daemon.lab().benches().stream().map(bench -> bench.name()).toList());
    values.put("places", daemon.places());
    values.put("data", folder.toString());
    values.put("process-id", ProcessHandle.current().pid());
    output.print(values);
    System.out.flush();
  }

  private DaemonSettings settings() {
    return new DaemonSettings(
        lab(),
        Guard.of(Optional.ofNullable(tokens).map(Tokens::read), identity(), Clock.systemUTC()),
        Listening.parse(listen),
        scpi.equals("none") ? Optional.empty() : Optional.of(Listening.parse(scpi)),
        broker(),
        hostNames);
  }

  private LabSettings lab() {
    if (reconnectSeconds < 0 || leastFreeMib < 0 || leastFreeMib > 1L << 30) {
      throw new BadInput(
          "daemon: reconnect-seconds=%d, least-free-mib=%d; give what is not negative"
              .formatted(reconnectSeconds, leastFreeMib));
    }
    List<BenchSlot> slots = new ArrayList<>();
    for (String text : benches.isEmpty() ? List.of("emulator:academic") : benches) {
      slots.add(slot(text));
    }
    LabSettings settings =
        new LabSettings(
            data == null ? DataFolder.current() : data,
            slots,
            Duration.ofSeconds(reconnectSeconds),
            leastFreeMib << 20,
            Clock.systemUTC());
    return keepRuns == null ? settings : settings.keeping(keepRuns);
  }

  private BenchSlot slot(String text) {
    Matcher named = NAMED.matcher(text);
    boolean hasName = named.matches();
    return new BenchSlot(
        hasName ? named.group(1) : nameOf(text),
        BenchFile.named(hasName ? named.group(2) : text),
        transport == null ? Line.mostReal() : transport,
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
  }

  /** Of a bench that nobody named: the last part of its file or address. */
  private static String nameOf(String text) {
    String last = text.replaceFirst("\\?.*", "").replaceFirst("\\.ya?ml$", "");
    last = last.substring(Math.max(last.lastIndexOf('/'), last.lastIndexOf(':')) + 1);
    String plain = last.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String name = plain.replaceAll("^-+|-+$", "");
    return name.isEmpty() ? "bench" : name.substring(0, Math.min(32, name.length()));
  }

  private Optional<TlsIdentity> identity() {
    if ((tlsKeystore == null) != (tlsPasswordFile == null)) {
      throw new BadInput(
          "tls: keystore=%s, password-file=%s; give both".formatted(tlsKeystore, tlsPasswordFile));
    }
    return tlsKeystore == null || tlsPasswordFile == null
        ? Optional.empty()
        : Optional.of(TlsIdentity.read(tlsKeystore, tlsPasswordFile));
  }

  private Optional<MqttSettings> broker() {
    if (mqtt == null && (mqttLoginFile != null || mqttCa != null)) {
      throw new BadInput(
          "mqtt: login-file=%s, ca=%s; say with --mqtt which broker they are for"
              .formatted(mqttLoginFile, mqttCa));
    }
    return Optional.ofNullable(mqtt)
        .map(
            url ->
                MqttSettings.parse(
                    url,
                    mqttName,
                    Optional.ofNullable(mqttLoginFile),
                    Optional.ofNullable(mqttCa)));
  }
}
