package dev.fluxbar.daemon.scpi;

import dev.fluxbar.app.sequence.SequenceFiles;

/** The files of a command: none, or the one that was made from its own numbers. */
final class NoFiles {

  /** No command of SCPI reaches a file. */
  static final SequenceFiles NONE =
      name -> {
        throw new ScpiRefusal(
            ScpiError.REFUSED, "a message of SCPI names no files; write the numbers themselves");
      };

  private NoFiles() {}

  /** One file, which came within the message. */
  static SequenceFiles but(String only, byte[] bytes) {
    return name -> name.equals(only) ? bytes.clone() : NONE.read(name);
  }
}
