/*
 * A fuzz target for a coverage-guided fuzzer: a session in which anything may be said. The input is a row of orders,
 * each a byte that tells what happens and the bytes for it; frames get the right session, sequence, acknowledgement and
 * check unless they are given raw, for otherwise nothing of the input would come past the link. See README.md.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fb_bytes.h"
#include "fb_emulated.h"
#include "fb_frame.h"
#include "fb_jobs.h"
#include "fluxbar.h"

#define SESSION 7

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size);

static const fb_board *board;
static uint64_t micros;
static uint16_t sequence;
static uint64_t sessions;
static const uint8_t *incoming;
static size_t incoming_count;
static uint8_t line[FB_LARGEST_STUFFED_BYTES + 1];

uint64_t fb_board_micros(void) { return micros; }
uint64_t fb_board_ticks(void) { return fb_emulated_ticks(); }
void fb_board_wake_at(uint64_t tick) { fb_emulated_wish(tick); }
void fb_board_lock(void) {}
void fb_board_unlock(void) {}
uint64_t fb_board_boot_id(void) { return 1; }

size_t fb_board_receive(uint8_t *bytes, size_t most) {
    size_t count = incoming_count < most ? incoming_count : most;
    memcpy(bytes, incoming, count);
    incoming += count;
    incoming_count -= count;
    return count;
}

/* The host that the fuzzer plays hears everything at once and acknowledges it. */
size_t fb_board_send(const uint8_t *bytes, size_t count) {
    (void)bytes;
    return count;
}

static void check(bool holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "fuzz: %s\n", what);
        abort();
    }
}

static void settle(int rounds) {
    for (int i = 0; i < rounds; i++) {
        if (fb_emulated_pass()) {
            fb_fire();
        }
        (void)fb_poll();
        check(fb_running() || fb_emulated_safe(), "nothing runs and the board is not safe");
        check(fb_fault() != FB_ERR_INTERNAL, "the board calls itself broken");
    }
}

static void hear(const uint8_t *bytes, size_t count) {
    incoming = bytes;
    incoming_count = count;
    while (incoming_count > 0) {
        settle(1);
    }
}

static void say(uint8_t flags, uint8_t type, uint16_t number, uint16_t ack, const uint8_t *payload, size_t count) {
    fb_frame frame = {flags, type, SESSION, number, ack, (uint16_t)count, payload};
    hear(line, fb_frame_encode(&frame, line));
}

static void hello(void) {
    uint8_t payload[12];
    uint8_t *at = fb_put_u32(fb_put_u8(fb_put_u8(payload, FB_MAJOR), FB_MINOR), FB_TABLE_HASH);
    fb_put_u32(fb_put_u16(at, 64), 65536);
    say(0, FB_MSG_HELLO, 0, 0, payload, sizeof payload);
    sequence = 0;
    uint8_t key[8];
    fb_put_u64(key, fb_board_boot_id() + ++sessions);
    say(FB_FLAG_SEQUENCED, FB_MSG_CONFIRM, sequence++, 0, key, sizeof key);
    uint8_t limits[27];
    at = fb_put_u64(fb_put_u64(fb_put_u32(fb_put_u16(limits, 100), 1000000), 1u << 30), 1ull << 40);
    fb_put_u16(fb_put_u16(fb_put_u8(at, 2), 32767), 0);
    say(FB_FLAG_SEQUENCED, FB_MSG_LIMITS, sequence++, 0, limits, sizeof limits);
}

/* A whole job whose image the input gives, proved here so that it is armed where it is right. */
static void run_job(const uint8_t *image, size_t count, uint64_t job) {
    static uint16_t parts[FB_LARGEST_PAYLOAD_BYTES / FB_SMALLEST_PART_BYTES];
    uint8_t payload[FB_LARGEST_PAYLOAD_BYTES];
    if (count < 4) {
        return;
    }
    uint32_t counts[3] = {image[0] % 16u, image[1] % 4u, image[2] % 4u};
    uint32_t ring = image[3] % 64u;
    image += 4;
    count -= 4;
    fb_program program = {image, (uint32_t)count, counts[0], counts[1], counts[2], ring == 0 ? 0 : 24, ring, parts};
    uint8_t *at = fb_put_u32(fb_put_u64(payload, job), program.length);
    at = fb_put_u32(fb_put_u32(fb_put_u32(at, counts[0]), counts[1]), counts[2]);
    fb_put_u32(fb_put_u32(at, program.stream_bytes), ring);
    say(FB_FLAG_SEQUENCED, FB_MSG_LOAD, sequence++, 0, payload, 32);
    fb_put_u32(fb_put_u64(payload, job), 0);
    memcpy(payload + 12, image, count);
    say(FB_FLAG_SEQUENCED, FB_MSG_LOAD_DATA, sequence++, 0, payload, 12 + count);
    fb_limits limits = {100, 1000000, 1u << 30, 1ull << 40, {32767, 0}};
    fb_proof p = {0};
    (void)fb_prove(board, &limits, &program, &p);
    at = fb_put_u64(fb_put_u16(fb_put_u64(fb_put_u64(payload, job), p.program_ticks), p.largest_code), p.code_ticks);
    fb_put_u64(fb_put_u32(fb_put_u32(at, p.result_bytes), p.image_crc), p.wait_ticks);
    say(FB_FLAG_SEQUENCED, FB_MSG_VERIFY, sequence++, 0, payload, 8 + FB_PROOF_BYTES);
    fb_put_u64(payload, job);
    say(FB_FLAG_SEQUENCED, FB_MSG_ARM, sequence++, 0, payload, 8);
    say(FB_FLAG_SEQUENCED, FB_MSG_START, sequence++, 0, payload, 8);
}

/* Carries out one order with `count` bytes. */
static void obey(uint8_t order, const uint8_t *bytes, size_t count, uint64_t job) {
    switch (order % 8) {
    case 0: hear(bytes, count); break;
    case 1: say(FB_FLAG_SEQUENCED | FB_FLAG_ACKNOWLEDGES, count == 0 ? 0 : bytes[0], sequence++, order, bytes, count); break;
    case 2: say(order & 3, count == 0 ? 0 : bytes[0], sequence, order, bytes, count); break;
    case 3: micros += 1000u * count; settle(2); break;
    case 4: hello(); break;
    case 5: fb_line_lost(); break;
    case 6: settle(64); break;
    default: run_job(bytes, count, job); break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size) {
    static const fb_emulated description = {
        .arrays = 2, .sizes = {2, 3, 2}, .board_id = "fuzzed", .firmware = "fluxbar check"};
    board = fb_emulated_start(&description);
    micros = sessions = 0;
    fb_start(board);
    hello();
    for (size_t at = 0; at + 2 <= size;) {
        size_t left = size - at - 2;
        size_t count = input[at + 1] < left ? input[at + 1] : left;
        obey(input[at], input + at + 2, count, 1 + at);
        at += 2 + count;
    }
    fb_line_lost();
    check(fb_emulated_safe(), "the line is lost and the board is not safe");
    return 0;
}
