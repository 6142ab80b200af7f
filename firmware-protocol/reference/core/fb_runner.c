#include "fb_runner.h"

#include "fb_bytes.h"
#include "fb_records.h"
#include "fb_send.h"
#include "fb_sequencer.h"

/* Result records of one message, after its job. */
#define RESULTS_BYTES (FB_LARGEST_PAYLOAD_BYTES - 8u)

/* What answers to the host's messages need at most while a job runs; its results leave so much room. */
#define ANSWER_BYTES 64u

static struct {
    const fb_board *board;
    fb_job *running; /* or NULL */
    bool finishing;
    uint64_t finished_job;
    uint8_t finished_state;
    uint16_t finished_fault;
    fb_progress finished;
    uint64_t heard_micros;
    uint64_t watchdog_micros;
    uint32_t stream_came;
    uint32_t stream_taken;
    uint32_t stream_told;
    uint32_t awaits; /* that have been seen */
    uint64_t starves_at_micros;
} s;

/* Not on the stack of a small processor. */
static uint8_t payload[FB_LARGEST_PAYLOAD_BYTES];
static uint8_t table[FB_TABLE_BYTES(FB_MOST_COLUMNS)];

void fb_runner_reset(const fb_board *board) {
    s.board = board;
    s.running = NULL;
    s.finishing = false;
    s.heard_micros = s.watchdog_micros = s.starves_at_micros = 0;
    fb_sequencer_reset(board);
    fb_records_reset();
}

uint64_t fb_runner_job(void) { return s.running == NULL ? 0 : s.running->id; }

bool fb_runner_finishing(void) { return s.finishing; }

void fb_runner_heard(uint64_t now_micros) { s.heard_micros = now_micros; }

uint64_t fb_runner_heard_micros(void) { return s.heard_micros; }

void fb_runner_forget(void) { s.finishing = false; }

fb_refusal fb_runner_start(uint64_t now_micros, uint64_t id, const fb_limits *limits) {
    fb_job *job;
    fb_refusal refusal = fb_jobs_start(id, s.running != NULL, &job);
    if (refusal.error != FB_ERR_NONE) {
        return refusal;
    }
    s.running = job;
    s.watchdog_micros = limits->watchdog_millis * 1000u;
    s.stream_came = s.stream_taken = s.stream_told = 0;
    s.starves_at_micros = now_micros;
    fb_records_reset();
    fb_board_lock();
    s.awaits = fb_sequencer_awaits();
    uint64_t tick = fb_sequencer_start(&job->program, limits);
    fb_board_unlock();
    fb_put_u64(fb_put_u64(payload, id), tick);
    fb_send_offer(FB_MSG_STARTED, payload, 16);
    return refusal;
}

/* ---- the end ---- */

void fb_runner_go_safe(uint16_t fault) {
    fb_board_lock();
    /* What the sequencer has come to by itself came first. */
    fb_phase phase = fb_sequencer_phase();
    fb_sequencer_stop();
    fb_progress progress = fb_sequencer_progress();
    uint16_t own = fb_sequencer_fault();
    fb_board_unlock();
    fb_job *job = s.running;
    s.running = NULL;
    uint16_t cause = phase == FB_PHASE_ENDED ? FB_ERR_NONE : phase == FB_PHASE_BROKEN ? own : fault;
    if (cause != FB_ERR_NONE) {
        fb_fault_latch(cause, job == NULL ? 0 : job->id);
    }
    if (fault == FB_ERR_ABORTED) {
        fb_fault_latch(fault, 0); /* though nothing runs any more: a START that comes late must not fire */
    }
    if (fb_fault() != FB_ERR_NONE) {
        fb_jobs_drop_armed();
    }
    if (job != NULL) {
        s.finishing = true;
        s.finished_job = job->id;
        s.finished_state = cause == FB_ERR_NONE ? FB_JOB_DONE : FB_JOB_FAULTED;
        s.finished_fault = cause;
        s.finished = progress;
        fb_jobs_ended(job, s.finished_state);
    }
}

void fb_runner_end_session(void) { fb_runner_go_safe(s.running == NULL ? FB_ERR_NONE : FB_ERR_SESSION_LOST); }

/* ---- streamed tables ---- */

fb_refusal fb_runner_stream(uint64_t id, uint32_t offset, const uint8_t *bytes, uint32_t count) {
    fb_job *job = s.running;
    if (job == NULL || job->id != id) {
        if (fb_jobs_was_started(id)) {
            return (fb_refusal){FB_ERR_NONE, 0, 0}; /* sent ahead; DONE has told the host */
        }
        if (fb_fault() != FB_ERR_NONE) {
            return (fb_refusal){FB_ERR_LATCHED, 0, fb_fault()};
        }
        return fb_jobs_not_running(id);
    }
    const fb_program *program = &job->program;
    bool follows = offset == s.stream_came && count <= program->stream_bytes - s.stream_came;
    if (!follows || count > program->ring_bytes - (s.stream_came - s.stream_taken)) {
        fb_runner_go_safe(FB_ERR_STREAM_REFUSED);
        return (fb_refusal){FB_ERR_NONE, 0, 0};
    }
    uint8_t *ring = job->memory + program->length;
    for (uint32_t i = 0; i < count; i++) {
        ring[(s.stream_came + i) % program->ring_bytes] = bytes[i];
    }
    s.stream_came += count;
    return (fb_refusal){FB_ERR_NONE, 0, 0};
}

