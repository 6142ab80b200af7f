package dev.fluxbar.bench;

import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Leftover;
import java.util.List;

/**
 * A program that broke off on a bench that measures its own times: the bench is safe, and what it
 * measured until then is known.
 */
public final class ProgramBroken extends BenchFault {
  private static final long serialVersionUID = 1L;

  // Records that are not serializable, like the cells of every other fault's message.
  private final transient List<Leftover> leftovers;

  /**
   * @param leftovers what is known of what it left, beside all that was asked for
   * @param cause what it broke off for; its message is this one's
   */
  public ProgramBroken(List<Leftover> leftovers, Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
    this.leftovers = List.copyOf(leftovers);
  }

  /** What it left beside all that the program asks for, as if that had run to its end. */
  public List<Leftover> leftovers() {
    return leftovers;
  }
}
