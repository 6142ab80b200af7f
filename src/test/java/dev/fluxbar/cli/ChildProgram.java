package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The program in a process of its own, as a person starts it. Closing it kills it. */
final class ChildProgram implements AutoCloseable {

  /** Far more than anything here takes, even on a machine that does other things too. */
  static final long DEADLINE_SECONDS = 30;

  private static final Path SCRIPT = Path.of("/usr/bin/script");

  private final Process process;
  private final List<String> out = new ArrayList<>();
  private final List<String> err = new ArrayList<>();
  private final List<Thread> readers;

  private ChildProgram(Process process) {
    this.process = process;
    this.readers =
        List.of(collect(process.getInputStream(), out), collect(process.getErrorStream(), err));
  }

  /**
   * Starts a command.
   *
   * @param dataFolder where it keeps its runs
   */
  static ChildProgram start(Path dataFolder, String... arguments) throws IOException {
    return start(dataFolder, command(List.of(), arguments));
  }

  /** Starts a command that has so much heap and no more. */
  static ChildProgram startSmall(Path dataFolder, int heapMegabytes, String... arguments)
      throws IOException {
    return start(dataFolder, command(List.of("-Xmx%dm".formatted(heapMegabytes)), arguments));
  }

  /** Starts a command at a terminal of its own, where it shows progress bars. */
  static ChildProgram startAtTerminal(Path dataFolder, String... arguments) throws IOException {
    assumeTrue(Files.isExecutable(SCRIPT), "script (package bsdutils): not on this machine");
    String line =
        command(List.of("-Dfluxbar.stderr.terminal=true"), arguments).stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    // exec: the program itself, and no shell, is what the terminal's Ctrl-C reaches and what ends.
    return start(dataFolder, List.of(SCRIPT.toString(), "-qefc", "exec " + line, "/dev/null"));
  }

  private static List<String> command(List<String> properties, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Short-lived: what the optimizing compiler costs at the start never pays.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(properties);
    command.addAll(List.of("-Djava.awt.headless=true", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static ChildProgram start(Path dataFolder, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_DATA_HOME", dataFolder.toAbsolutePath().toString());
    return new ChildProgram(builder.start());
  }

  private static Thread collect(InputStream stream, List<String> lines) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader reader =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                  synchronized (lines) {
                    lines.add(line);
                  }
                }
              } catch (IOException e) {
                synchronized (lines) {
                  lines.add("(reading ended: " + e.getMessage() + ")");
                }
              }
            },
            "child-output");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  String out() {
    synchronized (out) {
      return String.join("\n", out);
    }
  }

  String err() {
    synchronized (err) {
      return String.join("\n", err);
    }
  }

  /** Sends a signal by its name, such as {@code INT}. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
    assertThat(kill.waitFor()).as("kill -%s", name).isZero();
  }

  /** Types a character at the program's terminal. */
  void type(char key) throws IOException {
    process.getOutputStream().write(key);
    process.getOutputStream().flush();
  }

  /** Waits for the end; 128 + N where signal N ended it. */
  int exit() throws InterruptedException {
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS))
        .as("ended in time; stdout: %s; stderr: %s", out(), err())
        .isTrue();
    for (Thread reader : readers) {
      reader.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
    }
    return process.exitValue();
  }

  /** Waits until {@code condition} holds while the program runs. */
  void until(String what, BooleanSupplier condition) {
    assertThat(reaches(what, condition))
        .as("%s; stdout: %s; stderr: %s", what, out(), err())
        .isTrue();
  }

  /** Waits for a condition, or for the program's end; whether it was the condition. */
  boolean reaches(String what, BooleanSupplier condition) {
    Poll.until(
        () -> "%s; stdout: %s; stderr: %s".formatted(what, out(), err()),
        () -> condition.getAsBoolean() || !process.isAlive());
    return condition.getAsBoolean();
  }

  /** Skips a test where this process, and so its children, were started to ignore a signal. */
  static void assumeHeeded(String name, int number) throws IOException {
    Path status = Path.of("/proc/self/status");
    assumeTrue(Files.isReadable(status), "this system has no /proc to ask about signals");
    long ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
            .findFirst()
            .orElse(0);
    assumeTrue(
        (ignored >> (number - 1) & 1) == 0,
        "SIG" + name + " is ignored here (nohup, or a shell without job control)");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
