"""Fills the tables of PROTOCOL.md from messages.json, between comments that name them."""

import re

import wire


def constant(name):
    return name.upper().replace("-", "_")


def kind(field):
    of = {"list": "list of ", "rest": "to the end, "}.get(field["type"], "")
    return of + field["of"] if of else field["type"]


def described(field):
    values = wire.TABLE["value-sets"].get(field.get("values"), [])
    codes = ", ".join(f"{v['code']} {v['name']}" for v in values)
    about = field["about"] + (f" ({codes})" if codes else "")
    return f"`{field['name']}` {kind(field)}: {about}"


def table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def messages():
    parts = []
    for sender, title in [("host", "From the host"), ("board", "From the board")]:
        rows = []
        for m in wire.TABLE["messages"]:
            if m["from"] == sender:
                mark = "" if m["sequenced"] else " (unsequenced)"
                fields = "<br>".join(described(f) for f in m["fields"]) or "none"
                rows.append([f"0x{m['code']:02x}", constant(m["name"]) + mark, m["about"], fields])
        parts.append(f"{title}:\n\n" + table(["code", "message", "meaning", "fields"], rows))
    proof = "<br>".join(described(f) for f in wire.GROUPS["proof"])
    parts.append("A `proof` is:\n\n" + table(["fields"], [[proof]]))
    return "\n\n".join(parts)


def operations():
    rows = []
    for o in wire.TABLE["operations"]["list"]:
        fields = "<br>".join(f"{f['at']}: `{f['name']}`, {f['about']}" for f in o["fields"]) or "none"
        rows.append([str(o["code"]), constant(o["name"]), o["about"], fields])
    return table(["code", "operation", "meaning", "fields"], rows)


def errors():
    kinds = {"none": "", "message": "a message is refused", "image": "a program is refused (VERIFY)", "fault": "the board goes safe and latches"}
    rows = [[str(e["code"]), constant(e["name"]), kinds[e["kind"]], e["about"], e["value"]] for e in wire.TABLE["errors"]]
    return table(["code", "error", "when", "meaning", "value"], rows)


def states():
    rows = [[str(s["code"]), constant(s["name"]), s["about"]] for s in wire.TABLE["job-states"]]
    return table(["code", "job state", "meaning"], rows)


def table_hash():
    return f"The hash of this table is 0x{wire.table_hash():08x}."


def fill(path):
    text = path.read_text()
    for name, build in [("messages", messages), ("operations", operations), ("errors", errors), ("job-states", states), ("hash", table_hash)]:
        start, end = f"<!-- {name}: filled from messages.json -->", f"<!-- end of {name} -->"
        if text.count(start) != 1 or text.count(end) != 1:
            raise ValueError(f"{path.name} has not one place for {name}")
        body = f"{start}\n\n{build()}\n\n{end}"
        text = re.sub(re.escape(start) + ".*?" + re.escape(end), lambda _: body, text, flags=re.S)
    path.write_text(text)
