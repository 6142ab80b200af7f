"""Proves programs of standard input, answers on standard output: ../reference/check/README.md."""

import struct
import sys

import proof
import wire


def read_question(data):
    """The rules, what LOAD says, and the image of one record."""
    at = 0

    def take(form):
        nonlocal at
        values = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return values

    (count,) = take("B")
    arrays = [dict(zip(["rows", "columns", "driven", "ranges"], take("HHBB"))) for _ in range(count)]
    lines, job_bytes, result_bytes, on, program, code = take("BIIIQQ")
    limits = {"on-ticks": on, "program-ticks": program, "code-ticks": code, "largest-codes": take(f"{count}H")}
    rules = {"arrays": arrays, "line-switches": lines, "job-bytes": job_bytes, "result-bytes": result_bytes, "limits": limits}
    load = dict(zip(["operations", "patterns", "tables", "stream-bytes", "ring-bytes"], take("IIIII")))
    (image,) = take("I")
    return rules, load, data[at : at + image]


def verdict(rules, load, image):
    try:
        p = proof.prove(image, load, rules)
    except proof.Refused as refused:
        r = refused.report
        return struct.pack("<HHIQ32x", wire.CODES["errors"][r["error"]], 0, r["operation"], r["value"])
    return struct.pack("<HHIQQQIIQ", 0, p["largest-code"], 0, 0, p["program-ticks"], p["code-ticks"], p["result-bytes"], p["image-crc"], p["wait-ticks"])


def main():
    data = sys.stdin.buffer.read()
    at = 0
    while at < len(data):
        (size,) = struct.unpack_from("<I", data, at)
        sys.stdout.buffer.write(verdict(*read_question(data[at + 4 : at + 4 + size])))
        at += 4 + size


if __name__ == "__main__":
    main()
