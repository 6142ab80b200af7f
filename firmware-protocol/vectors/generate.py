"""Writes every vector beside it, the tables of PROTOCOL.md and the header for C: python3 generate.py.

Run it after messages.json has changed.
"""

import json
import pathlib

import dialogues
import document
import header
import images
import wire

HERE = pathlib.Path(__file__).resolve().parent
PROOF = {"program-ticks": 2**40 + 7, "largest-code": 2047, "code-ticks": 2**63 - 1, "result-bytes": 28, "image-crc": 0xDEADBEEF, "wait-ticks": 2**62 + 3}
RECORD = {"operation": 3, "turn": 65536, "tick": 2**33, "instant": 4, "array": 1, "range": 2, "flags": 1, "averages": 4096, "first-row": 0}
JOB = 0xFEDCBA9876543210
UNSEQUENCED = 16  # codes below it


def frame(name, sender, message, values, session=0x1234, sequence=0, ack=None):
    code = wire.MESSAGES[sender, message]["code"]
    sequenced = code >= UNSEQUENCED
    flags = (1 if sequenced else 0) | (0 if ack is None else 2)
    body = wire.payload(sender, message, values)
    data = wire.plain(flags, code, session, sequence, ack or 0, body)
    return {
        "name": name,
        "from": sender,
        "message": message,
        "session": session,
        "sequence": sequence if sequenced else None,
        "ack": ack,
        "fields": values,
        "plain": data.hex(),
        "line": wire.line(data).hex(),
    }


def load_data(name, data, **header):
    return frame(name, "host", "load-data", {"job": JOB, "offset": 0xFFFFFFFF, "bytes": data.hex()}, **header)


def ends_on_a_full_group():
    """A frame whose last group is 254 bytes that are not zero, check included."""
    for byte in range(1, 256):
        made = load_data("last group of 254 bytes", b"\0" + bytes([byte]) * 250, sequence=9, ack=1)
        if bytes.fromhex(made["line"])[-256] == 0xFF:
            return made
    raise AssertionError("no byte gives a check without zeros")


