"""Program images with the proof or the refusal that they deserve."""

import proof
import wire
from wire import operation as op

RULES = {
    "cross": {
        "arrays": [
            {"rows": 2, "columns": 3, "driven": True, "ranges": 2},
            {"rows": 3, "columns": 2, "driven": False, "ranges": 1},
        ],
        "line-switches": False,
        "job-bytes": 4096,
        "result-bytes": 10000,
        "limits": {"watchdog-millis": 100, "on-ticks": 4000, "program-ticks": 1000000, "code-ticks": 100000000, "largest-codes": [2000, 0]},
    },
    "line": {
        "arrays": [
            {"rows": 40, "columns": 20, "driven": True, "ranges": 1},
            {"rows": 200, "columns": 40, "driven": True, "ranges": 1},
        ],
        "line-switches": True,
        "job-bytes": 65536,
        "result-bytes": 1000000,
        "limits": {"watchdog-millis": 50, "on-ticks": 4294967295, "program-ticks": 2**63 - 1, "code-ticks": 2**63 - 1, "largest-codes": [65535, 32767]},
    },
}

SETTLE = op("settle", ticks=1)
PULSE = op("pulse", **{"sampled": 0, "width-ticks": 10, "gates": 0})
BLOCK = op("block", **{"inverted": 0, "tau-ticks": 100, "guard-ticks": 99, "instants": 0x88})
SENSE = op("sense", **{"array": 0, "range": 1, "first-row": 0, "row-count": 2, "averages": 16})
SENSE_LATER = op("sense", **{"array": 1, "range": 0, "first-row": 1, "row-count": 2, "averages": 4096})
UNSENSE = op("sense", **{"array": 0, "range": 0, "first-row": 2, "row-count": 0, "averages": 1})
SAMPLE, SAFE = op("sample"), op("safe")
ALL = wire.pattern(0, 1, range(6), 6)
LINES = wire.pattern(1, 0, [0, 4], 5)
UP, DOWN = wire.table(0, [100, -2000, 0]), wire.table(0, [1, 2, 3])
WIDE = wire.table(0, [1] * 20)
OTHER = wire.table(1, [-2] * 40)


def await_(largest=2000, ticks=500, array=0):
    return op("await", **{"array": array, "largest-code": largest, "ticks": ticks})


def stream(tables, ring=24, bytes=12):
    """What LOAD says of a stream of tables of array 0 of the cross rules, 12 bytes each."""
    return {"stream-bytes": tables * bytes, "ring-bytes": ring}


