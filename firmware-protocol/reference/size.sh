#!/bin/sh
# What the firmware takes on a Cortex-M3: size.sh PREFIX ELF CORE-OBJECT... prints one line of figures.
# The core's RAM and flash are those of its objects alone; the stack is what is reserved, and the largest frame of any
# function of the core, by the compiler's own account.
set -eu
arm=$1
elf=$2
shift 2
core=$("${arm}size" "$@" | awk 'NR > 1 { flash += $1 + $2; ram += $2 + $3 } END { print ram, flash }')
whole=$("${arm}size" -A "$elf" | awk '
    $1 == ".text" || $1 == ".ARM.exidx" || $1 == ".data" { flash += $2 }
    $1 == ".bss" || $1 == ".data" { ram += $2 }
    $1 == ".model" { model = $2 }
    END { print ram, flash, model }')
frame=$(cat $(for object in "$@"; do echo "${object%.o}.su"; done) | awk '$2 > most { most = $2 } END { print most }')
stack=$("${arm}nm" "$elf" | awk '
    $3 == "fb_stack_top" { top = $1 } $3 == "fb_stack_bottom" { bottom = $1 } END { print top, bottom }')
stack=$((0x${stack% *} - 0x${stack#* }))
set -- $core $whole
echo "firmware: core-ram-bytes=$1, core-flash-bytes=$2, ram-bytes=$3, flash-bytes=$4," \
    "array-model-bytes=$5, stack-bytes=$stack, largest-frame-bytes=$frame"
