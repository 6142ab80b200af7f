/*
 * The jobs that the board holds, the ledger of those that it started, and the fault that is latched: PROTOCOL.md
 * section 5, "Jobs", and section 10. Main loop only.
 */
#ifndef FB_JOBS_H
#define FB_JOBS_H

#include "fb_program.h"

/* A job whose memory is taken. */
typedef struct {
    uint64_t id; /* 0: the slot is free */
    uint8_t state;
    uint32_t present; /* bytes of the image that have come */
    fb_program program;
    fb_proof proof;
    uint16_t parts[FB_JOB_BYTES / FB_SMALLEST_PART_BYTES];
    uint8_t memory[FB_JOB_BYTES]; /* image, then ring */
} fb_job;

/* Forgets everything, as a loss of power does. */
void fb_jobs_reset(const fb_board *board);

/* Frees every job; the ledger remembers. */
void fb_jobs_free(void);

/* The steps towards a start, each refused with a reason or carried out. */
fb_refusal fb_jobs_load(uint64_t id, const fb_program *load);
fb_refusal fb_jobs_append(uint64_t id, uint32_t offset, const uint8_t *bytes, uint32_t count);
fb_refusal fb_jobs_verify(uint64_t id, const fb_limits *limits, const fb_proof *host, fb_proof *proof);
fb_refusal fb_jobs_arm(uint64_t id);
fb_refusal fb_jobs_release(uint64_t id);

/* Whether a job was started before: it must never be again. */
bool fb_jobs_was_started(uint64_t id);

/* Enters an armed job in the ledger, before its first operation is fired. */
fb_refusal fb_jobs_start(uint64_t id, bool other_runs, fb_job **job);

/* A started job has ended. */
void fb_jobs_ended(fb_job *job, uint8_t state);

/* Drops what is armed. */
void fb_jobs_drop_armed(void);

/* Where a job stands: the answer to QUERY. */
uint8_t fb_jobs_state(uint64_t id);

/* Why a message for the running job is refused that names another one. */
fb_refusal fb_jobs_not_running(uint64_t id);

/* ---- the latched fault ---- */

/* Latches a fault; one that is latched stays, for it came first. */
void fb_fault_latch(uint16_t fault, uint64_t job);

uint16_t fb_fault(void);

/* The job that the fault ended, or 0. */
uint64_t fb_fault_job(void);

fb_refusal fb_fault_clear(uint16_t named);

#endif
