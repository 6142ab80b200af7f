/*
 * The fuzz target without a coverage-guided fuzzer: inputs drawn from a seed, and mutated from good ones.
 *
 *     mutate SEED RUNS
 *     mutate SEED RUNS FOLDER     writes the inputs into the folder instead: a corpus to begin from
 */
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fb_bytes.h"
#include "fb_protocol.h"

#define LONGEST 1500

/* Orders of fuzz.c. */
#define RUN_JOB 7
#define STREAM 8
#define SETTLE 6
#define CLEAR 10
#define ORDERS 12

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size);

static uint64_t state;

/* splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t draw(void) {
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static uint32_t below(uint32_t bound) { return (uint32_t)(draw() % bound); }

static uint8_t *put_operation(uint8_t *at, uint8_t code, uint8_t array, uint16_t a, uint32_t b, uint32_t c, uint32_t d) {
    at = fb_put_u16(fb_put_u8(fb_put_u8(at, code), array), a);
    return fb_put_u32(fb_put_u32(fb_put_u32(at, b), c), d);
}

/* Three tables as the job's AWAITs take them, two at first, for that is what the ring holds. */
static uint8_t *put_stream(uint8_t *at) {
    for (int table = 0; table < 3; table++) {
        if (table != 1) {
            at = fb_put_u8(fb_put_u8(at, STREAM), table == 0 ? 16 : 8);
        }
        at = fb_put_u16(fb_put_u8(fb_put_u8(at, 0), 0), 2);
        at = fb_put_u16(fb_put_u16(at, (uint16_t)below(30001)), (uint16_t)(0 - below(30001)));
        if (table > 0) {
            at = fb_put_u8(fb_put_u8(at, SETTLE), 0);
        }
    }
    return at;
}

/* An order that runs a job: some of everything, for two arrays of 3 x 2 and 2 x 3 cells. Returns the place after it. */
static uint8_t *put_job(uint8_t *at) {
    uint8_t *start = at;
    bool streams = below(2) == 0;
    at = fb_put_u8(fb_put_u8(at, (uint8_t)(RUN_JOB + ORDERS * below(20))), 0);
    at = fb_put_u8(fb_put_u8(fb_put_u8(fb_put_u8(at, streams ? 10 : 9), 1), 2), streams ? 16 : 0);
    at = put_operation(at, FB_OP_SWITCH, 0, 0, 0, 0, 0);
    at = put_operation(at, FB_OP_DRIVE, 0, 0, below(2), 0, 0);
    at = put_operation(at, FB_OP_SENSE, (uint8_t)below(2), (uint16_t)below(4), 0, 2, 1 + below(3));
    at = put_operation(at, FB_OP_LOOP, 0, 0, 3, streams ? 3 : 2, 0);
    if (streams) {
        at = put_operation(at, FB_OP_AWAIT, 0, 30000, 50000, 0, 0);
    }
    if (below(2) == 0) {
        at = put_operation(at, FB_OP_SAMPLE, 0, 0, 0, 0, 0);
    } else {
        at = put_operation(at, FB_OP_SETTLE, 0, 0, 1 + below(5), 0, 0);
    }
    at = put_operation(at, FB_OP_BLOCK, 0, (uint16_t)below(2), 100, below(100), below(256));
    at = put_operation(at, FB_OP_SETTLE, 0, 0, 1 + below(50), 0, 0);
    at = put_operation(at, FB_OP_PULSE, 0, 1, 1 + below(500), 1, 0);
    at = put_operation(at, FB_OP_GATE, 0, 0, 1, below(3), below(2));
    at = fb_put_u16(fb_put_u8(fb_put_u8(at, 0), FB_PATTERN_KIND_CROSSPOINTS), 0);
    at = fb_put_u32(at, 0x3f);
    for (int table = 0; table < 2; table++) {
        at = fb_put_u16(fb_put_u8(fb_put_u8(at, 0), 0), 2);
        at = fb_put_u16(fb_put_u16(at, (uint16_t)draw()), (uint16_t)draw());
    }
    start[1] = (uint8_t)(at - start - 2);
    return streams ? put_stream(at) : at;
}

