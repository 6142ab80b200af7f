#include "fb_emulated.h"

#include <math.h>
#include <string.h>

#include "fluxbar.h"

#define TICKS_PER_SECOND 1000000u

/* The usual converters: 0.256 A to 16.384 A in steps of 4. */
static const uint64_t RANGES[] = {256000000000, 1024000000000, 4096000000000, 16384000000000};

static fb_array shapes[FB_MOST_ARRAYS];
static fb_board board;
static bool real_pace;

static int16_t written[FB_MOST_ARRAYS][FB_MODEL_LINES];
static int16_t latched[FB_MOST_ARRAYS][FB_MODEL_LINES];
static bool closed[FB_MOST_ARRAYS]; /* whether any switch of the array is */
static volatile bool driving;
static uint64_t pulses;
static bool safe;
static uint64_t unsafe_since_micros;
static uint64_t last_safe_micros;
static uint64_t last_safe_tick;

static uint64_t tick;
static volatile uint64_t wish;
static uint64_t seen_micros;

static bool converting;
static int32_t count;

static void describe(const fb_emulated *d) {
    for (uint8_t l = 0; l < d->arrays; l++) {
        shapes[l] = (fb_array) {
            .rows = (uint16_t)(d->differential[l] ? 2 * d->sizes[l + 1] : d->sizes[l + 1]),
            .columns = d->sizes[l],
            .differential = d->differential[l],
            .driven = l == 0 || d->independent,
            .dac_bits = 16,
            .dac_microvolts = 4096000,
            .adc_bits = 18,
            .ranges = sizeof RANGES / sizeof *RANGES,
            .range_picoamperes = RANGES,
            .conversion_ticks = d->conversion_ticks,
        };
    }
    board = (fb_board) {
        .board_id = d->board_id,
        .firmware = d->firmware,
        .arrays = d->arrays,
        .array = shapes,
        .independent = d->independent,
        .line_switches = d->line_switches,
        .ticks_per_second = TICKS_PER_SECOND,
        .neuron_microvolts = 1000000,
        .neuron_picoamperes = 1000000000000,
        .job_bytes = d->job_bytes != 0 ? d->job_bytes : FB_JOB_BYTES,
        .result_bytes = d->result_bytes != 0 ? d->result_bytes : FB_RESULT_BYTES,
        .credit_frames = d->credit_frames != 0 ? d->credit_frames : FB_CREDIT_FRAMES,
        .credit_bytes = d->credit_bytes != 0 ? d->credit_bytes : FB_CREDIT_BYTES,
        .longest_on_ticks = 1000 * TICKS_PER_SECOND,
        .longest_program_ticks = 100000ull * TICKS_PER_SECOND,
        .longest_watchdog_millis = 100,
        .late_ticks = d->late_ticks,
    };
}

static bool possible(const fb_emulated *d) {
    if (d->arrays < 1 || d->arrays > FB_MOST_ARRAYS) {
        return false;
    }
    for (uint8_t l = 0; l <= d->arrays; l++) {
        if (d->sizes[l] < 1 || d->sizes[l] > FB_MODEL_LINES) {
            return false;
        }
    }
    return d->job_bytes <= FB_JOB_BYTES && d->job_bytes % 8 == 0 && d->result_bytes <= FB_RESULT_BYTES
            && (d->credit_bytes == 0 || (d->credit_bytes >= 530 && d->credit_bytes <= FB_CREDIT_BYTES))
            && d->credit_frames <= 32767;
}

const fb_board *fb_emulated_start(const fb_emulated *d) {
    if (!possible(d)) {
        return NULL;
    }
    describe(d);
    if (!fb_model_fits(&board)) {
        return NULL;
    }
    real_pace = d->real_pace;
    fb_model_start(&board);
    fb_emulated_reboot();
    return &board;
}

void fb_emulated_reboot(void) {
    wish = FB_NEVER;
    fb_board_safe();
    tick = 0;
    seen_micros = fb_board_micros();
    safe = true;
    unsafe_since_micros = FB_NEVER;
    last_safe_micros = FB_NEVER;
    last_safe_tick = FB_NEVER;
    converting = false;
}

/* ---- time ---- */

static void advance(uint64_t to) {
    fb_model_advance(to - tick);
    tick = to;
}

static uint64_t elapsed(void) {
    uint64_t now = fb_board_micros();
    uint64_t micros = now > seen_micros ? now - seen_micros : 0;
    seen_micros += micros;
    return micros * (TICKS_PER_SECOND / 1000000u);
}

