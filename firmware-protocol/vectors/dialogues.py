"""Golden dialogues: what a host says and what every board must answer."""

import proof
import wire
from images import SAFE, SETTLE, drive, pulse
from wire import operation as op

# The board that answers: the dialogues are true of every board of this description.
BOARD = {
    "arrays": [{"rows": 2, "columns": 2, "differential": False, "driven": True, "dac-bits": "at least 11", "ranges": 1}],
    "switch-kind": "crosspoint",
    "job-bytes": "at least 1024",
    "result-bytes": "at least 1024",
    "longest-on-ticks": "at least 1000",
    "longest-program-ticks": "at least 1000000",
    "longest-watchdog-millis": 100,
}
LIMITS = {"watchdog-millis": 100, "on-ticks": 1000, "program-ticks": 1000000, "code-ticks": 10000000, "largest-codes": [1000]}
RULES = {
    "arrays": [{"rows": 2, "columns": 2, "driven": True, "ranges": 1}],
    "line-switches": False,
    "job-bytes": 1024,
    "result-bytes": 1024,
    "limits": LIMITS,
}
ANY = "any"
SENSE = op("sense", **{"array": 0, "range": 0, "first-row": 0, "row-count": 2, "averages": 4})
AWAIT = op("await", **{"array": 0, "largest-code": 500, "ticks": 1000000})
LOOP = op("loop", turns=3, operations=2)
STREAMING = ([op("switch", array=0, pattern=0), SENSE, LOOP, AWAIT, pulse(100, sampled=1), SAFE], [wire.pattern(0, 1, [0, 3], 4)], [])
STREAM = b"".join(wire.table(0, codes) for codes in [[500, -250], [0, 0], [-500, 499]])
ONE_PULSE = (
    [op("switch", array=0, pattern=0), op("settle", ticks=50), drive(0), SENSE, pulse(100, sampled=1), SAFE],
    [wire.pattern(0, 1, [0, 3], 4)],
    [wire.table(0, [500, -250])],
)


class Dialogue:
    """Collects steps; numbers the sequenced frames of each direction as the link must."""

    def __init__(self, about):
        self.about, self.steps, self.needs = about, [], {}
        self.session(1)

    def session(self, number):
        self.number, self.next = number, {"host": 0, "board": 0}

    def say(self, who, message, **values):
        fields = {k.replace("_", "-"): v for k, v in values.items()}
        entry = wire.MESSAGES[who, message]
        missing = {f["name"] for f in entry["fields"]} ^ set(fields)
        if missing:
            raise ValueError(f"{message}: {missing}")
        step = {"session": self.number, "message": message, "fields": fields}
        if entry["sequenced"]:
            step["sequence"] = self.next[who]
            self.next[who] += 1
        self.steps.append({who: step})

    def host(self, message, **values):
        self.say("host", message, **values)

    def board(self, message, **values):
        self.say("board", message, **values)

    def refused(self, message, error, job=0, operation=0, value=0):
        code = wire.MESSAGES["host", message]["code"]
        self.board("refused", message_type=code, job=job, error=error, operation=operation, value=value)

    def hello(self, fault="none", fault_job=0):
        self.host("hello", major=1, minor=1, table_hash=wire.table_hash(), credit_frames=256, credit_bytes=262144)
        self.identity(True, fault, fault_job)

    def identity(self, accepted, fault="none", fault_job=0):
        self.board("identity", boot_id=ANY, major=1, minor=1, table_hash=wire.table_hash(), accepted=accepted, session_key=ANY if accepted else 0, fault=fault, fault_job=fault_job, credit_frames=ANY, credit_bytes=ANY, board_id=ANY, firmware=ANY)

    def describe(self):
        self.host("describe")
        self.board("description", arrays=1, topology=ANY, switch_kind=0, features=ANY, ticks_per_second=ANY, neuron_microvolts=ANY, neuron_picoamperes=ANY, job_bytes=ANY, result_bytes=ANY, longest_on_ticks=ANY, longest_program_ticks=ANY, longest_watchdog_millis=100)
        self.board("array", index=0, rows=2, columns=2, differential=False, driven=True, dac_bits=ANY, dac_microvolts=ANY, adc_bits=ANY, conversion_ticks=ANY, range_picoamperes=ANY)

    def confirm(self):
        """With the key of the last IDENTITY, which only the board knows beforehand."""
        self.host("confirm", session_key="identity")

    def limits(self):
        self.confirm()
        self.host("limits", **{k.replace("-", "_"): v for k, v in LIMITS.items()})
        self.board("limits-set", crc=wire.crc32c(wire.payload("host", "limits", LIMITS)))

    def load(self, job, parts, cuts=(), stream=0, ring=0):
        """LOAD and the whole image; `cuts` splits it into several LOAD_DATA."""
        operations, patterns, tables = parts
        image = b"".join(operations) + b"".join(patterns) + b"".join(tables)
        counts = {"operations": len(operations), "patterns": len(patterns), "tables": len(tables)}
        counts.update({"stream-bytes": stream, "ring-bytes": ring})
        self.host("load", job=job, image_bytes=len(image), **{k.replace("-", "_"): v for k, v in counts.items()})
        bounds = [0, *cuts, len(image)]
        for start, end in zip(bounds, bounds[1:]):
            self.host("load-data", job=job, offset=start, bytes=image[start:end].hex())
        return image, counts

    def ready(self, job, parts, cuts=(), stream=0, ring=0):
        """From LOAD to ARMED."""
        own = proof.prove(*self.load(job, parts, cuts, stream, ring), RULES)
        self.host("verify", job=job, proof=own)
        self.board("verified", job=job, proof=own)
        self.host("arm", job=job)
        self.board("armed", job=job)

    def settles(self, job, ticks):
        """A job of one SETTLE, to its end."""
        self.ready(job, ([op("settle", ticks=ticks)], [], []))
        self.host("start", job=job)
        self.board("started", job=job, tick=ANY)
        self.done(job, 0, ticks)

    def done(self, job, operation, ticks, pulses=0, records=0):
        self.board("done", job=job, state="done", operation=operation, fault="none", ticks=ticks, pulses=pulses, records=records)

    def stream(self, job, offset, data):
        self.host("stream-data", job=job, offset=offset, bytes=data.hex())

    def faulted(self, job, operation, fault, pulses=0, records=0):
        self.board("done", job=job, state="faulted", operation=operation, fault=fault, ticks=ANY, pulses=pulses, records=records)
        self.host("query", job=job)
        self.board("job", job=job, state="faulted")

    def document(self):
        return {"about": self.about, "board": dict(BOARD, **self.needs), "steps": self.steps}


