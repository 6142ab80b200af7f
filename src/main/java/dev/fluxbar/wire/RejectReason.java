package dev.fluxbar.wire;

/** Why a stretch of bytes is no frame. */
public enum RejectReason {
  /** The stuffing is broken, or the frame is longer than any can be. */
  STUFFING,
  /** Shorter than a header and a check. */
  TOO_SHORT,
  /** The check does not fit the bytes. */
  CRC,
  /** The length field is not the length. */
  LENGTH,
  /** A flag that this version does not know. */
  FLAGS
}
