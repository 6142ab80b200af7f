/*
 * The running job as the main loop sees it: its streamed tables, its results, its watchdog, its end; and the one way
 * to the safe state for everything that is not an operation. Times are microseconds.
 */
#ifndef FB_RUNNER_H
#define FB_RUNNER_H

#include "fb_jobs.h"

/* Nothing runs, safe. */
void fb_runner_reset(const fb_board *board);

/* Whether a job runs, and which: 0 if none. */
uint64_t fb_runner_job(void);

/* Whether what an ended job has left is not yet on its way: a board takes no further order before. */
bool fb_runner_finishing(void);

/* A valid frame of the session has come. */
void fb_runner_heard(uint64_t now_micros);

/* When the last one came; 0: none since the reset. */
uint64_t fb_runner_heard_micros(void);

/* Starts an armed job under the limits of the session and says STARTED. */
fb_refusal fb_runner_start(uint64_t now_micros, uint64_t id, const fb_limits *limits);

/* Takes a stretch of a job's stream. */
fb_refusal fb_runner_stream(uint64_t id, uint32_t offset, const uint8_t *bytes, uint32_t count);

/* Does what is due: watchdog, streamed tables, results, the end of a job. */
void fb_runner_work(uint64_t now_micros);

/* Microseconds until there is something to do that no interrupt announces; UINT64_MAX: nothing. */
uint64_t fb_runner_due_micros(uint64_t now_micros);

/* Safe, whatever runs; a fault latches and drops what is armed. */
void fb_runner_go_safe(uint16_t fault);

/* Safe because the session is over: a fault if a job runs. */
void fb_runner_end_session(void);

/* Forgets what an ended job has left to say. */
void fb_runner_forget(void);

#endif
