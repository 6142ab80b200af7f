package dev.fluxbar.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Programs for another prover and what this one makes of them, in the bytes of
 * firmware-protocol/reference/check/README.md.
 */
final class ImageJudge {
  static final int BYTES = 48;

  private ImageJudge() {}

  /** A program with its rules, behind the count of its bytes. */
  static byte[] question(RandomImages.Case program) {
    ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    ProgramRules rules = program.rules();
    HostMessage.Limits limits = rules.limits();
    out.putInt(0).put((byte) rules.arrays().size());
    for (Geometry array : rules.arrays()) {
      out.putShort((short) array.rows()).putShort((short) array.columns());
      out.put((byte) (array.driven() ? 1 : 0)).put((byte) array.ranges());
    }
    out.put((byte) (rules.lineSwitches() ? 1 : 0));
    out.putInt((int) rules.jobBytes()).putInt((int) rules.resultBytes());
    out.putInt((int) limits.onTicks()).putLong(limits.programTicks()).putLong(limits.codeTicks());
    limits.largestCodes().forEach(code -> out.putShort(code.shortValue()));
    HostMessage.Load load = program.load();
    out.putInt((int) load.operations()).putInt((int) load.patterns()).putInt((int) load.tables());
    out.putInt((int) load.streamBytes()).putInt((int) load.ringBytes());
    out.putInt(program.image().length).put(program.image());
    out.putInt(0, out.position() - 4);
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  /** What the prover says. */
  static byte[] verdict(RandomImages.Case program) {
    ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try {
      Proof proof = Prover.prove(program.image(), program.load(), program.rules()).proof();
      out.putShort((short) 0).putShort((short) proof.largestCode()).putInt(0).putLong(0);
      out.putLong(proof.programTicks()).putLong(proof.codeTicks());
      out.putInt((int) proof.resultBytes()).putInt((int) proof.imageCrc());
      out.putLong(proof.waitTicks());
    } catch (ImageRefused refusal) {
      out.putShort((short) refusal.error().code()).putShort((short) 0);
      out.putInt((int) refusal.operation()).putLong(refusal.value());
    }
    return out.array();
  }
}
