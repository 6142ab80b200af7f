package dev.fluxbar.wire;

import java.util.ArrayList;
import java.util.List;

/** Reads the messages of a host from their payloads. */
final class HostMessageReader {

  private HostMessageReader() {}

  /** The message of a type, field by field in the order of the table. */
  static HostMessage read(int type, PayloadReader in) {
    return switch (type) {
      case HostMessage.Hello.TYPE ->
          new HostMessage.Hello(in.u8(), in.u8(), in.u32(), in.u16(), in.u32());
      case HostMessage.Ack.TYPE -> new HostMessage.Ack();
      case HostMessage.Heartbeat.TYPE -> new HostMessage.Heartbeat(in.u32());
      case HostMessage.Abort.TYPE -> new HostMessage.Abort(in.u32());
      case HostMessage.Describe.TYPE -> new HostMessage.Describe();
      case HostMessage.Limits.TYPE -> readLimits(in);
      case HostMessage.Load.TYPE ->
          new HostMessage.Load(
              in.u64(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32());
      case HostMessage.LoadData.TYPE -> new HostMessage.LoadData(in.u64(), in.u32(), in.rest());
      case HostMessage.Verify.TYPE -> new HostMessage.Verify(in.u64(), Proof.read(in));
      case HostMessage.Arm.TYPE -> new HostMessage.Arm(in.u64());
      case HostMessage.Start.TYPE -> new HostMessage.Start(in.u64());
      case HostMessage.Release.TYPE -> new HostMessage.Release(in.u64());
      case HostMessage.Query.TYPE -> new HostMessage.Query(in.u64());
      case HostMessage.Clear.TYPE -> new HostMessage.Clear(readFault(in.u16()));
      case HostMessage.StreamData.TYPE -> new HostMessage.StreamData(in.u64(), in.u32(), in.rest());
      case HostMessage.Bye.TYPE -> new HostMessage.Bye();
      case HostMessage.Confirm.TYPE -> new HostMessage.Confirm(in.u64());
      default -> throw new PayloadReader.WrongType("type: 0x%02x is no host's", type);
    };
  }

  /** A CLEAR of a number that is no code must not clear INTERNAL in its place. */
  private static ErrorCode readFault(int code) {
    ErrorCode fault = ErrorCode.of(code);
    if (fault.code() != code) {
      throw new PayloadReader.Malformed("fault: code=%d; it is unknown", code);
    }
    return fault;
  }

  private static HostMessage.Limits readLimits(PayloadReader in) {
    int watchdog = in.u16();
    long onTicks = in.u32();
    long programTicks = in.u64();
    long codeTicks = in.u64();
    int count = in.u8();
    List<Integer> codes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      codes.add(in.u16());
    }
    return new HostMessage.Limits(watchdog, onTicks, programTicks, codeTicks, codes);
  }
}