def hello_and_describe():
    d = Dialogue("A host finds a board, learns what it is, sets limits and leaves.")
    d.host("heartbeat", count=1)
    d.board("no-session", boot_id=ANY)
    d.hello()
    d.host("hello", major=1, minor=1, table_hash=wire.table_hash(), credit_frames=256, credit_bytes=262144)
    d.identity(True)
    d.describe()
    d.host("load", job=1, image_bytes=16, operations=1, patterns=0, tables=0, stream_bytes=0, ring_bytes=0)
    d.refused("load", "no-limits", job=1)
    d.host("limits", **{k.replace("-", "_"): v for k, v in LIMITS.items()})
    d.refused("limits", "bad-key")
    d.confirm()
    d.host("limits", **{k.replace("-", "_"): v for k, v in dict(LIMITS, **{"on-ticks": 0}).items()})
    d.refused("limits", "bad-limits", value=1)
    d.limits()
    d.host("limits", **{k.replace("-", "_"): v for k, v in LIMITS.items()})
    d.refused("limits", "wrong-state")
    d.host("heartbeat", count=7)
    d.board("status", boot_id=ANY, tick=ANY, count=7, running_job=0, fault="none", fault_job=0)
    d.host("bye")
    d.board("goodbye")
    return d


def foreign_host():
    d = Dialogue("A host with another message table is told who the board is, and no session begins.")
    d.host("hello", major=1, minor=1, table_hash=wire.table_hash() ^ 1, credit_frames=256, credit_bytes=262144)
    d.identity(False)
    d.host("describe")
    d.board("no-session", boot_id=ANY)
    d.session(2)
    d.host("hello", major=2, minor=1, table_hash=wire.table_hash(), credit_frames=256, credit_bytes=262144)
    d.identity(False)
    d.session(3)
    d.hello()
    d.describe()
    return d


def one_pulse_job():
    d = Dialogue("One pulse of 100 ticks on the diagonal, sampled before its release.")
    d.hello()
    d.describe()
    d.limits()
    d.ready(7, ONE_PULSE, cuts=(50, 51))
    d.host("start", job=7)
    d.board("started", job=7, tick=ANY)
    record = {"operation": 4, "turn": 0, "tick": 150, "instant": 0, "array": 0, "range": 0, "flags": ANY, "averages": 4, "first-row": 0, "sums": ANY}
    d.board("results", job=7, records=[record])
    d.done(7, 5, 150, 1, 1)
    d.host("release", job=7)
    d.board("released", job=7)
    d.host("query", job=7)
    d.board("job", job=7, state="done")
    d.host("bye")
    d.board("goodbye")
    return d


