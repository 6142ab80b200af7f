#!/bin/sh
# Runs the firmware on QEMU's mps2-an385: run.sh FIRMWARE.elf [QEMU options]. Prints one line, the bench URI of its
# UART, a TCP port of this machine that the system chooses. Ends when stdin does: so nobody's death leaves it behind.
set -u
if [ $# -lt 1 ]; then
    echo "usage: run.sh FIRMWARE.elf [QEMU options]; it runs until stdin ends" >&2
    exit 2
fi
elf=$1
shift
# The machine has no random source; the firmware finds its boot id in memory.
boot_id=$(od -An -N8 -tu8 /dev/urandom | tr -d ' ')

# A Ctrl-C in the terminal is for whoever holds stdin, and that one ends this when it is done.
apart=
if [ ! -t 0 ]; then
    trap '' INT HUP
    apart=$(command -v setsid)
fi

# QEMU is asked for the port over its own control channel (QMP), and told there to quit. What comes on stdin goes there.
{
    echo '{"execute": "qmp_capabilities"}'
    echo '{"execute": "query-chardev"}'
    while read -r order; do echo "$order"; done
    echo '{"execute": "quit"}'
} | $apart qemu-system-arm -M mps2-an385 -display none -monitor none -qmp stdio -kernel "$elf" \
    -device loader,addr=0x20100000,data="$boot_id",data-len=8 \
    -serial tcp:127.0.0.1:0,server=on,wait=off,nodelay=on "$@" |
    while read -r line; do
        address=${line#*disconnected:tcp:}
        [ "$address" = "$line" ] || echo "tcp://${address%%,*}"
    done
