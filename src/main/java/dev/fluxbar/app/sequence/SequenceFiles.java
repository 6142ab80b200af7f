package dev.fluxbar.app.sequence;

/** Where the files come from that a sequence names. */
@FunctionalInterface
public interface SequenceFiles {

  /**
   * The whole file.
   *
   * @param name as the sequence writes it: parts of letters, digits, blanks, points, dashes and
   *     underscores with slashes between them, none of which begins with a point
   * @throws dev.fluxbar.app.BadInput if there is no such file or it may not be read
   */
  byte[] read(String name);
}
