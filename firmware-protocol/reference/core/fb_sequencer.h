/*
 * Fires the operations of one proved program on their ticks. fb_fire() of fluxbar.h is its interrupt; what stands here
 * is for the main loop, where it says "locked" with fb_fire() kept out.
 */
#ifndef FB_SEQUENCER_H
#define FB_SEQUENCER_H

#include "fb_program.h"

/* Where the program stands. */
typedef enum {
    FB_PHASE_IDLE,
    FB_PHASE_TIMED, /* the timer fires what comes next */
    FB_PHASE_AWAITING, /* an AWAIT has no table yet */
    FB_PHASE_ENDED, /* every operation was fired; the board is safe */
    FB_PHASE_BROKEN /* a fault of its own: the board is safe */
} fb_phase;

/* What is told of a program that has ended. */
typedef struct {
    uint32_t operation; /* last begun */
    uint64_t ticks; /* since the start */
    uint32_t pulses; /* completed; stops at its largest number */
} fb_progress;

/* Idle, on this board. */
void fb_sequencer_reset(const fb_board *board);

/* Fires the first operations, and returns the tick of them. The program must live until it has ended. Locked. */
uint64_t fb_sequencer_start(const fb_program *program, const fb_limits *limits);

/* Safe, whatever was: the program is over. Locked. */
void fb_sequencer_stop(void);

/* Gives the AWAIT its table, and goes on. Locked. */
void fb_sequencer_take(const uint8_t *table);

fb_phase fb_sequencer_phase(void);

/* The AWAIT that waits. While it does. */
fb_operation fb_sequencer_await(void);

/* How many AWAITs have begun to wait, modulo 2^32. */
uint32_t fb_sequencer_awaits(void);

/* The fault that broke it. */
uint16_t fb_sequencer_fault(void);

/* Whether drivers have been on for longer than any operation may be, because the timer does not come. Locked. */
bool fb_sequencer_overdue(void);

/* Of the program that was last started. Locked, or after its end. */
fb_progress fb_sequencer_progress(void);

#endif