bool fb_emulated_pass(void) {
    if (real_pace) {
        /* No clock stops for a wish: what is fired late is late. */
        advance(tick + elapsed());
    } else if (wish != FB_NEVER && wish > tick) {
        advance(wish);
    }
    if (wish > tick) {
        return false;
    }
    wish = FB_NEVER;
    return true;
}

uint64_t fb_emulated_wait_micros(void) {
    if (wish == FB_NEVER) {
        return FB_NEVER;
    }
    return wish <= tick || !real_pace ? 0 : (wish - tick) / (TICKS_PER_SECOND / 1000000u);
}

uint64_t fb_emulated_ticks(void) {
    if (real_pace) {
        advance(tick + elapsed());
    }
    return tick;
}

void fb_emulated_wish(uint64_t at) {
    wish = at;
}

#define LONGEST_STEP_MICROS 20000u

uint64_t fb_patient_micros(fb_patience *clock, uint64_t machine_micros) {
    uint64_t step = machine_micros - clock->seen_micros;
    clock->seen_micros = machine_micros;
    clock->passed_micros += step < LONGEST_STEP_MICROS ? step : LONGEST_STEP_MICROS;
    return clock->passed_micros;
}

/* ---- outputs and inputs ---- */

/* Before an output changes: in real time the old state has lasted until now. */
static void until_now(void) {
    if (real_pace) {
        advance(tick + elapsed());
    }
}

static void note_safety(void) {
    bool now = !driving;
    for (uint8_t l = 0; l < board.arrays; l++) {
        now = now && !closed[l];
    }
    if (now != safe) {
        safe = now;
        *(now ? &last_safe_micros : &unsafe_since_micros) = fb_board_micros();
        last_safe_tick = now ? tick : last_safe_tick;
    }
}

void fb_board_write_codes(uint8_t array, const int16_t *codes, uint16_t columns) {
    memcpy(written[array], codes, columns * sizeof *codes);
}

void fb_board_latch(void) {
    until_now();
    bool any = false;
    for (uint8_t l = 0; l < board.arrays; l++) {
        memcpy(latched[l], written[l], sizeof latched[l]);
        for (unsigned j = 0; j < FB_MODEL_LINES; j++) {
            any |= shapes[l].driven && latched[l][j] != 0;
        }
        fb_model_drive(l, latched[l]);
    }
    pulses += any && !driving;
    driving = any;
    note_safety();
}

void fb_board_write_switches(uint8_t array, const uint8_t *bits) {
    until_now();
    fb_model_switch(array, bits);
    closed[array] = false;
    for (unsigned i = 0; i < (unsigned)shapes[array].rows * shapes[array].columns; i++) {
        closed[array] |= fb_model_closed(array, (uint16_t)i);
    }
    note_safety();
}

void fb_board_safe(void) {
    until_now();
    /* First: from here on the clock does not jump, whoever interrupts. */
    driving = false;
    memset(written, 0, sizeof written);
    memset(latched, 0, sizeof latched);
    for (uint8_t l = 0; l < board.arrays; l++) {
        fb_model_drive(l, latched[l]);
    }
    for (uint8_t l = 0; l < board.arrays; l++) {
        fb_model_switch(l, NULL);
        closed[l] = false;
    }
    note_safety();
}

void fb_board_start_conversion(uint8_t array, uint16_t row, uint8_t range) {
    until_now();
    int32_t half = (int32_t)1 << (shapes[array].adc_bits - 1);
    double step = (double)shapes[array].range_picoamperes[range] / 1e12 / half;
    double steps = fb_model_row_amperes(array, row) / step;
    double nearest = floor(steps);
    nearest += steps - nearest >= 0.5;
    count = nearest < -half ? -half : nearest > half - 1 ? half - 1 : (int32_t)nearest;
    converting = true;
}

bool fb_board_read_conversion(int32_t *counts) {
    *counts = count;
    return converting;
}

/* ---- truth ---- */

bool fb_emulated_safe(void) {
    return safe;
}

const int16_t *fb_emulated_codes(uint8_t array) {
    return latched[array];
}

uint64_t fb_emulated_pulses(void) {
    return pulses;
}

uint64_t fb_emulated_unsafe_since_micros(void) {
    return unsafe_since_micros;
}

uint64_t fb_emulated_last_safe_micros(void) {
    return last_safe_micros;
}

uint64_t fb_emulated_last_safe_tick(void) {
    return last_safe_tick;
}
