#!/usr/bin/env python3
"""One pulse on one cell, from nothing but PROTOCOL.md: python3 one_pulse.py /dev/ttyACM0, or tcp:HOST:PORT.

Says hello, asks what the board is, sets limits, loads, proves and runs one job, prints its results, and leaves. Closes
the cell of row 0 and column 0 of array 0 and pulses it with the smallest code for a hundred ticks. Python standard
library only; one file, so that it can be read next to the text.
"""

import os
import random
import select
import socket
import struct
import sys
import time

MAJOR, MINOR, TABLE_HASH = 1, 1, 0x1A60B7B1  # PROTOCOL.md, section 13
SEQUENCED, ACKNOWLEDGES = 1, 2

HELLO, IDENTITY, ACK, HEARTBEAT, NO_SESSION = 0x01, 0x02, 0x03, 0x04, 0x07
DESCRIBE, LIMITS, LOAD, LOAD_DATA, VERIFY, ARM, START, RELEASE, BYE, CONFIRM = 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x1A, 0x1C
DESCRIPTION, ARRAY, LIMITS_SET, VERIFIED, ARMED, STARTED = 0x20, 0x21, 0x22, 0x23, 0x24, 0x25
RESULTS, DONE, RELEASED, GOODBYE, REFUSED = 0x26, 0x27, 0x28, 0x2B, 0x2F

RETRY_SECONDS = 0.2
PATIENCE_SECONDS = 5


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def stuff(data):
    """COBS with its delimiter; a full group of 254 at the very end is not followed by an empty one."""
    out, group = bytearray(), bytearray()
    for i, byte in enumerate(data):
        if byte:
            group.append(byte)
        if not byte or (len(group) == 254 and i + 1 < len(data)):
            out += bytes([len(group) + 1]) + group
            group.clear()
    return bytes(out + bytes([len(group) + 1]) + group + b"\0")


def unstuff(data):
    """The bytes, or None where the stuffing is broken. Does not insist on the one form: the check does the rest."""
    out, at = bytearray(), 0
    while at < len(data):
        code = data[at]
        if at + code > len(data):
            return None
        out += data[at + 1 : at + code]
        at += code
        if code < 255 and at < len(data):
            out.append(0)
    return bytes(out)


class SerialLine:
    def __init__(self, path):
        import termios
        import tty

        self.fd = os.open(path, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.fd)
        termios.tcflush(self.fd, termios.TCIOFLUSH)

    def read(self, seconds):
        ready = select.select([self.fd], [], [], max(0, seconds))[0]
        return os.read(self.fd, 4096) if ready else b""

    def write(self, data):
        while data:
            data = data[os.write(self.fd, data) :]


