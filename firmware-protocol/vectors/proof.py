"""The proof of an image, written from PROTOCOL.md: one turn of a loop gives totals, which are added
up in whole numbers of any size. The Java prover multiplies executions instead and stops at 2^63 - 1.
"""

import struct

import wire

LARGEST = 2**63 - 1
BY_CODE = {o["code"]: o for o in wire.TABLE["operations"]["list"]}
TIMED = {wire.OPERATIONS[name]["code"] for name in ["settle", "block", "pulse"]}
CONSTANTS = {c["name"]: c["value"] for c in wire.TABLE["constants"]}


class Refused(Exception):
    def __init__(self, error, operation, value):
        super().__init__(error, operation, value)
        self.report = dict(error=error, operation=operation, value=min(value, LARGEST))


def need(holds, error, operation, value):
    if not holds:
        raise Refused(error, operation, value)


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        need(len(self.data) - self.at >= count, "bad-image", 0, len(self.data) - self.at)
        self.at += count
        return self.data[self.at - count : self.at]


def read(image, load, arrays):
    """Splits an image: operations as raw fields, pattern arrays and kinds, tables as codes."""
    data = Reader(image)
    operations = [struct.unpack("<BBHIII", data.take(16)) for _ in counted(load["operations"], image)]
    patterns = []
    for index in counted(load["patterns"], image):
        array, kind, zero = struct.unpack("<BBH", data.take(4))
        need(array < len(arrays), "bad-array", 0, array)
        need(kind <= 1, "bad-image", 0, kind)
        rows, columns = arrays[array]["rows"], arrays[array]["columns"]
        count = rows + columns if kind == 0 else rows * columns
        bits = int.from_bytes(data.take((count + 31) // 32 * 4), "little")
        need(zero == 0 and bits < 1 << count, "bad-reserved", 0, index)
        patterns.append((array, kind))
    tables = []
    for index in counted(load["tables"], image):
        array, zero, count = struct.unpack("<BBH", data.take(4))
        need(array < len(arrays), "bad-array", 0, array)
        need(count == arrays[array]["columns"], "bad-image", 0, count)
        body = data.take((count + 1) // 2 * 4)
        need(zero == 0 and not any(body[2 * count :]), "bad-reserved", 0, index)
        tables.append((array, struct.unpack(f"<{count}h", body[: 2 * count])))
    need(data.at == len(image), "bad-image", 0, len(image) - data.at)
    return operations, patterns, tables


def counted(count, image):
    """Each part takes at least four bytes, so a count that lies ends by running out of image."""
    return range(min(count, len(image) + 1))


class Totals:
    """Sums over time. `stretches` are the result bytes up to the first AWAIT, the most between two,
    and those after the last; one number where there is no AWAIT."""

    def __init__(self, ticks=0, pulse_ticks=0, tau=0, bytes=0, code=0):
        self.ticks, self.pulse_ticks, self.tau, self.code = ticks, pulse_ticks, tau, code
        self.stretches, self.wait, self.stream = [bytes], 0, 0

    def plus(self, other, times=1):
        self.ticks += times * other.ticks
        self.pulse_ticks += times * other.pulse_ticks
        self.tau = max(self.tau, other.tau)
        self.code = max(self.code, other.code)
        self.wait += times * other.wait
        self.stream += times * other.stream
        if len(other.stretches) == 1:
            self.stretches[-1] += times * other.stretches[0]
        for _ in range(min(times, 2) if len(other.stretches) > 1 else 0):  # a third time is like the second
            joined = self.stretches + other.stretches[1:]
            joined[len(self.stretches) - 1] += other.stretches[0]
            self.stretches = [joined[0], max(joined[1:-1], default=0), joined[-1]]

    def most_bytes(self):
        return max(self.stretches)


class Prover:
    def __init__(self, rules, operations, patterns, tables, ring):
        self.ring = ring
        self.rules, self.arrays, self.limits = rules, rules["arrays"], rules["limits"]
        self.operations, self.patterns, self.tables = operations, patterns, tables
        self.rows = [0] * len(self.arrays)

    def named(self, index):
        """An operation's name and its fields; refuses bits that must be zero."""
        code, *raw = self.operations[index]
        need(code in BY_CODE, "bad-operation", index, code)
        entry = BY_CODE[code]
        left = dict(zip(["array", "a", "b", "c", "d"], raw))
        values = {f["name"]: left[f["at"]] for f in entry["fields"]}
        for place, value in left.items():
            used = [f for f in entry["fields"] if f["at"] == place]
            most = 1 if used and used[0].get("values") == "flag" else None
            need(value == 0 if not used else most is None or value <= most, "bad-reserved", index, value)
        return entry["name"], values

    def sample_bytes(self):
        header, most = CONSTANTS["result-header-bytes"], CONSTANTS["most-rows-a-record"]
        return sum(-(-rows // most) * header + 4 * rows for rows in self.rows)

    def array(self, array, index):
        need(array < len(self.arrays), "bad-array", index, array)
        return self.arrays[array]

    def run(self, start, end, turns=1, depth=0):
        """The totals of one execution of operations start to end."""
        total, index = Totals(), start
        while index < end:
            name, f = self.named(index)
            step, taken = Totals(), 1
            if name == "loop":
                step, taken = self.loop(f, index, end, depth)
            elif name == "pulse":
                step, taken = self.pulse(f, index, end)
            elif name == "await":
                step = self.wait(f, index)
            else:
                step = getattr(self, name)(f, index, turns) or step
            total.plus(step)
            index += taken
        return total

    def loop(self, f, index, end, depth):
        body = range(index + 1, min(end, index + 1 + f["operations"]))
        timed = any(self.operations[i][0] in TIMED for i in body)
        fits = 1 <= f["operations"] <= end - index - 1
        need(f["turns"] >= 1 and fits and depth < CONSTANTS["deepest-loop"] and timed, "bad-loop", index, f["turns"])
        total = Totals()
        total.plus(self.run(body.start, body.stop, f["turns"], depth + 1))
        if f["turns"] > 1:  # every later turn senses what the first one left
            total.plus(self.run(body.start, body.stop, f["turns"], depth + 1), f["turns"] - 1)
        return total, 1 + f["operations"]

    def pulse(self, f, index, end):
        width = f["width-ticks"]
        need(width >= 1, "bad-ticks", index, width)
        need(width <= self.limits["on-ticks"], "over-on-ticks", index, width)
        need(f["gates"] <= end - index - 1, "bad-gate", index, f["gates"])
        last = 0
        for i in range(index + 1, index + 1 + f["gates"]):
            name, g = self.named(i)
            need(name == "gate", "bad-gate", i, self.operations[i][0])
            array = self.array(g["array"], i)
            need(not self.rules["line-switches"], "line-switches", i, g["array"])
            inside = g["row"] < array["rows"] and g["column"] < array["columns"]
            need(last <= g["tick"] <= width and inside, "bad-gate", i, g["tick"])
            last = g["tick"]
        return Totals(width, width, 0, self.sample_bytes() if f["sampled"] else 0), 1 + f["gates"]

    def switch(self, f, index, turns):
        self.array(f["array"], index)
        known = f["pattern"] < len(self.patterns) and self.patterns[f["pattern"]][0] == f["array"]
        need(known, "bad-pattern", index, f["pattern"])

    def settle(self, f, index, turns):
        need(f["ticks"] >= 1, "bad-ticks", index, f["ticks"])
        return Totals(f["ticks"])

    def drive(self, f, index, turns):
        need(self.array(f["array"], index)["driven"], "no-drivers", index, f["array"])
        last = f["first"] + f["stride"] * (turns - 1)
        need(last < len(self.tables), "bad-table", index, last)
        for turn in range(turns if f["stride"] else 1):
            chosen = f["first"] + f["stride"] * turn
            need(self.tables[chosen][0] == f["array"], "bad-table", index, chosen)

    def sense(self, f, index, turns):
        array = self.array(f["array"], index)
        end = f["first-row"] + f["row-count"]
        need(end <= array["rows"], "bad-rows", index, end)
        need(f["range"] < array["ranges"], "bad-range", index, f["range"])
        need(1 <= f["averages"] <= CONSTANTS["most-averages"], "bad-averages", index, f["averages"])
        self.rows[f["array"]] = f["row-count"]

    def block(self, f, index, turns):
        tau = f["tau-ticks"]
        need(tau >= 1, "bad-ticks", index, tau)
        need(f["guard-ticks"] < tau, "bad-ticks", index, f["guard-ticks"])
        need(f["instants"] <= 0xFF, "bad-instants", index, f["instants"])
        need(4 * tau <= self.limits["on-ticks"], "over-on-ticks", index, 4 * tau)
        return Totals(4 * tau, 0, tau, f["instants"].bit_count() * self.sample_bytes())

    def wait(self, f, index):
        array = self.array(f["array"], index)
        need(array["driven"], "no-drivers", index, f["array"])
        need(f["largest-code"] <= self.limits["largest-codes"][f["array"]], "over-code", index, f["largest-code"])
        need(f["ticks"] >= 1, "bad-ticks", index, f["ticks"])
        table = 4 + (array["columns"] + 1) // 2 * 4
        need(2 * table <= self.ring, "bad-stream", index, table)
        total = Totals(code=f["largest-code"])
        total.stretches, total.wait, total.stream = [0, 0, 0], f["ticks"], table
        return total

    def sample(self, f, index, turns):
        return Totals(bytes=self.sample_bytes())

    def safe(self, f, index, turns):
        self.rows = [0] * len(self.arrays)

    def gate(self, f, index, turns):
        raise Refused("bad-gate", index, f["tick"])


def prove(image, load, rules):
    """The proof of an image as fields, or Refused."""
    stream, ring = load.get("stream-bytes", 0), load.get("ring-bytes", 0)
    need(len(image) + ring <= rules["job-bytes"], "no-memory", 0, len(image) + ring)
    operations, patterns, tables = read(image, load, rules["arrays"])
    limits, largest = rules["limits"], 0
    for array, codes in tables:
        need(rules["arrays"][array]["driven"], "no-drivers", 0, array)
        own = max((abs(c) for c in codes), default=0)
        need(own <= limits["largest-codes"][array], "over-code", 0, own)
        largest = max(largest, own)
    for array, kind in patterns:
        need(not (rules["line-switches"] and kind == 1), "line-switches", 0, array)
    total = Prover(rules, operations, patterns, tables, ring).run(0, len(operations))
    need(ring % 4 == 0 and (stream or not ring), "bad-stream", 0, ring)
    need(total.stream == stream, "bad-stream", 0, total.stream)
    largest = max(largest, total.code)
    code_ticks = largest * (total.pulse_ticks + total.tau)
    for value, limit, error in [
        (total.ticks, limits["program-ticks"], "over-program-ticks"),
        (code_ticks, limits["code-ticks"], "over-code-ticks"),
        (total.most_bytes(), rules["result-bytes"], "over-results"),
    ]:
        need(value <= limit and value < LARGEST, error, 0, value)
    return {
        "program-ticks": total.ticks,
        "largest-code": largest,
        "code-ticks": code_ticks,
        "result-bytes": total.most_bytes(),
        "image-crc": wire.crc32c(image),
        "wait-ticks": total.wait,
    }