static uint8_t *put_anything(uint8_t *at) {
    uint8_t count = (uint8_t)below(40);
    uint8_t order = (uint8_t)(below(ORDERS) + ORDERS * below(20));
    at = fb_put_u8(fb_put_u8(at, order), count);
    for (uint8_t i = 0; i < count; i++) {
        at = fb_put_u8(at, (uint8_t)(i == 0 ? below(0x30) : below(3) == 0 ? below(256) : below(4)));
    }
    return at;
}

/* A message of the right length, often of a job that there is. */
static uint8_t *put_message(uint8_t *at) {
    static const uint8_t types[] = {FB_MSG_HEARTBEAT, FB_MSG_ABORT, FB_MSG_DESCRIBE, FB_MSG_ARM,        FB_MSG_START,
                                    FB_MSG_RELEASE,   FB_MSG_QUERY, FB_MSG_BYE,      FB_MSG_STREAM_DATA};
    static const uint8_t bytes[] = {4, 4, 0, 8, 8, 8, 8, 0, 20};
    uint32_t which = below(sizeof types);
    at = fb_put_u8(fb_put_u8(at, which < 2 ? 11 : 1), (uint8_t)(1 + bytes[which]));
    at = fb_put_u8(at, types[which]);
    for (uint8_t i = 0; i < bytes[which]; i++) {
        at = fb_put_u8(at, i == 0 ? (uint8_t)(1 + below(20)) : 0);
    }
    return at;
}

static size_t draw_input(uint8_t input[LONGEST]) {
    uint8_t *at = fb_put_u8(input, (uint8_t)below(256));
    while (at < input + LONGEST - 350 && below(12) != 0) {
        switch (below(4)) {
        case 0: at = put_job(at); break;
        case 1: at = put_anything(at); break;
        case 2: at = put_message(at); break;
        default: at = fb_put_u8(fb_put_u8(at, below(2) == 0 ? SETTLE : CLEAR), 0); break;
        }
    }
    for (uint32_t flips = below(4) == 0 ? below(8) : 0; flips > 0 && at > input; flips--) {
        input[below((uint32_t)(at - input))] ^= (uint8_t)(1u << below(8));
    }
    return (size_t)(at - input);
}

/* What a sanitizer finds ends like a failed check. */
const char *__asan_default_options(void);
const char *__ubsan_default_options(void);
const char *__asan_default_options(void) { return "abort_on_error=1"; }
const char *__ubsan_default_options(void) { return "abort_on_error=1"; }

static uint64_t running;

static void tell(int signal) {
    (void)signal;
    fprintf(stderr, "mutate: seed=%llu; this run failed\n", (unsigned long long)running);
    _Exit(3);
}

static void write_input(const char *folder, const uint8_t *input, size_t size) {
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/seed-%llu", folder, (unsigned long long)running);
    FILE *file = length > 0 && (size_t)length < sizeof path ? fopen(path, "wb") : NULL;
    if (file == NULL || fwrite(input, 1, size, file) != size || fclose(file) != 0) {
        fprintf(stderr, "mutate: folder=%s; it cannot be written to\n", folder);
        exit(2);
    }
}

int main(int count, char **words) {
    if (count != 3 && count != 4) {
        fprintf(stderr, "mutate: give a seed and a number of runs, and a folder if only the inputs are wanted\n");
        return 2;
    }
    uint64_t seed = strtoull(words[1], NULL, 10);
    uint64_t runs = strtoull(words[2], NULL, 10);
    signal(SIGABRT, tell);
    static uint8_t input[LONGEST];
    for (uint64_t run = 0; run < runs; run++) {
        /* Each run can be repeated alone: mutate SEED 1 with the seed that was printed. */
        state = seed + run;
        size_t size = draw_input(input);
        running = seed + run;
        if (count == 4) {
            write_input(words[3], input, size);
        } else {
            LLVMFuzzerTestOneInput(input, size);
        }
    }
    printf("%s: seed=%llu, runs=%llu\n", count == 4 ? "written" : "fuzzed", (unsigned long long)seed,
           (unsigned long long)runs);
    return 0;
}
