package dev.fluxbar.app.export;

/** The checksum of HDF5's metadata: Jenkins' lookup3 over bytes, begun with 0. */
final class HdfChecksum {
  private int a;
  private int b;
  private int c;

  private HdfChecksum(int length) {
    a = 0xdeadbeef + length;
    b = a;
    c = a;
  }

  /** Of the first {@code length} bytes, at least one. */
  static int of(byte[] bytes, int length) {
    HdfChecksum sum = new HdfChecksum(length);
    int at = 0;
    for (; length - at > 12; at += 12) {
      sum.add(bytes, at, length);
      sum.mix();
    }
    sum.add(bytes, at, length);
    sum.end();
    return sum.c;
  }

  private void add(byte[] bytes, int at, int length) {
    a += word(bytes, at, length);
    b += word(bytes, at + 4, length);
    c += word(bytes, at + 8, length);
  }

  /** Little-endian; zeros behind the end. */
  private static int word(byte[] bytes, int at, int length) {
    int word = 0;
    for (int i = 0; i < 4 && at + i < length; i++) {
      word |= (bytes[at + i] & 0xff) << (8 * i);
    }
    return word;
  }

  private void mix() {
    a = (a - c) ^ Integer.rotateLeft(c, 4);
    c += b;
    b = (b - a) ^ Integer.rotateLeft(a, 6);
    a += c;
    c = (c - b) ^ Integer.rotateLeft(b, 8);
    b += a;
    a = (a - c) ^ Integer.rotateLeft(c, 16);
    c += b;
    b = (b - a) ^ Integer.rotateLeft(a, 19);
    a += c;
    c = (c - b) ^ Integer.rotateLeft(b, 4);
    b += a;
  }

  private void end() {
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    c = (c ^ b) - Integer.rotateLeft(b, 24);
  }
}
