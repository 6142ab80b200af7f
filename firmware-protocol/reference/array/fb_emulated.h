/*
 * What the emulated ports have in common: the outputs and inputs of fb_board.h on computed arrays, the tick clock, and
 * what an observer may know of the board and a host may not.
 *
 * The tick clock jumps. It stands until the firmware wishes to be woken, then arrays and clock are there at once: ten
 * seconds of pulse pass in moments, and every operation is fired on its very tick. Time passes with operations alone,
 * and a wait for the host takes none of it. docs/decisions/0018 says why.
 */
#ifndef FB_EMULATED_H
#define FB_EMULATED_H

#include "fb_array_model.h"

/* What a board is made of; 0 everywhere is the board of the academic example, less its sizes. */
typedef struct {
    uint8_t arrays;
    uint16_t sizes[FB_MOST_ARRAYS + 1]; /* columns of the first array, then neurons of each */
    bool independent;
    bool line_switches;
    bool differential[FB_MOST_ARRAYS];
    bool real_pace; /* the tick clock is the clock on the wall throughout */
    uint32_t late_ticks;
    uint32_t conversion_ticks; /* that each conversion is said to take */
    uint32_t job_bytes; /* 0: all that there is room for; so are the next three */
    uint32_t result_bytes;
    uint16_t credit_frames;
    uint32_t credit_bytes;
    const char *board_id;
    const char *firmware;
} fb_emulated;

/* Bytes that the line's receiver holds, and frames, unless a description says otherwise. */
#ifndef FB_CREDIT_BYTES
#define FB_CREDIT_BYTES 4096
#endif
#define FB_CREDIT_FRAMES 16

/*
 * The board of that description, safe, with every flux 0, for fb_start(): it belongs to this file. NULL where the
 * description asks for more than there is room for.
 */
const fb_board *fb_emulated_start(const fb_emulated *description);

/* The board has lost its power and got it back: outputs safe, tick clock at 0. Fluxes stay. */
void fb_emulated_reboot(void);

/*
 * Lets time pass up to the firmware's wish, or as the clock on the wall goes. Whether the wish has come: then fb_fire()
 * must follow. From the level of fb_fire().
 */
bool fb_emulated_pass(void);

/* For a port's fb_board_ticks() and fb_board_wake_at(), which keep the other level out where there is one. */
uint64_t fb_emulated_ticks(void);
void fb_emulated_wish(uint64_t tick);

/* Microseconds after which fb_emulated_pass() should be called again; 0: at once. FB_NEVER without a wish. */
uint64_t fb_emulated_wait_micros(void);

/* Microseconds of which at most 20,000 pass between two looks. Zeros begin it. */
typedef struct {
    uint64_t seen_micros;
    uint64_t passed_micros;
} fb_patience;

/*
 * A busy machine may stop an emulated board for longer than the watchdog time, and computing its arrays may take as
 * long: neither is silence of the host. One that is really silent is noticed a few looks later.
 */
uint64_t fb_patient_micros(fb_patience *clock, uint64_t machine_micros);

/* ---- the truth, for an observer ---- */

bool fb_emulated_safe(void);

/* The codes that drive the columns of an array, 0 without drivers. */
const int16_t *fb_emulated_codes(uint8_t array);

/* How often drivers went from all at 0 V to any other voltage: a pulse once, a block signal once. */
uint64_t fb_emulated_pulses(void);

/* When outputs last left the safe state and when they last reached it, in fb_board_micros(); FB_NEVER: not yet. */
uint64_t fb_emulated_unsafe_since_micros(void);
uint64_t fb_emulated_last_safe_micros(void);

/* The tick up to which outputs were away from it then. */
uint64_t fb_emulated_last_safe_tick(void);

#endif
