/*
 * A fuzz target for a coverage-guided fuzzer: sessions in which anything may be said. The input is a byte that chooses
 * the board and a row of orders, each a byte that tells what happens, a count, and so many bytes for it; frames get the
 * right session, sequence, acknowledgement and check unless they are given raw, for otherwise nothing of the input would
 * come past the link. See README.md.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fb_bytes.h"
#include "fb_emulated.h"
#include "fb_frame.h"
#include "fb_jobs.h"
#include "fluxbar.h"

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size);

static const fb_board *board;
static uint64_t micros;
static uint16_t session;
static uint16_t sequence;
static uint64_t session_key;
static const uint8_t *incoming;
static size_t incoming_count;
static uint8_t line[FB_LARGEST_STUFFED_BYTES + 1];

/* What the host that the fuzzer plays has heard. */
static fb_frame_reader heard;
static uint16_t expected;
static uint64_t boots;

/* The jobs that the board has started since it booted, a ring as long as its ledger; 0: none. */
static uint64_t started[FB_LEDGER_JOBS];
static uint64_t starts;

static uint64_t latest_job;
static uint32_t streamed;

uint64_t fb_board_micros(void) { return micros; }
uint64_t fb_board_ticks(void) { return fb_emulated_ticks(); }
void fb_board_wake_at(uint64_t tick) { fb_emulated_wish(tick); }
void fb_board_lock(void) {}
void fb_board_unlock(void) {}
uint64_t fb_board_boot_id(void) { return ++boots; }

size_t fb_board_receive(uint8_t *bytes, size_t most) {
    size_t count = incoming_count < most ? incoming_count : most;
    memcpy(bytes, incoming, count);
    incoming += count;
    incoming_count -= count;
    return count;
}

static void check(bool holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "fuzz: %s\n", what);
        abort();
    }
}

static void note_start(uint64_t job) {
    for (uint64_t i = 0; i < FB_LEDGER_JOBS; i++) {
        check(started[i] != job, "a job of the ledger has started again");
    }
    started[starts++ % FB_LEDGER_JOBS] = job;
}

static void note(const fb_frame *frame) {
    if (frame->type == FB_MSG_IDENTITY) {
        session_key = fb_u64(frame->payload + 15);
    }
    if ((frame->flags & FB_FLAG_SEQUENCED) == 0 || frame->sequence != expected || frame->session != session) {
        return;
    }
    expected++;
    if (frame->type == FB_MSG_STARTED) {
        note_start(fb_u64(frame->payload));
    }
}

/* The host hears everything at once and acknowledges it with what it says next. */
size_t fb_board_send(const uint8_t *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        fb_frame frame;
        if (fb_frame_read(&heard, bytes[i])) {
            check(fb_frame_decode(heard.held, heard.length, &frame) == FB_FRAME_VALID, "the board sends no frame");
            heard.length = 0;
            note(&frame);
        }
    }
    return count;
}

/* What the drivers have put on all cells together, each with its sign and place. */
static uint64_t driven(void) {
    uint64_t sum = 0;
    for (uint8_t l = 0; l < board->arrays; l++) {
        for (uint32_t i = 0; i < (uint32_t)board->array[l].rows * board->array[l].columns; i++) {
            sum = 31 * sum + (uint64_t)fb_model_code_ticks(l, (uint16_t)i);
        }
    }
    return sum;
}

