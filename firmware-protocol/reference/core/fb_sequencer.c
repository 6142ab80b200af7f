#include "fb_sequencer.h"

#include <stdatomic.h>

#include "fb_outputs.h"
#include "fb_sampler.h"
#include "fluxbar.h"

#define PLATEAUS 4

/* What happens when the present wait is over. */
typedef enum {
    NEXT_OPERATION,
    PLATEAU_GUARDED, /* the early sample of a plateau */
    PLATEAU_ENDS,
    GATE_OPENS,
    PULSE_ENDS
} moment;

typedef struct {
    uint32_t from;
    uint32_t to;
    uint32_t turns;
    uint32_t turn;
} loop;

static _Atomic int phase;

static struct {
    const fb_board *board;
    const fb_program *program;
    const fb_limits *limits;
    uint64_t start;
    uint64_t due; /* the tick at which the present wait is over */
    uint64_t on_since; /* when drivers last left 0 V */
    uint64_t ended; /* when the program ended */
    moment then;
    bool samples; /* a sample is due at that tick, and its conversions are not over */
    bool sampling; /* they have begun */
    fb_record sample; /* its place */
    bool sampled_ahead; /* the SAMPLE that follows has been taken */
    uint32_t next;
    uint32_t operation;
    fb_operation now;
    uint32_t step; /* plateau of a block, or gate of a pulse */
    uint32_t pulses;
    uint16_t fault;
    uint32_t awaits;
    uint8_t depth;
    loop loops[FB_DEEPEST_LOOP];
    fb_sense sense[FB_MOST_ARRAYS];
} s;

void fb_sequencer_reset(const fb_board *board) {
    s.board = board;
    s.start = s.ended = 0;
    s.operation = s.pulses = s.awaits = 0;
    s.fault = FB_ERR_NONE;
    fb_outputs_reset(board);
    atomic_store(&phase, FB_PHASE_IDLE);
}

fb_phase fb_sequencer_phase(void) { return (fb_phase)atomic_load(&phase); }

fb_operation fb_sequencer_await(void) { return s.now; }

uint32_t fb_sequencer_awaits(void) { return s.awaits; }

uint16_t fb_sequencer_fault(void) { return s.fault; }

fb_progress fb_sequencer_progress(void) { return (fb_progress){s.operation, s.ended - s.start, s.pulses}; }

/* Every end comes through here: safe first. */
static void end(fb_phase how, uint64_t tick) {
    fb_outputs_safe();
    s.ended = tick;
    atomic_store(&phase, how);
}

/* Always false, for whoever was to go on. */
static bool broken(uint16_t fault) {
    s.fault = fault;
    end(FB_PHASE_BROKEN, fb_board_ticks());
    return false;
}

void fb_sequencer_stop(void) {
    fb_phase was = fb_sequencer_phase();
    bool ran = was == FB_PHASE_TIMED || was == FB_PHASE_AWAITING;
    end(FB_PHASE_IDLE, ran ? fb_board_ticks() : s.ended);
}

bool fb_sequencer_overdue(void) {
    uint64_t most = (uint64_t)s.limits->on_ticks + s.board->late_ticks;
    return fb_outputs_on() && fb_board_ticks() > s.on_since + most;
}

static uint32_t turn(void) { return s.depth == 0 ? 0 : s.loops[s.depth - 1].turn; }

static void drive(int sign) {
    if (sign != 0 && !fb_outputs_on()) {
        s.on_since = s.due;
    }
    fb_outputs_drive(sign);
}

/* The proof has found it long ago; a board checks again. */
static bool choose(const uint8_t *table) {
    uint16_t largest = fb_largest_code(table, s.board->array[table[0]].columns);
    if (largest > s.limits->largest_codes[table[0]]) {
        return broken(FB_ERR_INTERNAL);
    }
    fb_outputs_choose(table);
    return true;
}

/* ---- waits ---- */

static void wait(uint32_t ticks, moment then) {
    s.due += ticks;
    s.then = then;
    s.samples = false;
}

/* Waits, and samples so that the last conversion is over at the end of it; false if they do not fit. */
static bool wait_and_sample(uint32_t ticks, moment then, uint32_t operation, uint32_t instant) {
    wait(ticks, then);
    if (fb_sample_ticks(s.board, s.sense) > ticks) {
        return broken(FB_ERR_LATE);
    }
    s.samples = true;
    s.sampling = false;
    s.sample = (fb_record){
        .operation = operation, .turn = turn(), .tick = s.due - s.start, .instant = (uint8_t)instant};
    return true;
}

