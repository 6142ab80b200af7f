package dev.fluxbar.app.operation;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.campaign.BoardUnderTest;
import dev.fluxbar.app.campaign.Campaign;
import dev.fluxbar.app.campaign.CampaignResult;
import dev.fluxbar.app.campaign.CampaignSettings;
import dev.fluxbar.app.campaign.EmulatedBoardUnderTest;
import dev.fluxbar.app.campaign.FirmwareBoardUnderTest;
import dev.fluxbar.app.campaign.Violation;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.wiring.Boards;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.board.JobFault.Fate;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.ReadNoise;
import dev.fluxbar.transport.FaultCounts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Puts the promise of the link to the test: no pulse fired twice, none lost in silence. */
public final class FaultCampaign {
  private static final NetworkShape TWO_ARRAYS = NetworkShape.sizes(3, 4, 2);

  private final CampaignSettings settings;
  private final Audience audience;

  public FaultCampaign(CampaignSettings settings, Audience audience) {
    this.settings = settings;
    this.audience = audience;
  }

  /**
   * @param bench an emulated one, or the host port of the firmware; if none is named, two small
   *     arrays with drivers each
   * @throws BadInput if the bench cannot say what really happened to it, or has noise
   */
  public OperationResult run(Optional<BenchFile> bench) {
    try (BoardUnderTest board = board(bench)) {
      audience.say(
          "Campaign: board %s, seed %d, %s at rate %s"
              .formatted(
                  board.name(),
                  settings.seed(),
                  Tables.count(settings.pulses(), "pulse"),
                  settings.rate()));
      CampaignResult result = new Campaign(board, settings).run(audience);
      tell(result);
      Map<String, Object> values = values(result);
      return result
          .violation()
          .map(violation -> OperationResult.notReached(values, sentence(violation)))
          .orElseGet(() -> OperationResult.done(values));
    }
  }

  private static BoardUnderTest board(Optional<BenchFile> bench) {
    if (bench.isEmpty()) {
      return EmulatedBoardUnderTest.on(
          BoardSpec.of("faults", TWO_ARRAYS, Topology.INDEPENDENT, SwitchKind.CROSSPOINT));
    }
    BenchUri uri = bench.get().bench();
    if (uri instanceof BenchUri.Emulator emulator) {
      return EmulatedBoardUnderTest.on(spec(emulator));
    }
    if (uri instanceof BenchUri.Firmware firmware
        && firmware.port() == BenchUri.Firmware.Port.HOST) {
      return FirmwareBoardUnderTest.start(TWO_ARRAYS, SwitchKind.CROSSPOINT);
    }
    throw new BadInput(
        "faults: bench=%s; it cannot say what really happened to it, use emulator:NAME-OR-FILE or"
                .formatted(uri)
            + " emulator:firmware-host");
  }

  private static BoardSpec spec(BenchUri.Emulator uri) {
    BoardSpec spec = Boards.of(uri, EmulatorFile.of(uri), OptionalLong.empty());
    if (spec.converters().stream().anyMatch(array -> !array.noise().equals(ReadNoise.NONE))) {
      throw new BadInput(
          "faults: bench=%s, noise=present; a reading must agree to the step, take a board without"
                  .formatted(uri)
              + " noise");
    }
    return spec;
  }

  private String sentence(Violation violation) {
    return "faults: kind=%s, seed=%d, program=%d, cell=(%s), expected=%s, found=%s; report this"
            .formatted(
                violation.kind(),
                settings.seed(),
                violation.job(),
                violation.cell(),
                violation.expected(),
                violation.found())
        + " with the seed and the version";
  }

  private void tell(CampaignResult result) {
    FaultCounts faults = result.faults();
    audience.say(
        "Fired %s in %,d programs (%d streamed, %d of block signals) in %s s: %s a second"
            .formatted(
                Tables.count(result.pulses(), "pulse"),
                result.programs(),
                result.streamed(),
                result.readings(),
                Tables.number(result.seconds(), 1),
                Tables.count((long) (result.pulses() / result.seconds()), "pulse")));
    audience.say(
        "Line: of %,d chunks %,d lost, %,d cut, %,d repeated, %,d reordered, %,d delayed; %,d bytes"
                .formatted(
                    faults.chunks(),
                    faults.lostChunks(),
                    faults.truncatedChunks(),
                    faults.duplicatedChunks(),
                    faults.reorderedChunks(),
                    faults.delayedChunks(),
                    faults.lostBytes())
            + " lost, %,d bits changed; %,d frames sent again"
                .formatted(faults.flippedBits(), result.link().repeated()));
    audience.say(
        "Board: %d disconnects, %d reboots; programs under way: %d not started, %d done, %d ended"
                .formatted(
                    result.disconnects(),
                    result.reboots(),
                    result.fate(Fate.NOT_STARTED),
                    result.fate(Fate.DONE),
                    result.fate(Fate.ENDED_EARLY))
            + " early, %d unknown; %s read again"
                .formatted(
                    result.fate(Fate.UNKNOWN), Tables.count(result.cellsReadAgain(), "cell")));
    audience.say(
        "Fired twice: %d; lost in silence: %d"
            .formatted(
                count(result, Violation.Kind.FIRED_TWICE), count(result, Violation.Kind.LOST)));
  }

  private static int count(CampaignResult result, Violation.Kind kind) {
    return result.violation().filter(violation -> violation.kind() == kind).isPresent() ? 1 : 0;
  }

  private static Map<String, Object> values(CampaignResult result) {
    FaultCounts faults = result.faults();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("seed", result.settings().seed());
    values.put("rate", result.settings().rate());
    values.put("pulses", result.pulses());
    values.put("programs", result.programs());
    values.put("readings", result.readings());
    values.put("streamed", result.streamed());
    values.put("seconds", result.seconds());
    values.put("pulses-per-second", result.pulses() / result.seconds());
    values.put("chunks", faults.chunks());
    values.put("chunks-lost", faults.lostChunks());
    values.put("chunks-truncated", faults.truncatedChunks());
    values.put("chunks-duplicated", faults.duplicatedChunks());
    values.put("chunks-reordered", faults.reorderedChunks());
    values.put("chunks-delayed", faults.delayedChunks());
    values.put("bytes-lost", faults.lostBytes());
    values.put("bits-changed", faults.flippedBits());
    values.put("frames-sent", result.link().framesSent());
    values.put("frames-repeated", result.link().repeated());
    values.put("frames-rejected", result.link().rejected());
    values.put("disconnects", result.disconnects());
    values.put("reboots", result.reboots());
    values.put("jobs-not-started", result.fate(Fate.NOT_STARTED));
    values.put("jobs-done", result.fate(Fate.DONE));
    values.put("jobs-ended-early", result.fate(Fate.ENDED_EARLY));
    values.put("jobs-unknown", result.fate(Fate.UNKNOWN));
    values.put("cells-read-again", result.cellsReadAgain());
    values.put("fired-twice", count(result, Violation.Kind.FIRED_TWICE));
    values.put("lost", count(result, Violation.Kind.LOST));
    result.violation().ifPresent(violation -> values.put("violation", violation.kind().toString()));
    return values;
  }
}
