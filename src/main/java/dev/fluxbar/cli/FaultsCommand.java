package dev.fluxbar.cli;

import dev.fluxbar.app.campaign.CampaignSettings;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.operation.FaultCampaign;
import dev.fluxbar.app.operation.OperationResult;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "faults",
    description =
        "Fire random pulses at an emulated board over a line that loses, changes, repeats, reorders,"
            + " delays and cuts bytes and breaks, and prove that none fired twice and none was lost"
            + " in silence.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar bench faults",
      "  fluxbar bench faults --pulses 1000000 --rate 0.02 --seed 7 --json"
    })
final class FaultsCommand implements Callable<Integer> {

  @Option(
      names = "--pulses",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many pulses. Default: ${DEFAULT-VALUE}.")
  long pulses = 100_000;

  @Option(
      names = "--rate",
      paramLabel = "P",
      defaultValue = "0.05",
      description = "Probability of each fault, for each chunk. Default: ${DEFAULT-VALUE}.")
  double rate = 0.05;

  @Option(
      names = "--disconnect-rate",
      paramLabel = "P",
      defaultValue = "0.05",
      description = "Programs in whose course the line breaks. Default: ${DEFAULT-VALUE}.")
  double disconnectRate = 0.05;

  @Option(
      names = "--reboot-rate",
      paramLabel = "P",
      defaultValue = "0.02",
      description = "Programs in whose course the board reboots. Default: ${DEFAULT-VALUE}.")
  double rebootRate = 0.02;

  @Option(
      names = "--pulses-a-job",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Pulses of a program, on the average. Default: ${DEFAULT-VALUE}.")
  int pulsesAJob = 1000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of pulses and faults. Default: random; it is printed.")
  @Nullable Long seed;

  @Option(
      names = "--bench",
      paramLabel = "FILE|URI",
      description = "An emulated bench without noise. Default: two arrays, 4 x 3 and 2 x 4.")
  @Nullable String bench;

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    Terminal terminal = output.terminal();
    long chosen = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
    CampaignSettings settings =
        new CampaignSettings(pulses, rate, disconnectRate, rebootRate, pulsesAJob, chosen);
    OperationResult result =
        new FaultCampaign(settings, terminal).run(Optional.ofNullable(bench).map(BenchFile::named));
    output.print(result.values());
    if (!result.message().isEmpty()) {
      terminal.complain(result.message());
    }
    return result.reached() ? ExitCode.DONE : ExitCode.PHYSICS_SAID_NO;
  }
}