def loop(turns, *body, operations=None):
    count = sum(len(b) // 16 for b in body) if operations is None else operations
    return op("loop", turns=turns, operations=count) + b"".join(body)


def pulse(width=10, gates=0, sampled=0):
    return op("pulse", **{"sampled": sampled, "width-ticks": width, "gates": gates})


def gate(tick=5, array=0, row=0, column=0):
    return op("gate", array=array, tick=tick, row=row, column=column)


def drive(first, stride=0, array=0):
    return op("drive", array=array, first=first, stride=stride)


def sense(**changes):
    values = {"array": 0, "range": 0, "first-row": 0, "row-count": 2, "averages": 1}
    return op("sense", **dict(values, **{k.replace("_", "-"): v for k, v in changes.items()}))


def block(tau=100, guard=0, instants=8, inverted=0):
    return op("block", **{"inverted": inverted, "tau-ticks": tau, "guard-ticks": guard, "instants": instants})


def raw(base, at, value):
    return base[:at] + bytes([value]) + base[at + 1 :]


def case(name, operations, patterns=(), tables=(), rules="cross", load=None, more=b"", cut=0, host=None, expect=None):
    """`expect` is the refusal meant by the case's author: generating fails if the proof differs."""
    image = b"".join(operations) + b"".join(patterns) + b"".join(tables) + more
    image = image[: len(image) - cut]
    counts = {"operations": sum(len(o) // 16 for o in operations), "patterns": len(patterns), "tables": len(tables)}
    counts.update({"stream-bytes": 0, "ring-bytes": 0})
    counts.update(load or {})
    made = {"name": name, "rules": rules, "load": counts, "image": image.hex()}
    try:
        own = proof.prove(image, counts, RULES[rules])
        if host is None:
            made["proof"] = own
        else:
            made["host-proof"] = dict(own, **host)
            differs = [i for i, key in enumerate(own) if made["host-proof"][key] != own[key]]
            made["refused"] = {"error": "proof-differs", "operation": 0, "value": differs[0]}
    except proof.Refused as refused:
        made["refused"] = refused.report
    got = made.get("refused", {}).get("error")
    if got != expect:
        raise AssertionError(f"{name}: expected {expect}, got {made}")
    return made


def accepted():
    return [
        case("nothing", []),
        case("one pulse", [op("switch", array=0, pattern=0), drive(0), SENSE, pulse(10, sampled=1), SAFE], [ALL], [UP]),
        case("a block sampled twice", [drive(0), SENSE, BLOCK], [], [UP]),
        case("an inverted block sampled at every instant", [drive(0), SENSE, block(1000, 999, 0xFF, 1)], [], [UP]),
        case("two arrays sensed, then one, then none", [SENSE, SENSE_LATER, SAMPLE, UNSENSE, SAMPLE, SAFE, SAMPLE]),
        case("a pulse with gates at its start, twice at one tick and at its end", [drive(1), pulse(7, 4), gate(0), gate(3, row=1), gate(3, column=2), gate(7, 1, 2, 1)], [], [DOWN, UP]),
        case("a table a turn", [loop(2, drive(0, 1), BLOCK)], [], [UP, DOWN]),
        case("every second table", [loop(2, drive(0, 2), PULSE), loop(2, drive(1, 2), PULSE)], [], [UP, DOWN, UP, DOWN]),
        case("the turn is the innermost loop's", [loop(1000, loop(1, drive(0, 5), SETTLE))], [], [UP]),
        case("what a body senses at its end holds at its next turn's start", [loop(10, SAMPLE, SENSE, SETTLE)]),
        case("the same through two loops", [loop(3, SAMPLE, loop(4, SAMPLE, SENSE, SETTLE, SAMPLE), UNSENSE, SENSE_LATER)]),
        case("four loops deep", [loop(2, loop(3, loop(4, loop(5, SETTLE))))]),
        case("a pattern of lines", [op("switch", array=1, pattern=1)], [ALL, LINES]),
        case("as long as the limit", [op("settle", ticks=1000000)]),
        case("as many code ticks as the limit", [loop(2, loop(2, pulse(2500))), pulse(4000), loop(9, pulse(4000))], [], [UP]),
        case("a largest code of -32768", [], [], [wire.table(0, [-32768] * 20)], rules="line"),
        case("rows that fill a record, and one more", [op("sense", **{"array": 1, "range": 0, "first-row": 0, "row-count": 119, "averages": 1}), SAMPLE, op("sense", **{"array": 1, "range": 0, "first-row": 80, "row-count": 120, "averages": 1}), SAMPLE], rules="line"),
        case("a block of the longest tau", [block(1073741823)], rules="line"),
        case("nearly 2^63 ticks", [loop(4294967295, loop(2147483647, SETTLE))], rules="line"),
        case("tables of two arrays, each at its stride", [loop(3, drive(0, 2), drive(1, 2, 1), PULSE)], [], [WIDE, OTHER] * 3, rules="line"),
        case("tables at a stride of twenty", [loop(2, drive(1, 20), PULSE)], [], [OTHER] + [WIDE] + [OTHER] * 19 + [WIDE], rules="line"),
        case("a streamed table", [await_(), PULSE], load=stream(1)),
        case("a streamed table a turn, sampled", [SENSE, loop(40, await_(1500, 7), BLOCK)], load=stream(40, 48)),
        case("results before, between and after", [SENSE, SAMPLE, SAMPLE, loop(3, SAMPLE, await_(), BLOCK, SAMPLE), SAMPLE], load=stream(3)),
        case("more results than memory, but not from one AWAIT to the next", [SENSE, loop(1000, await_(), block(10, 0, 0xFF))], load=stream(1000)),
        case("what is sensed after an AWAIT counts up to the next turn's", [loop(5, SAMPLE, await_(), SENSE, SETTLE)], load=stream(5)),
        case("AWAITs in nested loops and a resident table larger than they allow", [SENSE, drive(0), loop(3, SAMPLE, loop(2, await_(5, 9), BLOCK), loop(7, SAMPLE, SETTLE), await_(6, 1))], [], [UP], load=stream(9)),
        case("the longest wait", [await_(ticks=4294967295), SETTLE], load=stream(1)),
        case("streams of two arrays", [loop(3, await_(1), await_(2, array=1), PULSE)], rules="line", load={"stream-bytes": 3 * (44 + 84), "ring-bytes": 168}),
    ]


def refused():
    over = wire.table(0, [0, -2001, 2000])
    return [
        case("an image beyond the job memory", [SETTLE] * 257, expect="no-memory"),
        case("half an operation", [SETTLE], cut=8, expect="bad-image"),
        case("more operations than bytes", [SETTLE], load={"operations": 4294967295}, expect="bad-image"),
        case("more patterns than bytes", [SETTLE], load={"patterns": 4294967295}, expect="bad-image"),
        case("more tables than bytes", [SETTLE], load={"tables": 4294967295}, expect="bad-image"),
        case("bytes after the last part", [SETTLE], more=b"\0\0\0\0", expect="bad-image"),
        case("a pattern without its bits", [], [ALL], cut=4, expect="bad-image"),
        case("a table without its last codes", [], [], [UP], cut=4, expect="bad-image"),
        case("a pattern of an unknown kind", [], [wire.pattern(0, 2, [], 6)], expect="bad-image"),
        case("a table of too many codes", [], [], [wire.table(0, [1, 2, 3, 4])], expect="bad-image"),
        case("operation 0", [bytes(16)], expect="bad-operation"),
        case("operation 12, which 1.1 does not have", [bytes([12]) + bytes(15)], expect="bad-operation"),
        case("an AWAIT without a stream", [await_(), SETTLE], expect="bad-stream"),
        case("an AWAIT of no array", [await_(array=2)], load=stream(1), expect="bad-array"),
        case("an AWAIT of an array without drivers", [await_(array=1)], load=stream(1), expect="no-drivers"),
        case("an AWAIT that allows a code beyond the limit", [await_(2001)], load=stream(1), expect="over-code"),
        case("an AWAIT that may not wait", [await_(ticks=0)], load=stream(1), expect="bad-ticks"),
        case("an AWAIT with a reserved field", [raw(await_(), 8, 1)], load=stream(1), expect="bad-reserved"),
        case("a ring of less than two tables", [await_()], load=stream(1, 20), expect="bad-stream"),
        case("a ring of half a word more", [await_()], load=stream(1, 26), expect="bad-stream"),
        case("a stream of nearly 2^30 bytes in a program too long", [loop(89478485, await_(), SETTLE)], load=stream(89478485), expect="over-program-ticks"),
        case("a ring without a stream", [SETTLE], load={"ring-bytes": 24}, expect="bad-stream"),
        case("a stream that nothing takes", [SETTLE], load=stream(1), expect="bad-stream"),
        case("a stream one table short", [loop(4, await_(), SETTLE)], load=stream(3), expect="bad-stream"),
        case("a stream one byte too long", [loop(4, await_(), SETTLE)], load={"stream-bytes": 49, "ring-bytes": 24}, expect="bad-stream"),
        case("more tables than a stream can have", [loop(4294967295, loop(4294967295, await_(), SETTLE))], load=stream(1), expect="bad-stream"),
        case("a loop of AWAITs that takes no time", [loop(3, await_())], load=stream(3), expect="bad-loop"),
        case("an image that leaves no room for its ring", [await_(), SETTLE], load=stream(1, 4068), expect="no-memory"),
        case("code ticks of what an AWAIT allows", [await_(2000), loop(12, pulse(4000)), pulse(2001)], load=stream(1), expect="over-code-ticks"),
        case("more results than memory from one AWAIT to the next", [SENSE, loop(2, await_(), loop(35, block(10, 0, 0xFF)))], load=stream(2), expect="over-results"),
        case("another longest wait", [await_(), PULSE], load=stream(1), host={"wait-ticks": 501}, expect="proof-differs"),
        case("operation 255 among gates", [pulse(5, 1), b"\xff" + bytes(15)], expect="bad-operation"),
        case("a pattern of no array", [], [wire.pattern(2, 0, [], 5)], expect="bad-array"),
        case("a table of no array", [], [], [wire.table(2, [1])], expect="bad-array"),
        case("a switch of no array", [SETTLE, op("switch", array=2, pattern=0)], [ALL], expect="bad-array"),
        case("a drive of no array", [drive(0, 0, 255)], [], [UP], expect="bad-array"),
        case("a sense of no array", [sense(array=2)], expect="bad-array"),
        case("a gate of no array", [pulse(5, 1), gate(0, 2)], expect="bad-array"),
        case("a table of an array without drivers", [], [], [wire.table(1, [0, 0])], expect="no-drivers"),
        case("a drive of an array without drivers", [drive(0, 0, 1)], [], [UP], expect="no-drivers"),
        case("a pattern that does not exist", [op("switch", array=0, pattern=1)], [ALL], expect="bad-pattern"),
        case("a pattern of another array", [op("switch", array=0, pattern=1)], [ALL, LINES], expect="bad-pattern"),
        case("the largest pattern number", [op("switch", array=0, pattern=4294967295)], [ALL], expect="bad-pattern"),
        case("a crosspoint pattern on line switches", [], [wire.pattern(1, 1, [7], 8000)], rules="line", expect="line-switches"),
        case("a gate on line switches", [pulse(5, 1), gate(2, 1)], rules="line", expect="line-switches"),
        case("a table that does not exist", [SETTLE, drive(1)], [], [UP], expect="bad-table"),
        case("a table of no turn but the last", [loop(3, drive(0, 1), SETTLE)], [], [UP, DOWN], expect="bad-table"),
        case("tables beyond 2^63", [loop(4294967295, drive(4294967295, 4294967295), SETTLE)], [], [UP], expect="bad-table"),
        case("a table of another array", [drive(1)], [], [WIDE, OTHER], rules="line", expect="bad-table"),
        case("a table of another array at the third turn", [loop(4, drive(0, 1), SETTLE)], [], [WIDE, WIDE, OTHER, WIDE], rules="line", expect="bad-table"),
        case("a table of another array at a stride of twenty", [loop(2, drive(0, 20), SETTLE)], [], [WIDE] * 20 + [OTHER], rules="line", expect="bad-table"),
        case("rows past the end", [sense(first_row=1)], expect="bad-rows"),
        case("no rows past the end", [sense(first_row=3, row_count=0)], expect="bad-rows"),
        case("rows beyond 32 bits", [sense(first_row=4294967295, row_count=4294967295)], expect="bad-rows"),
        case("a range that does not exist", [sense(range=2)], expect="bad-range"),
        case("the largest range", [sense(range=65535)], expect="bad-range"),
        case("no averages", [sense(averages=0)], expect="bad-averages"),
        case("4097 averages", [sense(averages=4097)], expect="bad-averages"),
        case("a settle of no ticks", [SAFE, op("settle", ticks=0)], expect="bad-ticks"),
        case("a pulse of no ticks", [pulse(0)], expect="bad-ticks"),
        case("a block of no ticks", [block(0)], expect="bad-ticks"),
        case("a guard as long as its plateau", [block(100, 100)], expect="bad-ticks"),
        case("a ninth instant", [block(100, 0, 0x100)], expect="bad-instants"),
        case("a gate without a pulse", [gate(3)], expect="bad-gate"),
        case("a gate too many", [pulse(5, 1), gate(3), gate(4)], expect="bad-gate"),
        case("a gate earlier than the one before", [pulse(5, 2), gate(3), gate(2)], expect="bad-gate"),
        case("a gate after its pulse", [pulse(5, 1), gate(6)], expect="bad-gate"),
        case("a gate of no row", [pulse(5, 1), gate(3, row=2)], expect="bad-gate"),
        case("a gate of no column", [pulse(5, 1), gate(3, column=3)], expect="bad-gate"),
        case("a settle where a gate should be", [pulse(5, 1), SETTLE], expect="bad-gate"),
        case("fewer gates than told", [pulse(5, 3), gate(3)], expect="bad-gate"),
        case("gates past the end of a loop", [loop(2, pulse(5, 1)), gate(3)], expect="bad-gate"),
        case("a loop of no turns", [loop(0, SETTLE)], expect="bad-loop"),
        case("a loop of nothing", [loop(3), SETTLE], expect="bad-loop"),
        case("a loop past the end", [loop(3, SETTLE, operations=2)], expect="bad-loop"),
        case("a loop past the end of its loop", [loop(3, loop(2, SETTLE, operations=2)), SETTLE], expect="bad-loop"),
        case("five loops deep", [loop(2, loop(2, loop(2, loop(2, loop(2, SETTLE)))))], expect="bad-loop"),
        case("a loop that takes no time", [loop(4294967295, SENSE, SAMPLE, SAFE)], expect="bad-loop"),
        case("a loop within a loop that takes no time", [loop(2, SETTLE, loop(7, SAMPLE))], expect="bad-loop"),
        case("a settle with a reserved array", [raw(SETTLE, 1, 9)], expect="bad-reserved"),
        case("a block with an unknown flag", [raw(BLOCK, 2, 3)], expect="bad-reserved"),
        case("a pulse with an unknown flag", [raw(PULSE, 3, 1)], expect="bad-reserved"),
        case("a sample with a reserved d", [SETTLE, raw(SAMPLE, 15, 1)], expect="bad-reserved"),
        case("a sample with a reserved b", [SETTLE, raw(SAMPLE, 4, 1)], expect="bad-reserved"),
        case("a settle with a reserved c", [raw(SETTLE, 8, 1)], expect="bad-reserved"),
        case("a switch with a reserved a", [raw(op("switch", array=0, pattern=0), 2, 1)], [ALL], expect="bad-reserved"),
        case("crosspoints where lines are switched", [SETTLE], [wire.pattern(0, 1, [], 800)], rules="line", expect="line-switches"),
        case("a gate with a reserved a", [pulse(5, 1), raw(gate(3), 2, 1)], expect="bad-reserved"),
        case("a pattern with a reserved field", [], [ALL, wire.pattern(0, 1, [], 6, zero=256)], expect="bad-reserved"),
        case("a pattern with a bit too many", [], [wire.pattern(0, 1, [6], 6)], expect="bad-reserved"),
        case("a table with a reserved field", [], [], [UP, wire.table(0, [1, 2, 3], zero=1)], expect="bad-reserved"),
        case("a table with padding that is not zero", [], [], [wire.table(0, [1, 2, 3], pad=1)], expect="bad-reserved"),
        case("a code beyond the limit", [], [], [UP, over], expect="over-code"),
        case("-32768 beyond a limit of 32767", [], [], [wire.table(1, [-32768] * 40)], rules="line", expect="over-code"),
        case("a pulse longer than the limit", [SETTLE, pulse(4001)], expect="over-on-ticks"),
        case("a block longer than the limit", [block(1001)], expect="over-on-ticks"),
        case("a block of 2^34 ticks", [block(4294967295)], rules="line", expect="over-on-ticks"),
        case("a tick too many", [op("settle", ticks=1000000), SETTLE], expect="over-program-ticks"),
        case("2^128 ticks", [loop(4294967295, loop(4294967295, loop(4294967295, loop(4294967295, op("settle", ticks=4294967295)))))], rules="line", expect="over-program-ticks"),
        case("more than 2^63 ticks by one bit", [loop(4294967295, loop(4294967295, SETTLE))], rules="line", expect="over-program-ticks"),
        case("a code tick too many", [loop(12, pulse(4000)), pulse(2001)], [], [UP], expect="over-code-ticks"),
        case("code ticks of a block and pulses", [loop(13, pulse(3846)), block(3)], [], [UP], expect="over-code-ticks"),
        case("2^63 code ticks", [loop(4294967295, loop(65536, pulse(4095)))], [], [wire.table(0, [32767] * 20)], rules="line", expect="over-code-ticks"),
        case("more results than memory", [SENSE, loop(278, SAMPLE, SETTLE)], expect="over-results"),
        case("results of every instant", [SENSE, loop(35, block(10, 0, 0xFF))], expect="over-results"),
        case("a code is looked at before an operation", [gate(1)], [], [over], expect="over-code"),
        case("an operation is looked at before the totals", [op("settle", ticks=1000001), gate(1)], expect="bad-gate"),
        case("another duration", [SETTLE], host={"program-ticks": 2}, expect="proof-differs"),
        case("another largest code", [PULSE], [], [UP], host={"largest-code": 1999}, expect="proof-differs"),
        case("other code ticks", [PULSE], [], [UP], host={"code-ticks": 0}, expect="proof-differs"),
        case("other result bytes", [PULSE], host={"result-bytes": 36}, expect="proof-differs"),
        case("another image", [PULSE], host={"image-crc": 0}, expect="proof-differs"),
        case("the first difference counts", [PULSE], host={"image-crc": 0, "result-bytes": 1}, expect="proof-differs"),
    ]


def images():
    made = accepted() + refused()
    wanted = {e["name"] for e in wire.TABLE["errors"] if e["kind"] == "image"}
    missing = wanted - {m["refused"]["error"] for m in made if "refused" in m}
    if missing:
        raise AssertionError(f"no image for {missing}")
    return made