def frames():
    made = [
        frame("hello", "host", "hello", {"major": 1, "minor": 1, "table-hash": 0x89ABCDEF, "credit-frames": 256, "credit-bytes": 262144}),
        frame("ack of a host", "host", "ack", {}, ack=65535),
        frame("heartbeat", "host", "heartbeat", {"count": 0xFFFFFFFF}, ack=0),
        frame("abort", "host", "abort", {"count": 0}),
        frame("describe", "host", "describe", {}, sequence=0, ack=0),
        frame("limits", "host", "limits", {"watchdog-millis": 100, "on-ticks": 4000, "program-ticks": 2**40, "code-ticks": 2**50, "largest-codes": [2047, 0, 65535]}, sequence=1, ack=3),
        frame("limits of no arrays", "host", "limits", {"watchdog-millis": 1, "on-ticks": 1, "program-ticks": 1, "code-ticks": 1, "largest-codes": []}, sequence=65535, ack=65535),
        frame("load", "host", "load", {"job": 1, "image-bytes": 100000, "operations": 3, "patterns": 2, "tables": 1, "stream-bytes": 15720000, "ring-bytes": 65536}, sequence=2, ack=4),
        load_data("load-data of nothing", b"", sequence=3, ack=4),
        frame("verify", "host", "verify", {"job": JOB, "proof": PROOF}, sequence=4, ack=4),
        frame("arm", "host", "arm", {"job": 2**64 - 1}, sequence=5, ack=4),
        frame("start", "host", "start", {"job": 2**63}, sequence=6, ack=4),
        frame("release", "host", "release", {"job": 1}, sequence=7, ack=4),
        frame("query", "host", "query", {"job": 0}, sequence=8, ack=4),
        frame("clear", "host", "clear", {"fault": "aborted"}, sequence=9, ack=4),
        frame("bye", "host", "bye", {}, session=65535, sequence=10, ack=4),
        frame("confirm", "host", "confirm", {"session-key": 2**63 + 5}, sequence=12, ack=4),
        frame("stream-data", "host", "stream-data", {"job": JOB, "offset": 0xFFFFFFFC, "bytes": "00000300640030f800000000"}, sequence=11, ack=4),
        frame("identity", "board", "identity", {"boot-id": 2**64 - 2, "major": 1, "minor": 1, "table-hash": 0, "accepted": True, "session-key": 2**64 - 3, "fault": "session-lost", "fault-job": 7, "credit-frames": 8, "credit-bytes": 4240, "board-id": "Messplatz \u00e4-1", "firmware": ""}, ack=0),
        frame("identity of a foreign major", "board", "identity", {"boot-id": 1, "major": 2, "minor": 9, "table-hash": 0xFFFFFFFF, "accepted": False, "session-key": 0, "fault": "none", "fault-job": 0, "credit-frames": 0, "credit-bytes": 0, "board-id": "b", "firmware": "f 2.9"}),
        frame("ack of a board", "board", "ack", {}, session=1, ack=1),
        frame("status", "board", "status", {"boot-id": 5, "tick": 2**63 + 1, "count": 77, "running-job": JOB, "fault": "none", "fault-job": 0}, ack=12),
        frame("no-session", "board", "no-session", {"boot-id": 5}),
        frame("description", "board", "description", {"arrays": 2, "topology": 1, "switch-kind": 1, "features": 0, "ticks-per-second": 1000000, "neuron-microvolts": 1000000, "neuron-picoamperes": 2**40, "job-bytes": 65536, "result-bytes": 1048576, "longest-on-ticks": 4000000, "longest-program-ticks": 10**10, "longest-watchdog-millis": 100}, sequence=0, ack=1),
        frame("array", "board", "array", {"index": 0, "rows": 20, "columns": 784, "differential": True, "driven": True, "dac-bits": 12, "dac-microvolts": 1024000, "adc-bits": 16, "conversion-ticks": 2**32 - 1, "range-picoamperes": [10**6, 10**9, 2**64 - 1]}, sequence=1, ack=1),
        frame("array without converters", "board", "array", {"index": 1, "rows": 1, "columns": 65535, "differential": False, "driven": False, "dac-bits": 0, "dac-microvolts": 0, "adc-bits": 0, "conversion-ticks": 0, "range-picoamperes": []}, sequence=2, ack=1),
        frame("limits-set", "board", "limits-set", {"crc": 0x01000000}, sequence=3, ack=2),
        frame("verified", "board", "verified", {"job": JOB, "proof": PROOF}, sequence=4, ack=5),
        frame("armed", "board", "armed", {"job": JOB}, sequence=5, ack=6),
        frame("started", "board", "started", {"job": JOB, "tick": 0}, sequence=6, ack=7),
        frame("results of nothing", "board", "results", {"job": JOB, "records": []}, sequence=7, ack=7),
        frame("results", "board", "results", {"job": JOB, "records": [dict(RECORD, sums=[-1, 2**31 - 1, -(2**31), 0]), dict(RECORD, instant=0, flags=0, sums=[])]}, sequence=8, ack=7),
        frame("results of the most rows", "board", "results", {"job": JOB, "records": [dict(RECORD, sums=[(-3) ** (i % 19) for i in range(119)])]}, sequence=9, ack=7),
        frame("done", "board", "done", {"job": JOB, "state": "faulted", "operation": 2, "fault": "late", "ticks": 256, "pulses": 0, "records": 0xFFFFFFFF}, sequence=10, ack=7),
        frame("released", "board", "released", {"job": JOB}, sequence=11, ack=8),
        frame("job", "board", "job", {"job": JOB, "state": "unknown"}, sequence=12, ack=9),
        frame("cleared", "board", "cleared", {"fault": "watchdog"}, sequence=13, ack=10),
        frame("goodbye", "board", "goodbye", {}, sequence=14, ack=11),
        frame("stream-taken", "board", "stream-taken", {"job": JOB, "bytes": 0xFFFFFFFC}, sequence=15, ack=12),
        frame("refused", "board", "refused", {"message-type": 0x14, "job": JOB, "error": "over-on-ticks", "operation": 65536, "value": 2**63 - 1}, sequence=65535, ack=0),
        load_data("largest payload, zeros", b"\0" * 500, sequence=256, ack=256),
        load_data("largest payload, ff", b"\xff" * 500, sequence=257, ack=256),
        load_data("largest payload, counting", bytes(i & 0xFF for i in range(500)), sequence=258, ack=256),
        ends_on_a_full_group(),
    ]
    for run in [252, 253, 254, 255, 256]:
        made.append(load_data(f"run of {run} ff between zeros", b"\0" + b"\xff" * run + b"\0", sequence=run, ack=1))
        made.append(load_data(f"run of {run} zeros between ff", b"\xff" + b"\0" * run + b"\xff", sequence=run, ack=1))
    return made


