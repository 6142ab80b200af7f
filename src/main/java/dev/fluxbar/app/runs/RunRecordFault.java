package dev.fluxbar.app.runs;

import dev.fluxbar.fault.BenchFault;

/** The record of a run could not be written on: the disk is full, or its folder is gone. */
public final class RunRecordFault extends BenchFault {
  private static final long serialVersionUID = 1L;

  RunRecordFault(String message, Throwable cause) {
    super(message, cause);
  }
}
