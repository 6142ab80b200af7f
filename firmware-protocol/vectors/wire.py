"""The protocol's bytes, written from PROTOCOL.md and messages.json alone.

An implementation of its own: what the vectors expect does not come from the Java or C code that
they test. Python standard library only.
"""

import json
import pathlib
import struct

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = json.loads((ROOT / "messages.json").read_text())
MESSAGES = {(m["from"], m["name"]): m for m in TABLE["messages"]}
GROUPS = {g["name"]: g["fields"] for g in TABLE["groups"]}
OPERATIONS = {o["name"]: o for o in TABLE["operations"]["list"]}
NUMBERS = {"u8": "<B", "u16": "<H", "u32": "<I", "u64": "<Q", "i16": "<h", "i32": "<i"}
CODES = {
    "errors": {e["name"]: e["code"] for e in TABLE["errors"]},
    "job-states": {s["name"]: s["code"] for s in TABLE["job-states"]},
    "flag": {False: 0, True: 1},
}


def crc_of_byte(byte):
    for _ in range(8):
        byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
    return byte


CRC_OF_BYTES = [crc_of_byte(byte) for byte in range(256)]


def crc32c(data):
    """CRC-32C: polynomial 0x1EDC6F41 reflected, start and end inverted."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ CRC_OF_BYTES[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def canonical(value):
    """The table without its prose, which may be reworded: members named about, values of errors."""
    if isinstance(value, dict):
        return {k: canonical(v) for k, v in value.items() if k != "about" and not (k == "value" and isinstance(v, str))}
    if isinstance(value, list):
        return [canonical(v) for v in value]
    return value


def table_hash():
    """CRC-32C of messages.json without its prose and without white space."""
    return crc32c(json.dumps(canonical(TABLE), separators=(",", ":")).encode("ascii"))


def stuff(data):
    """COBS without the delimiter: each group of up to 254 non-zero bytes behind its length + 1."""
    out = bytearray()
    rest = bytes(data) + b"\0"  # the zero that the stuffing takes away again
    while rest:
        group = rest[: rest.index(0)][:254]
        full = len(group) == 254
        out += bytes([len(group) + 1]) + group
        rest = rest[len(group) + (0 if full else 1) :]
        if full and rest == b"\0":
            break
    return bytes(out)


def number(kind, value):
    return struct.pack(NUMBERS[kind], value)


def field(entry, value):
    """One field of a message, by its entry in the table."""
    kind = entry["type"]
    if kind in NUMBERS:
        named = isinstance(value, (str, bool))
        return number(kind, CODES[entry["values"]][value] if named else value)
    if kind == "text":
        text = value.encode()
        return number("u8", len(text)) + text
    if kind == "list":
        return number("u8", len(value)) + b"".join(number(entry["of"], v) for v in value)
    if kind == "rest" and entry["of"] == "u8":
        return bytes.fromhex(value)
    if kind == "rest":
        return b"".join(record(v) for v in value)
    return fields(GROUPS[kind], value)


def record(value):
    """A result record: its sums give the count."""
    head = [e for e in GROUPS["result-record"] if e["name"] != "sums"]
    rest = {k: v for k, v in value.items() if k != "sums"}
    full = dict(rest, count=len(value["sums"]), zero=0)
    return fields(head, full) + b"".join(number("i32", s) for s in value["sums"])


def fields(entries, values):
    if {e["name"] for e in entries} != set(values):
        raise ValueError(f"fields {sorted(values)} are not {[e['name'] for e in entries]}")
    return b"".join(field(e, values[e["name"]]) for e in entries)


def payload(sender, name, values):
    return fields(MESSAGES[sender, name]["fields"], values)


def plain(flags, code, session, sequence, ack, body, length=None):
    """A frame before stuffing, check included; length only to lie about it."""
    head = struct.pack("<BBHHHH", flags, code, session, sequence, ack, len(body) if length is None else length)
    return head + body + number("u32", crc32c(head + body))


def line(data):
    return stuff(data) + b"\0"


def operation(name, **values):
    """The 16 bytes of one operation."""
    entry = OPERATIONS[name]
    if {f["name"] for f in entry["fields"]} != set(values):
        raise ValueError(f"{name} has other fields than {sorted(values)}")
    raw = dict(code=entry["code"], array=0, a=0, b=0, c=0, d=0)
    for f in entry["fields"]:
        raw[f["at"]] = int(values[f["name"]])
    return struct.pack("<BBHIII", *raw.values())


def pattern(array, kind, bits, count, zero=0):
    """A switch pattern: `bits` are the numbers of the set ones among `count`."""
    words = (count + 31) // 32 * 4
    return struct.pack("<BBH", array, kind, zero) + sum(1 << b for b in bits).to_bytes(words, "little")


def table(array, codes, count=None, zero=0, pad=0):
    odd = number("u16", pad) if len(codes) % 2 else b""
    head = struct.pack("<BBH", array, zero, len(codes) if count is None else count)
    return head + b"".join(number("i16", c) for c in codes) + odd