def refused_frames():
    good = wire.plain(2, 0x04, 0x1234, 0, 5, wire.number("u32", 1))
    flipped = bytes([good[0], good[1], good[2] ^ 1]) + good[3:]
    body = wire.number("u32", 1)
    cases = [
        ("a code that points past the end", "stuffing", bytes.fromhex("0511")),
        ("the last byte is missing", "stuffing", wire.stuff(good)[:-1]),
        ("an empty group after a full last one", "stuffing", bytes.fromhex(ends_on_a_full_group()["line"])[:-1] + b"\x01"),
        ("one byte longer than any frame", "stuffing", b"\x01" * 530),
        ("an endless frame", "stuffing", b"\xff" * 5000),
        ("more bytes than any frame holds", "stuffing", b"\x01" * 529),
        ("a last group beyond what any frame holds", "stuffing", (b"\xfe" + b"\x55" * 253) * 2 + b"\x15" + b"\x55" * 20),
        ("one byte that is no empty group", "stuffing", b"\x02"),
        ("stuffed nothing", "too-short", b"\x01"),
        ("one zero", "too-short", b"\x01\x01"),
        ("one byte short of an empty frame", "too-short", wire.stuff(b"\x02" * 13)),
        ("a bit flipped", "crc", wire.stuff(flipped)),
        ("bytes exchanged", "crc", wire.stuff(good[1::-1] + good[2:])),
        ("fourteen zeros", "crc", wire.stuff(b"\0" * 14)),
        ("fourteen ff", "crc", wire.stuff(b"\xff" * 14)),
        ("a check of the whole in big-endian order", "crc", wire.stuff(good[:-4] + good[:-5:-1])),
        ("length one too large", "length", wire.stuff(wire.plain(2, 0x04, 1, 0, 0, body, 5))),
        ("length one too small", "length", wire.stuff(wire.plain(2, 0x04, 1, 0, 0, body, 3))),
        ("length beyond any payload", "length", wire.stuff(wire.plain(2, 0x04, 1, 0, 0, body, 65535))),
        ("flag 2", "flags", wire.stuff(wire.plain(4, 0x04, 1, 0, 0, body))),
        ("flag 7", "flags", wire.stuff(wire.plain(0x82, 0x04, 1, 0, 0, body))),
        ("length and flags wrong: length is looked at first", "length", wire.stuff(wire.plain(4, 0x04, 1, 0, 0, body, 0))),
    ]
    return [{"name": name, "reason": reason, "line": (data + b"\0").hex()} for name, reason, data in cases]


