#include "fluxbar.h"

#include "fb_link.h"
#include "fb_orders.h"
#include "fb_runner.h"

/* Bytes of the line between two looks at watchdog and job. */
#define BYTES_AT_ONCE 1024u

static fb_frame_reader reader;

static bool ready;

/* A port may describe a board that is larger than what it has configured: that must not end in foreign memory. */
static bool has_room(const fb_board *board) {
    bool room = board->arrays <= FB_MOST_ARRAYS && board->job_bytes <= FB_JOB_BYTES &&
                board->result_bytes <= FB_RESULT_BYTES;
    for (uint8_t l = 0; room && l < board->arrays; l++) {
        uint32_t rows = board->array[l].rows;
        uint32_t columns = board->array[l].columns;
        uint32_t switches = board->line_switches ? rows + columns : rows * columns;
        room = columns <= FB_MOST_COLUMNS && switches <= FB_MOST_SWITCHES;
    }
    return room;
}

bool fb_start(const fb_board *board) {
    /* Safe before anything else. */
    fb_board_safe();
    ready = has_room(board);
    if (ready) {
        fb_runner_reset(board);
        fb_jobs_reset(board);
        reader.length = 0;
        fb_orders_reset(board, fb_board_boot_id());
    }
    return ready;
}

static void take(uint64_t now_micros) {
    fb_frame frame;
    size_t length = reader.length;
    reader.length = 0;
    /* What is no frame is dropped: repetition mends it. */
    if (fb_frame_decode(reader.held, length, &frame) == FB_FRAME_VALID) {
        fb_orders_take(now_micros, &frame);
    }
}

/* Takes what has come; false if there may be more. */
static bool receive(uint64_t now_micros) {
    uint8_t bytes[64];
    for (size_t taken = 0; taken < BYTES_AT_ONCE; taken += sizeof bytes) {
        size_t count = fb_board_receive(bytes, sizeof bytes);
        for (size_t i = 0; i < count; i++) {
            if (fb_frame_read(&reader, bytes[i])) {
                take(now_micros);
            }
        }
        if (count < sizeof bytes) {
            return true;
        }
    }
    return false;
}

uint64_t fb_poll(void) {
    if (!ready) {
        return FB_NEVER;
    }
    /* Looked at before what has come is taken: what comes while the board was busy counts. */
    uint64_t now_micros = fb_board_micros();
    bool all = receive(now_micros);
    fb_runner_work(now_micros);
    fb_link_pump(now_micros);
    uint64_t job = fb_runner_due_micros(now_micros);
    uint64_t link = fb_link_due_micros(now_micros);
    uint64_t due = job < link ? job : link;
    return all ? due : 0;
}

void fb_line_lost(void) {
    if (ready) {
        fb_orders_end_session();
    }
}

bool fb_running(void) { return fb_runner_job() != 0; }

uint64_t fb_last_heard_micros(void) { return fb_runner_heard_micros(); }
