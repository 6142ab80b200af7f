#!/bin/sh
# Which branches of the decoder, the link and the verifier the tests have taken: coverage.sh BUILD. Fails unless it is
# all of them. Says so in one sentence where no test has run.
set -eu
objects=$(cd "$1" && pwd)/coverage/core
cd "$(dirname "$0")"
if ! command -v gcov >/dev/null || [ -z "$(find "$objects" -name '*.gcda' 2>/dev/null)" ]; then
    echo "firmware: branches=unknown; gcov is missing or no test has asked the firmware"
    exit 0
fi
missed=0
all=0
for file in fb_frame fb_link fb_send fb_program fb_prove; do
    # Each branch has a line "branch  0 taken 3" or "branch  1 never executed".
    report=$objects/$file.branches
    gcov -b -c -t -o "$objects" "core/$file.c" >"$report" 2>/dev/null
    never=$(grep -c '^branch .*\(taken 0\|never executed\)' "$report" || true)
    missed=$((missed + never))
    all=$((all + $(grep -c '^branch ' "$report" || true)))
    [ "$never" -eq 0 ] || echo "firmware: file=$file.c, branches-never-taken=$never; they are in $report" >&2
done
echo "firmware: branches of decoder, link and verifier taken by tests: $((all - missed)) of $all"
[ "$missed" -eq 0 ]
