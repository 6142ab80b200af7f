#!/bin/sh
# Builds the ports that this machine can build, and says in one sentence what it cannot. Called by Maven and by hand;
# says nothing when nothing has changed and nothing is missing.
#
#     build.sh [BUILD [check]]     BUILD: where to, target/firmware by default; check: what the tests ask, too
set -eu
reference=$(cd "$(dirname "$0")" && pwd)
build=${1:-$reference/../../target/firmware}
mkdir -p "$build"
build=$(cd "$build" && pwd)
cd "$reference"

if [ "$(uname -s)" != Linux ]; then
    echo "firmware: system=$(uname -s); the C firmware is built and tested on Linux only"
    exit 0
fi
if ! command -v gcc >/dev/null || ! command -v make >/dev/null; then
    echo "firmware: compiler=none; the C firmware is neither built nor tested, install gcc and make"
    exit 0
fi
make -s --no-print-directory BUILD="$build" host
if [ "${2:-}" = check ]; then
    make -s --no-print-directory BUILD="$build" check
    # What the tests that follow take is counted anew.
    find "$build/coverage" -name '*.gcda' -delete
fi
if ! command -v arm-none-eabi-gcc >/dev/null; then
    echo "firmware: arm-none-eabi-gcc=none; the firmware is not built for a Cortex-M3," \
        "install gcc-arm-none-eabi and libnewlib-arm-none-eabi"
    exit 0
fi
make -s --no-print-directory BUILD="$build" mps2-an385

# What a port may count on, PROTOCOL.md section 12.
figures=$(make -s --no-print-directory BUILD="$build" size)
[ "$figures" = "$(cat "$build/size.txt" 2>/dev/null)" ] || echo "$figures" | tee "$build/size.txt"
ram=$(echo "$figures" | sed -n 's/.*core-ram-bytes=\([0-9]*\).*/\1/p')
if [ "$ram" -gt 49152 ]; then
    echo "firmware: core-ram-bytes=$ram, limit=49152; PROTOCOL.md promises ports less" >&2
    exit 1
fi
