"""The numbers of messages.json as a header for C: python3 header.py prints it."""

import wire

HEADER = wire.ROOT / "reference" / "core" / "fb_protocol.h"
GUARD = "FB_PROTOCOL_H"


def constant(*names):
    return "_".join(["fb", *names]).upper().replace("-", "_")


def section(about, prefix, rows):
    lines = [f"#define {constant(*prefix, name)} {number}" for name, number in rows]
    return [f"/* {about} */", *lines, ""]


def coded(entries, form):
    return [(e["name"], form % e["code"]) for e in entries]


def group_bytes(name):
    sizes = {t["name"]: t.get("bytes") for t in wire.TABLE["types"]}
    return sum(sizes[f["type"]] for f in wire.GROUPS[name])


def sizes():
    frame = wire.TABLE["frame"]
    rows = [("frame-header-bytes", frame["header-bytes"]), ("frame-crc-bytes", frame["crc-bytes"])]
    rows += [(c["name"], c["value"]) for c in wire.TABLE["constants"]]
    return rows + [("proof-bytes", group_bytes("proof"))]


def messages():
    """A message that both sides send has one code."""
    codes = {m["name"]: m["code"] for m in wire.TABLE["messages"]}
    if any(codes[m["name"]] != m["code"] for m in wire.TABLE["messages"]):
        raise ValueError("a name has two codes")
    return [(name, "0x%02x" % code) for name, code in sorted(codes.items(), key=lambda item: item[1])]


def text():
    table, protocol = wire.TABLE, wire.TABLE["protocol"]
    version = [("major", protocol["major"]), ("minor", protocol["minor"]), ("table-hash", f"0x{wire.table_hash():08x}u")]
    lines = [
        "/* Generated from messages.json by vectors/generate.py; change the table, not this file. */",
        f"#ifndef {GUARD}",
        f"#define {GUARD}",
        "",
        *section("The version that this table is.", [], version),
        *section("Sizes and bounds.", [], sizes()),
        *section("Bits of a frame's flags.", ["flag"], [(f["name"], f"0x{1 << f['bit']:02x}") for f in table["frame"]["flags"]]),
        *section("Why a stretch of the line is no frame, in the order in which it is looked at; 0 is a frame.", ["reject"], [(r["name"], i) for i, r in enumerate(table["frame"]["refusals"], 1)]),
        *section("Messages.", ["msg"], messages()),
        *section("Operations.", ["op"], coded(table["operations"]["list"], "%d")),
        *section("Errors.", ["err"], coded(table["errors"], "%d")),
        "/* All of them, for the list of an array. */",
        "#define FB_EACH_ERROR " + ", ".join(str(e["code"]) for e in table["errors"]),
        "",
        *section("States of a job.", ["job"], coded(table["job-states"], "%d")),
        *section("Bit numbers of features.", ["feature"], [(f["name"], f["bit"]) for f in table["features"]]),
    ]
    for name, entries in table["value-sets"].items():
        if name != "about":
            lines += section(f"Values of {name}.", [name], coded(entries, "%d"))
    return "\n".join([*lines, "#endif"]) + "\n"


if __name__ == "__main__":
    print(text(), end="")
