package dev.fluxbar.app.campaign;

import dev.fluxbar.bench.board.JobFault.Fate;
import dev.fluxbar.link.host.LinkCounts;
import dev.fluxbar.transport.FaultCounts;
import java.util.Map;
import java.util.Optional;

/**
 * What a campaign has done and found.
 *
 * @param settings what was asked
 * @param pulses that are known to have fired
 * @param programs of pulses and of block signals
 * @param readings programs of block signals among them
 * @param streamed programs among them whose tables were streamed
 * @param disconnects how often the cable was pulled
 * @param reboots how often the board lost its power
 * @param fates of programs that were under way when the board was lost
 * @param cellsReadAgain cells that a lost program could have driven, measured again
 * @param link what the host's end of all lines has seen
 * @param faults what went wrong with the bytes of all lines
 * @param seconds on the wall
 * @param violation where books and board differ; none: no pulse fired twice, none lost in silence
 */
public record CampaignResult(
    CampaignSettings settings,
    long pulses,
    long programs,
    long readings,
    long streamed,
    long disconnects,
    long reboots,
    Map<Fate, Long> fates,
    long cellsReadAgain,
    LinkCounts link,
    FaultCounts faults,
    double seconds,
    Optional<Violation> violation) {

  public CampaignResult {
    fates = Map.copyOf(fates);
  }

  /** How many lost programs had that fate. */
  public long fate(Fate fate) {
    return fates.getOrDefault(fate, 0L);
  }
}
