package dev.fluxbar.app.wiring;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.fault.BenchFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reference firmware in C, in a process beside this one. Closing it pulls its plug.
 *
 * <p>The process ends when its standard input does: with this program, however that dies.
 */
public final class FirmwareProcess implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FirmwareProcess.class);

  /** It says where it is within a tenth of a second; a busy machine may take longer. */
  private static final int START_SECONDS = 20;

  private static final int END_SECONDS = 5;

  private final Process process;
  private final BenchUri address;

  private FirmwareProcess(Process process, BenchUri address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts the firmware, built first if it is not there.
   *
   * @param options of the process, none for the academic board
   * @throws BadInput if this machine cannot build or run it; the message says what to install
   * @throws BenchFault if it does not start
   */
  public static FirmwareProcess start(BenchUri.Firmware uri, String... options) {
    List<String> command = FirmwareFiles.ofThisProgram().command(uri, List.of(options));
    Process process;
    try {
      process = new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new BenchFault("firmware: command=%s; it does not start".formatted(command), e);
    }
    try {
      return new FirmwareProcess(process, BenchUri.parse(address(uri, process)));
    } catch (RuntimeException e) {
      end(process);
      throw e;
    }
  }

  private static String address(BenchUri uri, Process process) {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    CompletableFuture<@Nullable String> first =
        CompletableFuture.supplyAsync(() -> line(lines)).orTimeout(START_SECONDS, TimeUnit.SECONDS);
    String address;
    try {
      address = first.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFault("firmware: uri=%s, address=none; interrupted".formatted(uri), e);
    } catch (ExecutionException e) {
      throw new BenchFault(
          "firmware: uri=%s, address=none, waited-seconds=%d; start it again"
              .formatted(uri, START_SECONDS),
          e);
    }
    if (address == null) {
      throw new BenchFault("firmware: uri=%s, address=none; %s".formatted(uri, complaint(process)));
    }
    log.info("{} is {}, process {}", uri, address, process.pid());
    return address;
  }

  private static @Nullable String line(BufferedReader lines) {
    try {
      return lines.readLine();
    } catch (IOException e) {
      log.debug("The process has ended", e);
      return null;
    }
  }

  /** What it said when it ended. */
  private static String complaint(Process process) {
    try (BufferedReader words = process.errorReader(StandardCharsets.UTF_8)) {
      String first = words.readLine();
      return first == null ? "it ended without a word" : first;
    } catch (IOException e) {
      log.debug("No word can be read", e);
      return "it ended without a word";
    }
  }

  /** How to reach it: a {@code serial:} or {@code tcp:} URI. */
  public BenchUri address() {
    return address;
  }

  /** Its process, whose standard streams carry the truth channel where it has one. */
  public Process process() {
    return process;
  }

  @Override
  public void close() {
    end(process);
  }

  /** By the end of its input; by force if it does not heed that. */
  private static void end(Process process) {
    boolean interrupted = false;
    try {
      process.getOutputStream().close();
      if (process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
      log.warn("The firmware's process {} did not end by itself", process.pid());
    } catch (IOException e) {
      log.debug("Its input was closed already", e);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