static void settle(int rounds) {
    for (int i = 0; i < rounds; i++) {
        bool may_drive = fb_running();
        uint64_t before = starts;
        uint64_t sum = driven();
        if (fb_emulated_pass()) {
            fb_fire();
        }
        (void)fb_poll();
        check(fb_running() || fb_emulated_safe(), "nothing runs and the board is not safe");
        check(fb_fault() != FB_ERR_INTERNAL, "the board calls itself broken");
        check(may_drive || fb_running() || starts > before || driven() == sum, "a cell was driven and nothing ran");
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
    fb_frame frame = {flags, type, session, number, ack, (uint16_t)count, payload};
    hear(line, fb_frame_encode(&frame, line));
}

/* As a host does that follows the protocol. */
static void tell(uint8_t type, const uint8_t *payload, size_t count) {
    say(FB_FLAG_SEQUENCED | FB_FLAG_ACKNOWLEDGES, type, sequence++, expected, payload, count);
}

/* A new session with its limits. */
static void hello(void) {
    uint8_t payload[12];
    session = (uint16_t)(session % 65535u + 1);
    expected = 0;
    uint8_t *at = fb_put_u32(fb_put_u8(fb_put_u8(payload, FB_MAJOR), FB_MINOR), FB_TABLE_HASH);
    fb_put_u32(fb_put_u16(at, 64), 65536);
    say(0, FB_MSG_HELLO, 0, 0, payload, sizeof payload);
    sequence = 0;
    uint8_t key[8];
    fb_put_u64(key, session_key);
    tell(FB_MSG_CONFIRM, key, sizeof key);
    uint8_t limits[27];
    at = fb_put_u64(fb_put_u64(fb_put_u32(fb_put_u16(limits, 100), 1000000), 1u << 30), 1ull << 40);
    fb_put_u16(fb_put_u16(fb_put_u8(at, 2), 32767), 32767);
    tell(FB_MSG_LIMITS, limits, sizeof limits);
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
    tell(FB_MSG_LOAD, payload, 32);
    fb_put_u32(fb_put_u64(payload, job), 0);
    memcpy(payload + 12, image, count);
    tell(FB_MSG_LOAD_DATA, payload, 12 + count);
    fb_limits limits = {100, 1000000, 1u << 30, 1ull << 40, {32767, 32767}};
    fb_proof p = {0};
    (void)fb_prove(board, &limits, &program, &p);
    at = fb_put_u64(fb_put_u16(fb_put_u64(fb_put_u64(payload, job), p.program_ticks), p.largest_code), p.code_ticks);
    fb_put_u64(fb_put_u32(fb_put_u32(at, p.result_bytes), p.image_crc), p.wait_ticks);
    tell(FB_MSG_VERIFY, payload, 8 + FB_PROOF_BYTES);
    fb_put_u64(payload, job);
    tell(FB_MSG_ARM, payload, 8);
    tell(FB_MSG_START, payload, 8);
    latest_job = job;
    streamed = 0;
}

/* The next stretch of the latest job's stream. */
static void stream(const uint8_t *bytes, size_t count) {
    uint8_t payload[FB_LARGEST_PAYLOAD_BYTES];
    fb_put_u32(fb_put_u64(payload, latest_job), streamed);
    memcpy(payload + 12, bytes, count);
    tell(FB_MSG_STREAM_DATA, payload, 12 + count);
    streamed += (uint32_t)count;
}

static void clear_fault(void) {
    uint8_t payload[2];
    fb_put_u16(payload, fb_fault());
    tell(FB_MSG_CLEAR, payload, sizeof payload);
}

static void reboot(void) {
    fb_emulated_reboot();
    check(fb_start(board), "there is no room for the board");
    heard.length = 0;
    memset(started, 0, sizeof started);
    hello();
}

/* The first byte is the type, the others the payload. */
static void say_any(uint8_t flags, uint16_t number, uint16_t ack, const uint8_t *bytes, size_t count) {
    if (count > 0) {
        say(flags, bytes[0], number, ack, bytes + 1, count - 1);
    }
}

#define ORDERS 12

/* Carries out one order with `count` bytes; what the order's byte has beyond the order's number is the job. */
static void obey(uint8_t order, const uint8_t *bytes, size_t count) {
    switch (order % ORDERS) {
    case 0: hear(bytes, count); break;
    case 1: say_any(FB_FLAG_SEQUENCED | FB_FLAG_ACKNOWLEDGES, sequence++, expected, bytes, count); break;
    case 2: say_any((order / ORDERS) & 3, sequence, order, bytes, count); break;
    case 3: micros += 1000u * count; settle(2); break;
    case 4: hello(); break;
    case 5: fb_line_lost(); hello(); break;
    case 6: settle(64); break;
    case 7: run_job(bytes, count, 1u + order / ORDERS); break;
    case 8: stream(bytes, count); settle(2); break;
    case 9: reboot(); break;
    case 10: clear_fault(); break;
    default: say_any(0, 0, 0, bytes, count); break;
    }
}

/* One board in two is that of the jobs of mutate.c; the others have one thing or more otherwise. */
static void start_board(uint8_t choice) {
    fb_emulated description = {.arrays = 2, .sizes = {2, 3, 2}, .board_id = "fuzzed", .firmware = "fluxbar check"};
    if ((choice & 1) != 0) {
        description.independent = (choice & 2) != 0;
        description.line_switches = (choice & 4) != 0;
        description.real_pace = (choice & 8) != 0;
        description.job_bytes = (choice & 16) != 0 ? 256 : 0;
        description.credit_frames = (choice & 32) != 0 ? 2 : 0;
    }
    board = fb_emulated_start(&description);
    check(fb_start(board), "there is no room for the board");
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size) {
    if (size == 0) {
        return 0;
    }
    micros = 0;
    session = 6;
    heard.length = 0;
    memset(started, 0, sizeof started);
    starts = 0;
    start_board(input[0]);
    hello();
    for (size_t at = 1; at + 2 <= size;) {
        size_t left = size - at - 2;
        size_t count = input[at + 1] < left ? input[at + 1] : left;
        obey(input[at], input + at + 2, count);
        at += 2 + count;
    }
    fb_line_lost();
    check(fb_emulated_safe(), "the line is lost and the board is not safe");
    return 0;
}