/* Whether the records that are made until the next AWAIT have room. */
static bool records_have_room(void) {
    size_t waiting = fb_records_bytes();
    return waiting == 0 || waiting + s.running->proof.result_bytes <= s.board->result_bytes;
}

/* Gives an AWAIT its table if it has come. */
static void await_table(uint64_t now_micros) {
    fb_operation await = fb_sequencer_await();
    if (s.awaits != fb_sequencer_awaits()) {
        s.awaits = fb_sequencer_awaits();
        s.starves_at_micros = now_micros + (uint64_t)await.b * 1000000u / s.board->ticks_per_second;
    }
    uint32_t bytes = FB_TABLE_BYTES(s.board->array[await.array].columns);
    if (!records_have_room() || s.stream_came - s.stream_taken < bytes) {
        if (now_micros >= s.starves_at_micros) {
            fb_runner_go_safe(FB_ERR_STARVED);
        }
        return;
    }
    const uint8_t *ring = s.running->memory + s.running->program.length;
    for (uint32_t i = 0; i < bytes; i++) {
        table[i] = ring[(s.stream_taken + i) % s.running->program.ring_bytes];
    }
    uint64_t value;
    bool right = fb_check_table(s.board, table, bytes, &value) == FB_ERR_NONE && table[0] == await.array;
    if (!right || fb_largest_code(table, s.board->array[await.array].columns) > await.a) {
        fb_runner_go_safe(FB_ERR_STREAM_REFUSED);
        return;
    }
    s.stream_taken += bytes;
    fb_board_lock();
    fb_sequencer_take(table);
    fb_board_unlock();
}

static void tell_taken(void) {
    uint64_t untold = s.stream_taken - s.stream_told;
    if (untold > 0 && 4 * untold >= s.running->program.ring_bytes && fb_send_room() >= 2 * ANSWER_BYTES) {
        fb_put_u32(fb_put_u64(payload, s.running->id), s.stream_taken);
        fb_send_offer(FB_MSG_STREAM_TAKEN, payload, 12);
        s.stream_told = s.stream_taken;
    }
}

/* ---- results ---- */

/* Moves records to the link: full messages, and the rest too if there is nothing to wait for. */
static void tell_results(uint64_t job, bool all) {
    while (fb_send_room() >= FB_LARGEST_PAYLOAD_BYTES + FB_SEND_OVERHEAD_BYTES + ANSWER_BYTES) {
        bool full;
        size_t bytes = fb_records_fitting(RESULTS_BYTES, &full);
        if (bytes == 0 || (!full && !all)) {
            return;
        }
        fb_records_take(fb_put_u64(payload, job), bytes);
        fb_send_offer(FB_MSG_RESULTS, payload, (uint16_t)(8 + bytes));
    }
}

/* Says what an ended job has left, as far as there is room. */
static void finish(void) {
    tell_results(s.finished_job, true);
    if (fb_records_bytes() == 0 && fb_send_room() >= ANSWER_BYTES) {
        uint8_t *at = fb_put_u8(fb_put_u64(payload, s.finished_job), s.finished_state);
        at = fb_put_u16(fb_put_u32(at, s.finished.operation), s.finished_fault);
        at = fb_put_u32(fb_put_u64(at, s.finished.ticks), s.finished.pulses);
        at = fb_put_u32(at, fb_records_count());
        fb_send_offer(FB_MSG_DONE, payload, (uint16_t)(at - payload));
        s.finishing = false;
    }
}

/* ---- the main loop's part ---- */

static void watch(uint64_t now_micros) {
    fb_board_lock();
    bool overdue = fb_sequencer_overdue();
    fb_board_unlock();
    if (overdue) {
        fb_runner_go_safe(FB_ERR_INTERNAL);
    } else if (now_micros - s.heard_micros >= s.watchdog_micros) {
        fb_runner_go_safe(FB_ERR_WATCHDOG);
    }
}

void fb_runner_work(uint64_t now_micros) {
    if (s.running != NULL) {
        watch(now_micros);
    }
    fb_phase phase = fb_sequencer_phase();
    if (phase == FB_PHASE_AWAITING) {
        await_table(now_micros);
    } else if (phase == FB_PHASE_ENDED || phase == FB_PHASE_BROKEN) {
        fb_runner_go_safe(FB_ERR_NONE);
    }
    if (s.running != NULL) {
        tell_taken();
        tell_results(s.running->id, fb_sequencer_phase() == FB_PHASE_AWAITING);
    }
    if (s.finishing) {
        finish();
    }
}

uint64_t fb_runner_due_micros(uint64_t now_micros) {
    if (s.running == NULL) {
        return UINT64_MAX;
    }
    fb_phase phase = fb_sequencer_phase();
    if (phase == FB_PHASE_ENDED || phase == FB_PHASE_BROKEN) {
        return 0;
    }
    uint64_t at = s.heard_micros + s.watchdog_micros;
    if (phase == FB_PHASE_AWAITING) {
        if (s.awaits != fb_sequencer_awaits()) {
            return 0;
        }
        at = s.starves_at_micros < at ? s.starves_at_micros : at;
    }
    return at > now_micros ? at - now_micros : 0;
}