def refused_messages():
    u8, u16, u32, u64 = (lambda v, k=k: wire.number(k, v) for k in ["u8", "u16", "u32", "u64"])
    identity = u64(1) + u8(1) + u8(0) + u32(0) + u8(1) + u64(5) + u16(0) + u64(0) + u16(1) + u32(600)
    limits = u16(1) + u32(1) + u64(1) + u64(1)
    array = u8(0) + u16(1) + u16(1)
    converters = u8(12) + u32(1) + u8(12) + u32(0) + u8(0)
    description = u8(0) + u32(0) + u32(1000) + u32(0) + u64(0) + u32(1) + u32(1) + u32(1) + u64(1) + u16(100)
    zero = u64(0) + u64(0)
    cases = [
        ("a type that nobody has", "host", 1, 0x1F, b"", "bad-type"),
        ("a board's type from a host", "host", 1, 0x22, u32(0), "bad-type"),
        ("a host's type from a board", "board", 1, 0x10, b"", "bad-type"),
        ("a sequenced message that is not flagged so", "host", 0, 0x10, b"", "bad-type"),
        ("an unsequenced message that is flagged sequenced", "host", 1, 0x04, u32(0), "bad-type"),
        ("a byte too many", "host", 1, 0x10, b"\0", "bad-payload"),
        ("a byte too few", "host", 1, 0x15, u64(1)[:-1], "bad-payload"),
        ("HELLO without its last byte", "host", 0, 0x01, u8(1) + u8(0) + u32(0) + u16(1) + b"\0\0\0", "bad-payload"),
        ("LIMITS with fewer codes than it counts", "host", 1, 0x11, limits + u8(2) + u16(1), "bad-payload"),
        ("LIMITS with more codes than it counts", "host", 1, 0x11, limits + u8(0) + u16(1), "bad-payload"),
        ("LOAD_DATA without an offset", "host", 1, 0x13, u64(1), "bad-payload"),
        ("STREAM_DATA without an offset", "host", 1, 0x1B, u64(1), "bad-payload"),
        ("CLEAR of a number that is no fault", "host", 1, 0x19, u16(999), "bad-payload"),
        ("IDENTITY accepted by 2", "board", 0, 0x02, identity[:14] + u8(2) + identity[15:] + u8(0) + u8(0), "bad-payload"),
        ("IDENTITY with a text past the end", "board", 0, 0x02, identity + u8(3) + b"ab", "bad-payload"),
        ("IDENTITY with a text that is no UTF-8", "board", 0, 0x02, identity + u8(1) + b"\xff" + u8(0), "bad-payload"),
        ("ARRAY differential by 255", "board", 1, 0x21, array + u8(255) + u8(0) + converters, "bad-payload"),
        ("DESCRIPTION of topology 7", "board", 1, 0x20, u8(1) + u8(7) + description, "bad-payload"),
        ("DESCRIPTION of switch kind 2", "board", 1, 0x20, u8(1) + u8(0) + u8(2) + description[1:], "bad-payload"),
        ("JOB in no state", "board", 1, 0x29, u64(1) + u8(7), "bad-payload"),
        ("RESULTS with half a record", "board", 1, 0x26, u64(1) + zero + u64(0), "bad-payload"),
        ("RESULTS with fewer sums than it counts", "board", 1, 0x26, u64(1) + zero + u64(0)[:6] + u16(0) + u16(2) + u16(0) + u32(0), "bad-payload"),
        ("RESULTS with a reserved field set", "board", 1, 0x26, u64(1) + zero + u64(0)[:6] + u16(0) + u16(0) + u16(1), "bad-payload"),
        ("RESULTS with more rows than a record has", "board", 1, 0x26, u64(1) + zero + u64(0)[:6] + u16(0) + u16(120) + u16(0) + u32(0) * 118, "bad-payload"),
    ]
    return [
        {
            "name": name,
            "from": sender,
            "error": error,
            "value": code if error == "bad-type" else len(body),
            "line": wire.line(wire.plain(flags, code, 1, 0, 0, body)).hex(),
        }
        for name, sender, flags, code, body, error in cases
    ]


def write(path, document):
    """One line an entry: a change shows as the entry that changed."""
    parts = []
    for key, value in document.items():
        if isinstance(value, list):
            rows = ",\n".join("    " + json.dumps(row) for row in value)
            parts.append(f"  {json.dumps(key)}: [\n{rows}\n  ]")
        else:
            parts.append(f"  {json.dumps(key)}: {json.dumps(value)}")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n")


def main():
    write(HERE / "frames.json", {"frames": frames()})
    write(HERE / "refused.json", {"frames": refused_frames(), "messages": refused_messages()})
    write(HERE / "images.json", {"rules": images.RULES, "images": images.images()})
    (HERE / "dialogues").mkdir(exist_ok=True)
    for name, dialogue in dialogues.dialogues().items():
        write(HERE / "dialogues" / f"{name}.json", dialogue)
    document.fill(wire.ROOT / "PROTOCOL.md")
    header.HEADER.write_text(header.text())
    print(f"message table hash: 0x{wire.table_hash():08x}")


if __name__ == "__main__":
    main()
