#!/bin/sh
# Runs the firmware on QEMU's mps2-an385 behind a TCP port of this machine, and ends it when stdin ends: so nobody's
# death leaves it behind. Prints one line: the bench URI.
set -u
if [ $# -lt 2 ]; then
    echo "usage: run.sh FIRMWARE.elf PORT [QEMU options]; it runs until stdin ends" >&2
    exit 2
fi
elf=$1
port=$2
shift 2
boot_id=$(od -An -N8 -tu8 /dev/urandom | tr -d ' ')

# A shell gives what it starts in the background no stdin.
exec 3<&0
qemu-system-arm -M mps2-an385 -display none -monitor none -kernel "$elf" \
    -device loader,addr=0x20100000,data="$boot_id",data-len=8 \
    -serial "tcp:127.0.0.1:$port,server=on,wait=off,nodelay=on" "$@" </dev/null 3<&- &
qemu=$!
trap 'kill -KILL $qemu 2>/dev/null' TERM INT HUP
{
    while read -r _; do :; done
    kill -KILL $qemu 2>/dev/null
} <&3 >/dev/null 2>&1 &
watcher=$!
echo "tcp://127.0.0.1:$port"
wait $qemu
code=$?
kill $watcher 2>/dev/null
# Ended by stdin or a signal is ended as it should be.
[ $code -gt 128 ] && exit 0
exit $code