/* The tick at which fb_fire() is wanted: conversions begin before the instant. */
static uint64_t wanted(void) { return s.samples ? s.due - fb_sample_ticks(s.board, s.sense) : s.due; }

/* ---- operations ---- */

static bool begin_plateau(void) {
    bool plus = s.step == 1 || s.step == 2;
    drive(plus != (s.now.a != 0) ? 1 : -1);
    bool early = (s.now.d >> 2 * s.step & 1) != 0;
    if (early) {
        return wait_and_sample(s.now.c, PLATEAU_GUARDED, s.operation, 2 * s.step + 1);
    }
    bool late = (s.now.d >> (2 * s.step + 1) & 1) != 0;
    if (late) {
        return wait_and_sample(s.now.b, PLATEAU_ENDS, s.operation, 2 * s.step + 2);
    }
    wait(s.now.b, PLATEAU_ENDS);
    return true;
}

static bool pass_guard(void) {
    uint32_t rest = s.now.b - s.now.c;
    bool late = (s.now.d >> (2 * s.step + 1) & 1) != 0;
    if (late) {
        return wait_and_sample(rest, PLATEAU_ENDS, s.operation, 2 * s.step + 2);
    }
    wait(rest, PLATEAU_ENDS);
    return true;
}

static bool end_plateau(void) {
    s.step++;
    if (s.step < PLATEAUS) {
        return begin_plateau();
    }
    drive(0);
    wait(0, NEXT_OPERATION);
    return true;
}

/* Waits for the next gate of a pulse, or for its end. */
static bool pass_pulse(uint32_t tick) {
    if (s.step < s.now.c) {
        wait(fb_operation_at(s.program, s.next).b - tick, GATE_OPENS);
        return true;
    }
    if (s.now.a != 0) {
        return wait_and_sample(s.now.b - tick, PULSE_ENDS, s.operation, 0);
    }
    wait(s.now.b - tick, PULSE_ENDS);
    return true;
}

static bool open_gate(void) {
    fb_operation gate = fb_operation_at(s.program, s.next);
    fb_outputs_open(gate.array, gate.c, gate.d);
    s.next++;
    s.step++;
    return pass_pulse(gate.b);
}

static void end_pulse(void) {
    s.pulses = s.pulses == UINT32_MAX ? s.pulses : s.pulses + 1;
    drive(0);
    wait(0, NEXT_OPERATION);
}

static void choose_rows(fb_sense *sense, const fb_operation *o) {
    sense[o->array] = (fb_sense){(uint8_t)o->a, (uint16_t)o->d, (uint16_t)o->b, (uint16_t)o->c};
}

/*
 * A SAMPLE after a SETTLE is over at the end of it, so its conversions belong into it. Looks for one behind operations
 * that neither take time nor change outputs, with what is sensed by then.
 */
static bool settle(void) {
    uint32_t end_of_body = s.depth == 0 ? s.program->operations : s.loops[s.depth - 1].to;
    fb_sense ahead[FB_MOST_ARRAYS];
    for (uint8_t l = 0; l < FB_MOST_ARRAYS; l++) {
        ahead[l] = s.sense[l];
    }
    for (uint32_t i = s.next; i < end_of_body; i++) {
        fb_operation o = fb_operation_at(s.program, i);
        if (o.code == FB_OP_SENSE) {
            choose_rows(ahead, &o);
        } else if (o.code == FB_OP_SAMPLE) {
            if (fb_sample_ticks(s.board, ahead) == 0) {
                break;
            }
            for (uint8_t l = 0; l < FB_MOST_ARRAYS; l++) {
                s.sense[l] = ahead[l];
            }
            s.sampled_ahead = true;
            return wait_and_sample(s.now.b, NEXT_OPERATION, i, 0);
        } else if (o.code != FB_OP_DRIVE) {
            break;
        }
    }
    wait(s.now.b, NEXT_OPERATION);
    return true;
}

static bool begin_block(void) {
    if (4 * (uint64_t)s.now.b > s.limits->on_ticks) {
        return broken(FB_ERR_INTERNAL);
    }
    s.step = 0;
    return begin_plateau();
}

static bool begin_pulse(void) {
    if (s.now.b > s.limits->on_ticks) {
        return broken(FB_ERR_INTERNAL);
    }
    s.step = 0;
    drive(1);
    return pass_pulse(0);
}

static bool begin_await(void) {
    s.awaits++;
    atomic_store(&phase, FB_PHASE_AWAITING);
    return false;
}

static bool begin_lone_sample(void) {
    if (s.sampled_ahead) {
        s.sampled_ahead = false;
        return true;
    }
    return wait_and_sample(0, NEXT_OPERATION, s.operation, 0);
}