class TcpLine:
    def __init__(self, host, port):
        self.socket = socket.create_connection((host, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def read(self, seconds):
        if not select.select([self.socket], [], [], max(0, seconds))[0]:
            return b""
        data = self.socket.recv(4096)
        if not data:
            sys.exit("the board has closed the line")
        return data

    def write(self, data):
        self.socket.sendall(data)


class Link:
    """One session; one sequenced frame outstanding at a time, repeated until it is acknowledged."""

    def __init__(self, line):
        self.line = line
        self.session = random.randint(1, 65535)
        self.sent = 0  # the number of the next sequenced frame
        self.acknowledged = 0  # what the board expects next
        self.expected = 0  # what is expected next of the board
        self.held = b""
        self.messages = []  # sequenced ones, in order

    def frame(self, kind, payload=b"", sequence=None, acknowledges=True):
        flags = (0 if sequence is None else SEQUENCED) | (ACKNOWLEDGES if acknowledges else 0)
        ack = self.expected if acknowledges else 0
        head = struct.pack("<BBHHHH", flags, kind, self.session, sequence or 0, ack, len(payload))
        self.line.write(stuff(head + payload + struct.pack("<I", crc32c(head + payload))))

    def hear(self, seconds):
        """Takes what comes; returns the unsequenced messages of this session."""
        self.held += self.line.read(seconds)
        *stretches, self.held = self.held.split(b"\0")
        heard, owed = [], False
        for data in filter(None, map(unstuff, stretches)):
            if len(data) < 14 or crc32c(data[:-4]) != struct.unpack("<I", data[-4:])[0]:
                continue
            flags, kind, session, sequence, ack, length = struct.unpack("<BBHHHH", data[:10])
            if session != self.session or length != len(data) - 14 or flags & ~3:
                continue
            if flags & ACKNOWLEDGES and (ack - self.acknowledged & 0xFFFF) <= (self.sent - self.acknowledged & 0xFFFF):
                self.acknowledged = ack
            if not flags & SEQUENCED:
                heard.append((kind, data[10:-4]))
            else:
                owed = True
                if sequence == self.expected:
                    self.expected = self.expected + 1 & 0xFFFF
                    self.messages.append((kind, data[10:-4]))
        if owed:
            self.frame(ACK)
        return heard

    def hello(self):
        payload = struct.pack("<BBIHI", MAJOR, MINOR, TABLE_HASH, 64, 65536)
        self.line.write(b"\0")
        for _ in range(int(PATIENCE_SECONDS / 0.1)):
            self.frame(HELLO, payload, acknowledges=False)
            for kind, answer in self.hear(0.1):
                if kind == IDENTITY:
                    return answer
        sys.exit("no board answers")

    def send(self, kind, payload=b""):
        sequence, self.sent = self.sent, self.sent + 1 & 0xFFFF
        end = time.monotonic() + PATIENCE_SECONDS
        while self.acknowledged != self.sent:
            self.frame(kind, payload, sequence)
            again = time.monotonic() + RETRY_SECONDS
            while self.acknowledged != self.sent and time.monotonic() < again:
                if any(kind == NO_SESSION for kind, _ in self.hear(again - time.monotonic())):
                    return  # to BYE it says the same as GOODBYE
            if time.monotonic() > end:
                sys.exit("the board does not acknowledge")

    def receive(self, *kinds):
        """The next message, which must be of one of these kinds. Heartbeats go out while it waits."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.messages:
            if time.monotonic() > end:
                sys.exit("the board does not answer")
            self.frame(HEARTBEAT, struct.pack("<I", 1))
            self.hear(0.02)
        kind, payload = self.messages.pop(0)
        if kind == REFUSED:
            sys.exit("refused: type=0x%02x, job=%d, error=%d, operation=%d, value=%d" % struct.unpack("<BQHIQ", payload))
        if kind not in kinds:
            sys.exit(f"the board said 0x{kind:02x}, which it must not here")
        return kind, payload


def identify(answer):
    boot, major, minor, table, accepted, key, fault, fault_job, frames, octets = struct.unpack("<QBBIBQHQHI", answer[:39])
    name = answer[40 : 40 + answer[39]]
    firmware = answer[41 + len(name) :]
    print(f"board {name.decode()}, firmware {firmware.decode()}, boot {boot:016x}, protocol {major}.{minor}")
    if not accepted or major != MAJOR or table != TABLE_HASH:
        sys.exit(f"it speaks another protocol: table {table:08x}, here {TABLE_HASH:08x}")
    if fault:
        sys.exit(f"fault {fault} is latched since job {fault_job}; look at the bench, then clear it")
    return key


def describe(link):
    link.send(DESCRIBE)
    _, payload = link.receive(DESCRIPTION)
    whole = struct.unpack("<BBBIIIQIIIQH", payload)
    arrays = []
    for _ in range(whole[0]):
        _, payload = link.receive(ARRAY)
        index, rows, columns, pairs, driven, dac_bits, dac_microvolts, adc_bits, conversion_ticks, ranges = struct.unpack("<BHHBBBIBIB", payload[:18])
        print(f"array {index}: {rows} x {columns}, driven {driven}, {dac_bits} bits of {dac_microvolts} uV, {adc_bits} bits, {ranges} ranges")
        arrays.append((rows, columns, driven, conversion_ticks, struct.unpack(f"<{ranges}Q", payload[18:])))
    return whole, arrays


def padded(data):
    return data + b"\0" * (-len(data) % 4)


def operation(code, array=0, a=0, b=0, c=0, d=0):
    return struct.pack("<BBHIII", code, array, a, b, c, d)


def one_pulse(rows, columns, code, width):
    """The image, what LOAD counts in it, and its proof."""
    operations = [
        operation(1),  # SWITCH: pattern 0
        operation(2, b=50),  # SETTLE
        operation(3),  # DRIVE: table 0
        operation(4, c=1, d=1),  # SENSE: row 0, one conversion
        operation(6, a=1, b=width),  # PULSE, sampled
        operation(9),  # SAFE
    ]
    bits = 1 | 1 << rows  # lines: row 0, column 0
    pattern = struct.pack("<BBH", 0, 0, 0) + bits.to_bytes((rows + columns + 31) // 32 * 4, "little")
    table = padded(struct.pack(f"<BBH{columns}h", 0, 0, columns, code, *[0] * (columns - 1)))
    image = b"".join(operations) + pattern + table
    proof = struct.pack("<QHQIIQ", 50 + width, code, code * width, 28 + 4, crc32c(image), 0)
    return image, (len(operations), 1, 1), proof


def run(link, whole, arrays):
    rows, columns, _, conversion_ticks, _ = arrays[0]
    width = max(100, conversion_ticks)
    code = 1
    codes = [code if driven else 0 for _, _, driven, _, _ in arrays]
    link.send(LIMITS, struct.pack("<HIQQB", min(100, whole[11]), width, 1000 + width, code * width, len(codes)) + struct.pack(f"<{len(codes)}H", *codes))
    link.receive(LIMITS_SET)

    job = random.randint(1, 2**63)  # an id once used is never fired again
    image, counts, proof = one_pulse(rows, columns, code, width)
    link.send(LOAD, struct.pack("<QIIIIII", job, len(image), *counts, 0, 0))
    for at in range(0, len(image), 500):
        link.send(LOAD_DATA, struct.pack("<QI", job, at) + image[at : at + 500])
    link.send(VERIFY, struct.pack("<Q", job) + proof)
    _, theirs = link.receive(VERIFIED)
    assert theirs[8:] == proof
    link.send(ARM, struct.pack("<Q", job))
    link.receive(ARMED)
    link.send(START, struct.pack("<Q", job))
    link.receive(STARTED)
    while True:
        kind, payload = link.receive(RESULTS, DONE)
        if kind == DONE:
            break
        _, _, _, tick, _, array, chosen, flags, averages, first, count, _ = struct.unpack("<QIIQBBBBHHHH", payload[:36])
        print(f"tick {tick}, array {array}, row {first}, range {chosen}: {struct.unpack(f'<{count}i', payload[36 : 36 + 4 * count])} counts in {averages}, saturated {flags & 1}")
    _, state, last, fault, ticks, pulses, records = struct.unpack("<QBIHQII", payload)
    print(f"done: state {state}, operation {last}, fault {fault}, ticks {ticks}, pulses {pulses}, records {records}")
    link.send(RELEASE, struct.pack("<Q", job))
    link.receive(RELEASED)
    return state == 5


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    name = sys.argv[1]
    line = TcpLine(*name.split(":")[1:]) if name.startswith("tcp:") else SerialLine(name)
    link = Link(line)
    link.send(CONFIRM, struct.pack("<Q", identify(link.hello())))
    whole, arrays = describe(link)
    done = run(link, whole, arrays)
    link.send(BYE)
    sys.exit(0 if done else 1)


if __name__ == "__main__":
    main()
