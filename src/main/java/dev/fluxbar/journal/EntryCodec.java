package dev.fluxbar.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Entries as bytes, all numbers big-endian:
 *
 * <pre>
 *   kind 1 Note     u16 length, name   i32 length, JSON in UTF-8
 *   kind 2 Intent   i64 number         program ({@link ProgramCodec})
 *   kind 3 Result   i64 number         recording ({@link RecordingCodec})
 *   kind 4 End      i64 number         u8 fate   i32 length, why in UTF-8
 * </pre>
 */
final class EntryCodec {
  private static final int NOTE = 1;
  private static final int INTENT = 2;
  private static final int RESULT = 3;
  private static final int END = 4;

  private EntryCodec() {}

  /** The kind, then the body. */
  static byte[] bytes(Entry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (entry instanceof Entry.Note note) {
        out.writeByte(NOTE);
        out.writeUTF(note.name());
        text(out, note.json());
      } else if (entry instanceof Entry.Intent intent) {
        out.writeByte(INTENT);
        out.writeLong(intent.number());
        ProgramCodec.write(intent.program(), out);
      } else if (entry instanceof Entry.Result result) {
        out.writeByte(RESULT);
        out.writeLong(result.number());
        RecordingCodec.write(result.recording(), out);
      } else if (entry instanceof Entry.End end) {
        out.writeByte(END);
        out.writeLong(end.number());
        out.writeByte(end.fate().ordinal());
        text(out, end.why());
      } else {
        throw new IllegalStateException("journal: entry=" + entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array in memory does not fail
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IOException if the bytes are no entry
   */
  static Entry entry(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    Entry entry;
    try {
      entry = read(in);
    } catch (IllegalArgumentException e) {
      throw new IOException("an entry says what cannot be: " + e.getMessage(), e);
    }
    if (in.available() > 0) {
      throw new IOException("an entry is followed by %d bytes too many".formatted(in.available()));
    }
    return entry;
  }

  private static Entry read(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    switch (kind) {
      case NOTE:
        return new Entry.Note(in.readUTF(), text(in));
      case INTENT:
        return new Entry.Intent(in.readLong(), ProgramCodec.read(in));
      case RESULT:
        return new Entry.Result(in.readLong(), RecordingCodec.read(in));
      case END:
        long number = in.readLong();
        int fate = in.readUnsignedByte();
        if (fate >= Fate.values().length) {
          throw new IOException("fate %d is unknown".formatted(fate));
        }
        return new Entry.End(number, Fate.values()[fate], text(in));
      default:
        throw new IOException("entries of kind %d are unknown".formatted(kind));
    }
  }

  /**
   * What the first bytes of an entry tell.
   *
   * @param begins whether it says that a program will be sent
   * @param ends whether it says what came of one
   * @param unknown whether that is that nobody knows
   * @param bytes how many of the entry were read
   */
  record Head(boolean begins, boolean ends, boolean unknown, int bytes) {}

  /** Reads as much of an entry as is needed to count it. */
  static Head head(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    if (kind != END) {
      return new Head(kind == INTENT, kind == RESULT, false, 1);
    }
    in.readLong();
    boolean unknown = in.readUnsignedByte() == Fate.UNKNOWN.ordinal();
    return new Head(false, true, unknown, 2 + Long.BYTES);
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(length(in, 1)), StandardCharsets.UTF_8);
  }

  /** A count that the rest of the entry has room for. */
  static int length(DataInputStream in, int bytesEach) throws IOException {
    int length = in.readInt();
    if (length < 0 || (long) length * bytesEach > in.available()) {
      throw new IOException(
          "an entry speaks of %d items and has %d bytes left".formatted(length, in.available()));
    }
    return length;
  }
}
