#include "fb_records.h"

#include <stdatomic.h>

#include "fb_bytes.h"
#include "fb_config.h"
#include "fb_protocol.h"

#define ROWS_AT 24
#define FLAGS_AT 19

static uint8_t ring[FB_RESULT_BYTES];

/* Bytes since the reset, modulo 2^32; their difference is what waits. Each is written by one level only. */
static _Atomic uint32_t written;
static _Atomic uint32_t taken;
static _Atomic uint32_t records;

/* The writer's own: where the open record begins and how far it has come. */
static uint32_t opened;
static uint32_t next;

/* The ring's size need not divide 2^32: places are kept beside the counts. */
static uint32_t open_place;
static uint32_t take_place;

static uint32_t place(uint32_t from, uint32_t offset) { return (from + offset) % FB_RESULT_BYTES; }

void fb_records_reset(void) {
    atomic_store(&written, 0);
    atomic_store(&taken, 0);
    atomic_store(&records, 0);
    opened = next = open_place = take_place = 0;
}

static void put(const uint8_t *bytes, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        ring[place(open_place, next - opened)] = bytes[i];
        next++;
    }
}

bool fb_records_open(const fb_record *record) {
    opened = next = atomic_load_explicit(&written, memory_order_relaxed);
    uint32_t used = opened - atomic_load_explicit(&taken, memory_order_acquire);
    if (FB_RESULT_HEADER_BYTES + 4u * record->rows > FB_RESULT_BYTES - used) {
        return false;
    }
    uint8_t head[FB_RESULT_HEADER_BYTES];
    uint8_t *at = fb_put_u32(fb_put_u32(head, record->operation), record->turn);
    at = fb_put_u64(at, record->tick);
    at = fb_put_u8(fb_put_u8(fb_put_u8(fb_put_u8(at, record->instant), record->array), record->range), 0);
    at = fb_put_u16(fb_put_u16(at, record->averages), record->first_row);
    fb_put_u16(fb_put_u16(at, record->rows), 0);
    put(head, sizeof head);
    return true;
}

void fb_records_add(int32_t sum) {
    uint8_t bytes[4];
    fb_put_u32(bytes, (uint32_t)sum);
    put(bytes, sizeof bytes);
}

void fb_records_close(bool saturated) {
    ring[place(open_place, FLAGS_AT)] = saturated ? 1 : 0;
    open_place = place(open_place, next - opened);
    uint32_t count = atomic_load_explicit(&records, memory_order_relaxed);
    atomic_store_explicit(&records, count == UINT32_MAX ? count : count + 1, memory_order_relaxed);
    atomic_store_explicit(&written, next, memory_order_release);
}

size_t fb_records_bytes(void) {
    return atomic_load_explicit(&written, memory_order_acquire) - atomic_load_explicit(&taken, memory_order_relaxed);
}

size_t fb_records_fitting(size_t most, bool *complete) {
    size_t waiting = fb_records_bytes();
    uint32_t bytes = 0;
    while (bytes < waiting) {
        uint32_t low = ring[place(take_place, bytes + ROWS_AT)];
        uint32_t rows = low | (uint32_t)ring[place(take_place, bytes + ROWS_AT + 1)] << 8;
        uint32_t record = FB_RESULT_HEADER_BYTES + 4 * rows;
        if (bytes + record > most) {
            *complete = true;
            return bytes;
        }
        bytes += record;
    }
    *complete = false;
    return bytes;
}

void fb_records_take(uint8_t *out, size_t bytes) {
    for (uint32_t i = 0; i < bytes; i++) {
        out[i] = ring[place(take_place, i)];
    }
    take_place = place(take_place, (uint32_t)bytes);
    uint32_t before = atomic_load_explicit(&taken, memory_order_relaxed);
    atomic_store_explicit(&taken, before + (uint32_t)bytes, memory_order_release);
}

uint32_t fb_records_count(void) { return atomic_load_explicit(&records, memory_order_relaxed); }