def refused_job():
    d = Dialogue("A job that breaks a limit is refused with its operation and value, and what follows it too.")
    d.hello()
    d.limits()
    d.load(9, ([SETTLE, drive(0), pulse(1001)], [], [wire.table(0, [1, 2])]))
    d.host("verify", job=9, proof={"program-ticks": 1002, "largest-code": 2, "code-ticks": 2002, "result-bytes": 0, "image-crc": 0, "wait-ticks": 0})
    d.refused("verify", "over-on-ticks", job=9, operation=2, value=1001)
    d.host("arm", job=9)
    d.refused("arm", "unknown-job", job=9)
    d.host("start", job=9)
    d.refused("start", "unknown-job", job=9)
    d.host("query", job=9)
    d.board("job", job=9, state="unknown")
    d.host("load", job=9, image_bytes=32, operations=2, patterns=0, tables=0, stream_bytes=0, ring_bytes=0)
    d.host("load-data", job=9, offset=16, bytes=SETTLE.hex())
    d.refused("load-data", "bad-offset", job=9, value=16)
    d.host("verify", job=9, proof=proof.prove(SETTLE, {"operations": 1, "patterns": 0, "tables": 0}, RULES))
    d.refused("verify", "unknown-job", job=9)
    image, counts = d.load(9, ([SETTLE], [], []))
    wrong = dict(proof.prove(image, counts, RULES), **{"program-ticks": 2})
    d.host("verify", job=9, proof=wrong)
    d.refused("verify", "proof-differs", job=9, value=0)
    d.settles(9, 3)
    return d


def abort():
    d = Dialogue("ABORT drops an armed job and latches; only CLEAR of the right fault lets jobs in again.")
    d.hello()
    d.limits()
    d.ready(1, ([op("settle", ticks=10)], [], []))
    d.host("abort", count=3)
    status = dict(boot_id=ANY, tick=ANY, running_job=0, fault="aborted", fault_job=0)
    d.board("status", count=3, **status)
    d.host("start", job=1)
    d.refused("start", "latched", job=1, value=wire.CODES["errors"]["aborted"])
    d.host("heartbeat", count=4)
    d.board("status", count=4, **status)
    d.host("clear", fault="watchdog")
    d.refused("clear", "wrong-fault", value=wire.CODES["errors"]["aborted"])
    d.host("clear", fault="aborted")
    d.board("cleared", fault="aborted")
    d.host("clear", fault="aborted")
    d.refused("clear", "wrong-fault")
    d.host("start", job=1)
    d.refused("start", "unknown-job", job=1)
    d.settles(1, 10)
    return d


def known_id():
    d = Dialogue("START of a job that was started before answers its state and fires nothing.")
    d.hello()
    d.limits()
    d.settles(5, 20)
    d.host("start", job=5)
    d.board("job", job=5, state="done")
    d.host("release", job=5)
    d.board("released", job=5)
    d.host("start", job=5)
    d.board("job", job=5, state="done")
    d.host("load", job=5, image_bytes=16, operations=1, patterns=0, tables=0, stream_bytes=0, ring_bytes=0)
    d.refused("load", "bad-job", job=5)
    d.host("load", job=0, image_bytes=16, operations=1, patterns=0, tables=0, stream_bytes=0, ring_bytes=0)
    d.refused("load", "bad-job")
    d.host("query", job=6)
    d.board("job", job=6, state="unknown")
    d.host("start", job=6)
    d.refused("start", "unknown-job", job=6)
    d.settles(6, 1)
    return d


def two_sessions():
    d = Dialogue("A second session ends the first; the ledger outlives it, limits and loaded jobs do not.")
    d.hello()
    d.limits()
    d.settles(5, 20)
    d.host("release", job=5)
    d.board("released", job=5)
    d.ready(6, ([op("settle", ticks=10)], [], []))
    d.session(2)
    d.hello()
    d.number = 1
    d.host("heartbeat", count=1)
    d.board("no-session", boot_id=ANY)
    d.session(2)
    d.limits()
    d.host("start", job=6)
    d.refused("start", "unknown-job", job=6)
    d.host("start", job=5)
    d.board("job", job=5, state="done")
    d.settles(6, 10)
    return d


