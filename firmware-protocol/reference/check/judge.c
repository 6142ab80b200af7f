/*
 * What the firmware makes of frames and programs that come on stdin, as README.md says:
 *
 *     judge frames < stretches > verdicts
 *     judge images < questions > verdicts
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fb_bytes.h"
#include "fb_orders.h"
#include "fb_program.h"

#define LARGEST_QUESTION (1u << 20)

static uint8_t question[LARGEST_QUESTION];
static uint16_t parts[LARGEST_QUESTION / FB_SMALLEST_PART_BYTES];

/* Takes so many bytes; false at the end of the input, if it may end here. */
static bool take(uint8_t *bytes, size_t count, bool may_end) {
    size_t taken = fread(bytes, 1, count, stdin);
    if (taken < count && (taken > 0 || !may_end)) {
        fprintf(stderr, "judge: the input ends within a question\n");
        exit(2);
    }
    return taken == count;
}

static void give(const uint8_t *bytes, size_t count) {
    if (fwrite(bytes, 1, count, stdout) != count) {
        exit(2);
    }
}

/* ---- frames ---- */

/* A frame has one stuffed form: what was decoded must give the same bytes again. */
static void check_form(const fb_frame *frame, const uint8_t *stretch, size_t length) {
    uint8_t line[FB_LARGEST_STUFFED_BYTES + 1];
    size_t bytes = fb_frame_encode(frame, line);
    if (bytes != length + 1 || memcmp(line, stretch, length) != 0 || line[length] != 0) {
        fprintf(stderr, "judge: type=0x%02x; encoding does not give the frame that was decoded\n", frame->type);
        exit(3);
    }
}

static void judge_frame(size_t length) {
    static uint8_t stretch[FB_LARGEST_STUFFED_BYTES];
    uint8_t verdict[16] = {0};
    fb_frame frame;
    memcpy(stretch, question, length < sizeof stretch ? length : sizeof stretch);
    verdict[0] = fb_frame_decode(question, length, &frame);
    if (verdict[0] == FB_FRAME_VALID) {
        uint16_t error = fb_orders_check(&frame);
        check_form(&frame, stretch, length);
        verdict[1] = frame.type;
        verdict[2] = error == FB_ERR_NONE ? 0 : error == FB_ERR_BAD_TYPE ? 1 : 2;
        verdict[3] = frame.flags;
        fb_put_u32(verdict + 4, fb_crc(question, FB_FRAME_HEADER_BYTES + (size_t)frame.length));
        uint64_t value = error == FB_ERR_BAD_TYPE ? frame.type : frame.length;
        fb_put_u64(verdict + 8, error == FB_ERR_NONE ? 0 : value);
    }
    give(verdict, sizeof verdict);
}

static void judge_frames(void) {
    uint8_t length[2];
    while (take(length, sizeof length, true)) {
        (void)take(question, fb_u16(length), false);
        judge_frame(fb_u16(length));
    }
}

/* ---- programs ---- */

static const uint8_t *read_board(const uint8_t *at, fb_board *board, fb_array *arrays) {
    board->arrays = *at++;
    if (board->arrays > FB_MOST_ARRAYS) {
        fprintf(stderr, "judge: arrays=%d; at most %d\n", board->arrays, FB_MOST_ARRAYS);
        exit(2);
    }
    for (uint8_t l = 0; l < board->arrays; l++) {
        arrays[l] = (fb_array){.rows = fb_u16(at), .columns = fb_u16(at + 2), .driven = at[4] != 0, .ranges = at[5]};
        at += 6;
    }
    board->array = arrays;
    board->line_switches = *at++ != 0;
    board->job_bytes = fb_u32(at);
    board->result_bytes = fb_u32(at + 4);
    return at + 8;
}

static void judge_image(void) {
    fb_array arrays[FB_MOST_ARRAYS];
    fb_board board = {0};
    const uint8_t *at = read_board(question, &board, arrays);
    fb_limits limits = {.on_ticks = fb_u32(at), .program_ticks = fb_u64(at + 4), .code_ticks = fb_u64(at + 12)};
    at += 20;
    for (uint8_t l = 0; l < board.arrays; l++) {
        limits.largest_codes[l] = fb_u16(at);
        at += 2;
    }
    fb_program program = {at + 24,        fb_u32(at + 20), fb_u32(at),      fb_u32(at + 4),
                          fb_u32(at + 8), fb_u32(at + 12), fb_u32(at + 16), parts};
    fb_proof proof;
    fb_refusal refusal = fb_prove(&board, &limits, &program, &proof);
    if (refusal.error != FB_ERR_NONE) {
        proof = (fb_proof){0};
    }
    uint8_t verdict[48];
    uint8_t *to = fb_put_u16(fb_put_u16(verdict, refusal.error), proof.largest_code);
    to = fb_put_u64(fb_put_u32(to, refusal.operation), refusal.value);
    to = fb_put_u64(fb_put_u64(to, proof.program_ticks), proof.code_ticks);
    fb_put_u64(fb_put_u32(fb_put_u32(to, proof.result_bytes), proof.image_crc), proof.wait_ticks);
    give(verdict, sizeof verdict);
}

static void judge_images(void) {
    uint8_t length[4];
    while (take(length, sizeof length, true)) {
        if (fb_u32(length) > sizeof question) {
            fprintf(stderr, "judge: bytes=%lu; at most %u\n", (unsigned long)fb_u32(length), LARGEST_QUESTION);
            exit(2);
        }
        (void)take(question, fb_u32(length), false);
        judge_image();
    }
}

/* ---- no board: only fb_orders_check() of the rest is used ---- */

void fb_board_write_codes(uint8_t array, const int16_t *codes, uint16_t columns) {
    (void)array, (void)codes, (void)columns;
}
void fb_board_latch(void) {}
void fb_board_write_switches(uint8_t array, const uint8_t *closed) { (void)array, (void)closed; }
void fb_board_safe(void) {}
void fb_board_start_conversion(uint8_t array, uint16_t row, uint8_t range) { (void)array, (void)row, (void)range; }
bool fb_board_read_conversion(int32_t *count) {
    *count = 0;
    return true;
}
uint64_t fb_board_ticks(void) { return 0; }
void fb_board_wake_at(uint64_t tick) { (void)tick; }
uint64_t fb_board_micros(void) { return 0; }
void fb_board_lock(void) {}
void fb_board_unlock(void) {}
size_t fb_board_receive(uint8_t *bytes, size_t most) {
    (void)bytes, (void)most;
    return 0;
}
size_t fb_board_send(const uint8_t *bytes, size_t count) {
    (void)bytes;
    return count;
}
uint64_t fb_board_boot_id(void) { return 1; }

int main(int count, char **words) {
    if (count == 2 && strcmp(words[1], "frames") == 0) {
        judge_frames();
    } else if (count == 2 && strcmp(words[1], "images") == 0) {
        judge_images();
    } else {
        fprintf(stderr, "judge: name what is judged, frames or images\n");
        return 2;
    }
    return fflush(stdout) == 0 ? 0 : 2;
}
