#include "fb_jobs.h"

_Static_assert(FB_JOB_BYTES % FB_SMALLEST_PART_BYTES == 0, "FB_JOB_BYTES: a multiple of 8");
_Static_assert(FB_JOB_BYTES <= 4 * 65536, "FB_JOB_BYTES: at most 256 KiB, for parts are counted in words");

#define MOST_HELD 2

static const fb_refusal accepted = {FB_ERR_NONE, 0, 0};

static const fb_board *board;
static fb_job held[MOST_HELD];

/* The last started jobs, a ring; the oldest is overwritten. */
static struct {
    uint64_t ids[FB_LEDGER_JOBS]; /* 0: none */
    uint8_t states[FB_LEDGER_JOBS];
    uint32_t next;
} ledger;

static struct {
    uint16_t fault;
    uint64_t job;
} latched;

void fb_jobs_reset(const fb_board *its_board) {
    board = its_board;
    fb_jobs_free();
    for (uint32_t i = 0; i < FB_LEDGER_JOBS; i++) {
        ledger.ids[i] = 0;
    }
    ledger.next = 0;
    latched.fault = FB_ERR_NONE;
    latched.job = 0;
}

void fb_jobs_free(void) {
    for (int i = 0; i < MOST_HELD; i++) {
        held[i].id = 0;
    }
}

static fb_refusal refused(uint16_t error, uint64_t value) { return (fb_refusal){error, 0, value}; }

/* No job has id 0. */
static fb_job *find(uint64_t id) {
    for (int i = 0; i < MOST_HELD; i++) {
        if (held[i].id == id && id != 0) {
            return &held[i];
        }
    }
    return NULL;
}

static uint32_t find_in_ledger(uint64_t id) {
    uint32_t i = 0;
    while (i < FB_LEDGER_JOBS && (ledger.ids[i] != id || id == 0)) {
        i++;
    }
    return i;
}

bool fb_jobs_was_started(uint64_t id) { return find_in_ledger(id) < FB_LEDGER_JOBS; }

/* Finds a job that must be in a state. */
static fb_refusal expect(uint64_t id, uint8_t state, fb_job **job) {
    *job = find(id);
    if (*job == NULL) {
        return refused(FB_ERR_UNKNOWN_JOB, 0);
    }
    return (*job)->state == state ? accepted : refused(FB_ERR_WRONG_STATE, (*job)->state);
}

/* A slot for another job: one is free and no job is on its way to a start. */
static fb_job *free_slot(void) {
    fb_job *slot = NULL;
    for (int i = 0; i < MOST_HELD; i++) {
        if (held[i].id == 0) {
            slot = &held[i];
        } else if (held[i].state < FB_JOB_RUNNING) {
            return NULL;
        }
    }
    return slot;
}

fb_refusal fb_jobs_load(uint64_t id, const fb_program *load) {
    if (id == 0 || find(id) != NULL || fb_jobs_was_started(id)) {
        return refused(FB_ERR_BAD_JOB, 0);
    }
    uint64_t bytes = (uint64_t)load->length + load->ring_bytes;
    if (bytes > board->job_bytes) {
        return refused(FB_ERR_NO_MEMORY, bytes);
    }
    fb_job *job = free_slot();
    if (job == NULL) {
        return refused(FB_ERR_NO_SLOT, 0);
    }
    job->id = id;
    job->state = FB_JOB_LOADING;
    job->present = 0;
    job->program = *load;
    job->program.bytes = job->memory;
    job->program.parts = job->parts;
    return accepted;
}

fb_refusal fb_jobs_append(uint64_t id, uint32_t offset, const uint8_t *bytes, uint32_t count) {
    fb_job *job;
    fb_refusal refusal = expect(id, FB_JOB_LOADING, &job);
    if (refusal.error != FB_ERR_NONE) {
        return refusal;
    }
    if (offset != job->present || count > job->program.length - job->present) {
        job->id = 0;
        return refused(FB_ERR_BAD_OFFSET, offset);
    }
    for (uint32_t i = 0; i < count; i++) {
        job->memory[job->present + i] = bytes[i];
    }
    job->present += count;
    return accepted;
}