static bool begin_safe(void) {
    fb_outputs_safe();
    for (uint8_t l = 0; l < FB_MOST_ARRAYS; l++) {
        s.sense[l].rows = 0;
    }
    return true;
}

/* Begins the operation `now`; false if it ends the program or waits for the host. */
static bool begin(void) {
    switch (s.now.code) {
    case FB_OP_SWITCH:
        fb_outputs_switch(fb_pattern_at(s.program, s.now.b));
        return true;
    case FB_OP_SETTLE: return settle();
    case FB_OP_DRIVE: return choose(fb_table_at(s.program, s.now.b + s.now.c * turn()));
    case FB_OP_SENSE: choose_rows(s.sense, &s.now); return true;
    case FB_OP_BLOCK: return begin_block();
    case FB_OP_PULSE: return begin_pulse();
    case FB_OP_SAMPLE: return begin_lone_sample();
    case FB_OP_SAFE: return begin_safe();
    case FB_OP_LOOP:
        s.loops[s.depth++] = (loop){s.next, s.next + s.now.c, s.now.b, 0};
        return true;
    case FB_OP_AWAIT: return begin_await();
    default: return broken(FB_ERR_INTERNAL); /* a proved program has no such thing */
    }
}

/* Begins the next operation; false if there is none, or it ends the program or waits for the host. */
static bool next_operation(void) {
    while (s.depth > 0 && s.next == s.loops[s.depth - 1].to) {
        loop *inner = &s.loops[s.depth - 1];
        inner->turn++;
        if (inner->turn < inner->turns) {
            s.next = inner->from;
            break;
        }
        s.depth--;
    }
    if (s.next == s.program->operations) {
        end(FB_PHASE_ENDED, s.due);
        return false;
    }
    s.operation = s.next++;
    s.now = fb_operation_at(s.program, s.operation);
    return begin();
}

static bool happen(void) {
    switch (s.then) {
    case NEXT_OPERATION: return next_operation();
    case PLATEAU_GUARDED: return pass_guard();
    case PLATEAU_ENDS: return end_plateau();
    case GATE_OPENS: return open_gate();
    default: end_pulse(); return true;
    }
}

/* Fires all that happens at one tick, and asks to be woken for what comes then. */
static void run(void) {
    uint64_t tick = s.due;
    while (s.due == tick && !s.samples) {
        if (!happen()) {
            return;
        }
    }
    fb_board_wake_at(wanted());
}

/* Goes on with the sample that is due; whether it is over. */
static bool sample(void) {
    fb_sample_state state = FB_SAMPLE_GOES_ON;
    if (!s.sampling) {
        state = fb_sample_begin(s.board, s.sense, &s.sample);
        s.sampling = true;
    }
    if (state == FB_SAMPLE_GOES_ON) {
        state = fb_sample_convert();
    }
    if (state == FB_SAMPLE_NO_ROOM) {
        return broken(FB_ERR_INTERNAL);
    }
    if (state == FB_SAMPLE_GOES_ON) {
        fb_board_wake_at(wanted());
        return false;
    }
    s.samples = false;
    return true;
}

void fb_fire(void) {
    if (fb_sequencer_phase() != FB_PHASE_TIMED) {
        return;
    }
    uint64_t now = fb_board_ticks();
    if (now < wanted()) {
        fb_board_wake_at(wanted());
        return;
    }
    if (s.samples) {
        if (!sample()) {
            return;
        }
        now = fb_board_ticks();
    }
    if (now > s.due + s.board->late_ticks) {
        (void)broken(FB_ERR_LATE);
    } else if (now < s.due) {
        fb_board_wake_at(s.due);
    } else {
        run();
    }
}

uint64_t fb_sequencer_start(const fb_program *program, const fb_limits *limits) {
    s.program = program;
    s.limits = limits;
    s.start = s.due = fb_board_ticks();
    s.next = s.operation = s.pulses = 0;
    s.depth = 0;
    s.fault = FB_ERR_NONE;
    s.samples = s.sampled_ahead = false;
    (void)begin_safe();
    wait(0, NEXT_OPERATION);
    atomic_store(&phase, FB_PHASE_TIMED);
    run();
    return s.start;
}

void fb_sequencer_take(const uint8_t *table) {
    uint64_t now = fb_board_ticks();
    s.due = now > s.due ? now : s.due;
    if (choose(table)) {
        atomic_store(&phase, FB_PHASE_TIMED);
        wait(0, NEXT_OPERATION);
        run();
    }
}