def replayed_session():
    """What a line may have kept of an earlier session must drive nothing, though the ledger does not know its job."""
    d = Dialogue("A whole session comes again, late: the board gives it another key, so that nothing of it is taken.")
    d.hello()
    d.host("confirm", session_key=0)
    d.refused("confirm", "bad-key")
    d.host("clear", fault="aborted")
    d.refused("clear", "bad-key")
    d.host("limits", **{k.replace("-", "_"): v for k, v in LIMITS.items()})
    d.refused("limits", "bad-key")
    d.host("load", job=7, image_bytes=16, operations=1, patterns=0, tables=0, stream_bytes=0, ring_bytes=0)
    d.refused("load", "no-limits", job=7)
    d.host("start", job=7)
    d.refused("start", "unknown-job", job=7)
    return d


def begin_stream(about, operations=None):
    """A job that awaits three tables in a ring of two."""
    d = Dialogue(about)
    d.needs = {"features": ["streamed-tables"]}
    d.hello()
    d.limits()
    d.ready(3, STREAMING if operations is None else operations, stream=len(STREAM), ring=16)
    d.host("start", job=3)
    d.board("started", job=3, tick=ANY)
    return d


def pulse_record(turn):
    return {"operation": 4, "turn": turn, "tick": ANY, "instant": 0, "array": 0, "range": 0, "flags": ANY, "averages": 4, "first-row": 0, "sums": ANY}


def streamed_tables():
    d = begin_stream("Tables follow the start, cut anywhere; what is left over after the end means nothing.")
    d.stream(3, 0, STREAM[:7])
    d.host("heartbeat", count=1)
    d.board("status", boot_id=ANY, tick=ANY, count=1, running_job=3, fault="none", fault_job=0)
    for turn, end in enumerate([15, 23, 24]):
        d.stream(3, [7, 15, 23][turn], STREAM[[7, 15, 23][turn] : end])
        d.board("stream-taken", job=3, bytes=8 * turn + 8)
        d.board("results", job=3, records=[pulse_record(turn)])
    d.board("done", job=3, state="done", operation=5, fault="none", ticks=ANY, pulses=3, records=3)
    d.stream(3, 24, STREAM[:8])
    d.host("release", job=3)
    d.board("released", job=3)
    d.stream(3, 0, STREAM[:8])
    d.stream(4, 0, STREAM[:8])
    d.refused("stream-data", "unknown-job", job=4)
    d.ready(4, ([SETTLE], [], []))
    d.stream(4, 0, STREAM[:8])
    d.refused("stream-data", "wrong-state", job=4, value=wire.CODES["job-states"]["armed"])
    return d


def refused_table():
    d = begin_stream("A table beyond what its AWAIT allows is never driven: the board goes safe first.")
    d.stream(3, 0, STREAM[:8])
    d.board("stream-taken", job=3, bytes=8)
    d.board("results", job=3, records=[pulse_record(0)])
    d.stream(3, 8, wire.table(0, [0, -501]))
    d.faulted(3, 3, "stream-refused", pulses=1, records=1)
    d.stream(3, 16, STREAM[16:])
    d.host("load", job=4, image_bytes=16, operations=1, patterns=0, tables=0, stream_bytes=0, ring_bytes=0)
    d.refused("load", "latched", job=4, value=wire.CODES["errors"]["stream-refused"])
    d.host("clear", fault="stream-refused")
    d.board("cleared", fault="stream-refused")
    d.settles(4, 2)
    return d


def overrun_ring():
    d = begin_stream("A stretch for which the ring has no room ends the job.")
    d.stream(3, 0, STREAM)
    d.faulted(3, 3, "stream-refused")
    return d


def late_table():
    wait = op("await", **{"array": 0, "largest-code": 500, "ticks": 1})
    operations, patterns, tables = STREAMING
    d = begin_stream("A table that comes later than its AWAIT may wait is not driven.", (operations[:3] + [wait] + operations[4:], patterns, tables))
    d.faulted(3, 3, "starved")
    d.stream(3, 0, STREAM[:8])
    d.host("clear", fault="starved")
    d.board("cleared", fault="starved")
    return d


def dialogues():
    made = [hello_and_describe, foreign_host, one_pulse_job, refused_job, abort, known_id, two_sessions, replayed_session, streamed_tables, refused_table, overrun_ring, late_table]
    return {build.__name__.replace("_", "-"): build().document() for build in made}