/* The first field in which two proofs differ; 6: none. */
static uint8_t first_difference(const fb_proof *a, const fb_proof *b) {
    const bool same[] = {a->program_ticks == b->program_ticks, a->largest_code == b->largest_code,
                         a->code_ticks == b->code_ticks,       a->result_bytes == b->result_bytes,
                         a->image_crc == b->image_crc,         a->wait_ticks == b->wait_ticks};
    uint8_t i = 0;
    while (i < sizeof same / sizeof same[0] && same[i]) {
        i++;
    }
    return i;
}

fb_refusal fb_jobs_verify(uint64_t id, const fb_limits *limits, const fb_proof *host, fb_proof *proof) {
    fb_job *job;
    fb_refusal refusal = expect(id, FB_JOB_LOADING, &job);
    if (refusal.error != FB_ERR_NONE) {
        return refusal;
    }
    if (job->present < job->program.length) {
        refusal = refused(FB_ERR_INCOMPLETE, job->present);
    } else {
        refusal = fb_prove(board, limits, &job->program, proof);
    }
    if (refusal.error == FB_ERR_NONE) {
        uint8_t different = first_difference(host, proof);
        refusal = different < 6 ? refused(FB_ERR_PROOF_DIFFERS, different) : accepted;
    }
    if (refusal.error == FB_ERR_NONE) {
        job->proof = *proof;
        job->state = FB_JOB_VERIFIED;
    } else {
        job->id = 0;
    }
    return refusal;
}

fb_refusal fb_jobs_arm(uint64_t id) {
    fb_job *job;
    fb_refusal refusal = expect(id, FB_JOB_VERIFIED, &job);
    if (refusal.error == FB_ERR_NONE) {
        job->state = FB_JOB_ARMED;
    }
    return refusal;
}

fb_refusal fb_jobs_release(uint64_t id) {
    fb_job *job = find(id);
    if (job == NULL) {
        return refused(FB_ERR_UNKNOWN_JOB, 0);
    }
    if (job->state == FB_JOB_RUNNING) {
        return refused(FB_ERR_WRONG_STATE, job->state);
    }
    job->id = 0;
    return accepted;
}

fb_refusal fb_jobs_start(uint64_t id, bool other_runs, fb_job **job) {
    fb_refusal refusal = expect(id, FB_JOB_ARMED, job);
    if (refusal.error != FB_ERR_NONE) {
        return refusal;
    }
    if (other_runs) {
        return refused(FB_ERR_WRONG_STATE, (*job)->state);
    }
    ledger.ids[ledger.next] = id;
    ledger.states[ledger.next] = FB_JOB_RUNNING;
    ledger.next = (ledger.next + 1) % FB_LEDGER_JOBS;
    (*job)->state = FB_JOB_RUNNING;
    return accepted;
}

void fb_jobs_ended(fb_job *job, uint8_t state) {
    job->state = state;
    /* It was entered when it started, and only one job runs: it is still there. */
    ledger.states[find_in_ledger(job->id)] = state;
}

void fb_jobs_drop_armed(void) {
    for (int i = 0; i < MOST_HELD; i++) {
        if (held[i].state == FB_JOB_ARMED) {
            held[i].id = 0;
        }
    }
}

uint8_t fb_jobs_state(uint64_t id) {
    const fb_job *job = find(id);
    if (job != NULL) {
        return job->state;
    }
    uint32_t i = find_in_ledger(id);
    return i < FB_LEDGER_JOBS ? ledger.states[i] : FB_JOB_UNKNOWN;
}

fb_refusal fb_jobs_not_running(uint64_t id) {
    const fb_job *job = find(id);
    return job == NULL ? refused(FB_ERR_UNKNOWN_JOB, 0) : refused(FB_ERR_WRONG_STATE, job->state);
}

void fb_fault_latch(uint16_t fault, uint64_t job) {
    if (latched.fault == FB_ERR_NONE) {
        latched.fault = fault;
        latched.job = job;
    }
}

uint16_t fb_fault(void) { return latched.fault; }

uint64_t fb_fault_job(void) { return latched.job; }

fb_refusal fb_fault_clear(uint16_t named) {
    if (latched.fault == FB_ERR_NONE || named != latched.fault) {
        return refused(FB_ERR_WRONG_FAULT, latched.fault);
    }
    latched.fault = FB_ERR_NONE;
    latched.job = 0;
    return accepted;
}
