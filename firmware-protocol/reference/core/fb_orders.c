#include "fb_orders.h"

#include "fb_bytes.h"
#include "fb_link.h"
#include "fb_runner.h"
#include "fb_send.h"

/* The answer to any message but DESCRIBE, with its overhead, takes at most so much. */
#define ANSWER_BYTES 64u

static struct {
    const fb_board *board;
    uint64_t boot_id;
    uint64_t sessions; /* begun since the boot */
    bool confirmed; /* the host has shown this session's key */
    bool limited; /* LIMITS have been set in this session */
    fb_limits limits;
} s;

/* Not on the stack of a small processor. */
static uint8_t payload[FB_LARGEST_PAYLOAD_BYTES];

static const fb_refusal accepted = {FB_ERR_NONE, 0, 0};

static fb_refusal refused(uint16_t error, uint64_t value) { return (fb_refusal){error, 0, value}; }

static void say(uint8_t type, const uint8_t *end) { fb_send_offer(type, payload, (uint16_t)(end - payload)); }

/* ---- what a host may say ---- */

static bool is_error(uint16_t code) {
    static const uint16_t known[] = {FB_EACH_ERROR};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i] == code) {
            return true;
        }
    }
    return false;
}

/* The bytes of a message of a host; 0xffff: a type that no host sends. Those of LIMITS, LOAD_DATA, STREAM_DATA: least. */
static uint16_t host_bytes(uint8_t type) {
    switch (type) {
    case FB_MSG_HELLO: return 12;
    case FB_MSG_ACK: return 0;
    case FB_MSG_HEARTBEAT:
    case FB_MSG_ABORT: return 4;
    case FB_MSG_DESCRIBE: return 0;
    case FB_MSG_LIMITS: return 23;
    case FB_MSG_LOAD: return 32;
    case FB_MSG_LOAD_DATA:
    case FB_MSG_STREAM_DATA: return 12;
    case FB_MSG_VERIFY: return 8 + FB_PROOF_BYTES;
    case FB_MSG_ARM:
    case FB_MSG_START:
    case FB_MSG_RELEASE:
    case FB_MSG_QUERY:
    case FB_MSG_CONFIRM: return 8;
    case FB_MSG_CLEAR: return 2;
    case FB_MSG_BYE: return 0;
    default: return 0xffff;
    }
}

static bool is_right_payload(const fb_frame *frame, uint16_t bytes) {
    switch (frame->type) {
    case FB_MSG_LOAD_DATA:
    case FB_MSG_STREAM_DATA: return frame->length >= bytes;
    case FB_MSG_LIMITS: return frame->length >= bytes && frame->length == bytes + 2u * frame->payload[22];
    case FB_MSG_CLEAR: return frame->length == bytes && is_error(fb_u16(frame->payload));
    default: return frame->length == bytes;
    }
}

uint16_t fb_orders_check(const fb_frame *frame) {
    uint16_t bytes = host_bytes(frame->type);
    if (bytes == 0xffff) {
        return FB_ERR_BAD_TYPE;
    }
    if (!is_right_payload(frame, bytes)) {
        return FB_ERR_BAD_PAYLOAD;
    }
    bool sequenced = (frame->flags & FB_FLAG_SEQUENCED) != 0;
    return sequenced == (frame->type >= FB_MSG_DESCRIBE) ? FB_ERR_NONE : FB_ERR_BAD_TYPE;
}

/* ---- what the board says of itself ---- */

static uint8_t *put_text(uint8_t *at, const char *text) {
    uint8_t *count = at++;
    while (*text != '\0') {
        *at++ = (uint8_t)*text++;
    }
    *count = (uint8_t)(at - count - 1);
    return at;
}

/* Another one for each session: boot ids are random. */
static uint64_t session_key(void) { return s.boot_id + s.sessions; }

static uint8_t *put_identity(uint8_t *at, bool is_accepted) {
    at = fb_put_u8(fb_put_u8(fb_put_u64(at, s.boot_id), FB_MAJOR), FB_MINOR);
    at = fb_put_u8(fb_put_u32(at, FB_TABLE_HASH), is_accepted ? 1 : 0);
    at = fb_put_u64(at, is_accepted ? session_key() : 0);
    at = fb_put_u64(fb_put_u16(at, fb_fault()), fb_fault_job());
    at = fb_put_u32(fb_put_u16(at, s.board->credit_frames), s.board->credit_bytes);
    return put_text(put_text(at, s.board->board_id), s.board->firmware);
}

static uint8_t *put_status(uint8_t *at, uint32_t count) {
    at = fb_put_u32(fb_put_u64(fb_put_u64(at, s.boot_id), fb_board_ticks()), count);
    return fb_put_u64(fb_put_u16(fb_put_u64(at, fb_runner_job()), fb_fault()), fb_fault_job());
}

static uint16_t put_unsequenced(uint8_t type, uint32_t argument, uint8_t out[FB_LARGEST_PAYLOAD_BYTES]) {
    uint8_t *end;
    switch (type) {
    case FB_MSG_IDENTITY: end = put_identity(out, argument != 0); break;
    case FB_MSG_STATUS: end = put_status(out, argument); break;
    default: end = fb_put_u64(out, s.boot_id); break;
    }
    return (uint16_t)(end - out);
}

static uint16_t array_bytes(const fb_array *array) { return (uint16_t)(22 + 8 * array->ranges); }

static void describe(void) {
    const fb_board *b = s.board;
    uint8_t *at = fb_put_u8(fb_put_u8(payload, b->arrays), b->independent ? 1 : 0);
    at = fb_put_u32(fb_put_u8(at, b->line_switches ? 1 : 0), 1u << FB_FEATURE_STREAMED_TABLES);
    at = fb_put_u64(fb_put_u32(fb_put_u32(at, b->ticks_per_second), b->neuron_microvolts), b->neuron_picoamperes);
    at = fb_put_u32(fb_put_u32(fb_put_u32(at, b->job_bytes), b->result_bytes), b->longest_on_ticks);
    say(FB_MSG_DESCRIPTION, fb_put_u16(fb_put_u64(at, b->longest_program_ticks), b->longest_watchdog_millis));
    for (uint8_t l = 0; l < b->arrays; l++) {
        const fb_array *a = &b->array[l];
        at = fb_put_u16(fb_put_u16(fb_put_u8(payload, l), a->rows), a->columns);
        at = fb_put_u8(fb_put_u8(at, a->differential ? 1 : 0), a->driven ? 1 : 0);
        at = fb_put_u8(fb_put_u32(fb_put_u8(at, a->dac_bits), a->dac_microvolts), a->adc_bits);
        at = fb_put_u8(fb_put_u32(at, a->conversion_ticks), a->ranges);
        for (uint8_t r = 0; r < a->ranges; r++) {
            at = fb_put_u64(at, a->range_picoamperes[r]);
        }
        say(FB_MSG_ARRAY, at);
    }
}

/* Memory that the answers to a message need. */
static size_t answer_bytes(uint8_t type) {
    size_t bytes = ANSWER_BYTES;
    if (type == FB_MSG_DESCRIBE) {
        for (uint8_t l = 0; l < s.board->arrays; l++) {
            bytes += array_bytes(&s.board->array[l]) + FB_SEND_OVERHEAD_BYTES;
        }
    }
    return bytes;
}

/* ---- orders ---- */

/* Zero, or a number beyond the board's own. */
static bool within(uint64_t value, uint64_t largest) { return value > 0 && value <= largest; }

/* What a line has kept of another session carries another key. */
static fb_refusal confirm_session(uint64_t key) {
    if (key != session_key()) {
        return refused(FB_ERR_BAD_KEY, 0);
    }
    s.confirmed = true;
    return accepted;
}

static fb_refusal set_limits(const fb_frame *frame) {
    const uint8_t *in = frame->payload;
    const fb_board *b = s.board;
    if (!s.confirmed) {
        return refused(FB_ERR_BAD_KEY, 0);
    }
    if (s.limited) {
        return refused(FB_ERR_WRONG_STATE, 0);
    }
    fb_limits set = {fb_u16(in), fb_u32(in + 2), fb_u64(in + 6), fb_u64(in + 14), {0}};
    const bool right[] = {within(set.watchdog_millis, b->longest_watchdog_millis),
                          within(set.on_ticks, b->longest_on_ticks),
                          within(set.program_ticks, b->longest_program_ticks),
                          within(set.code_ticks, INT64_MAX), in[22] == b->arrays};
    for (uint8_t i = 0; i < sizeof right / sizeof right[0]; i++) {
        if (!right[i]) {
            return refused(FB_ERR_BAD_LIMITS, i);
        }
    }
    for (uint8_t l = 0; l < b->arrays; l++) {
        set.largest_codes[l] = fb_u16(in + 23 + 2 * l);
        /* An array without drivers has no code to limit: what is said of it does not matter. */
        uint64_t largest = ((uint64_t)1 << (b->array[l].dac_bits - 1)) - 1;
        if (b->array[l].driven && !within(set.largest_codes[l], largest)) {
            return refused(FB_ERR_BAD_LIMITS, 5u + l);
        }
    }
    s.limits = set;
    s.limited = true;
    say(FB_MSG_LIMITS_SET, fb_put_u32(payload, fb_crc(in, frame->length)));
    return accepted;
}

static fb_refusal load(uint64_t job, const uint8_t *in) {
    if (!s.limited) {
        return refused(FB_ERR_NO_LIMITS, 0);
    }
    fb_program program = {NULL,           fb_u32(in + 8),  fb_u32(in + 12), fb_u32(in + 16),
                          fb_u32(in + 20), fb_u32(in + 24), fb_u32(in + 28), NULL};
    return fb_jobs_load(job, &program);
}

static uint8_t *put_proof(uint8_t *at, const fb_proof *p) {
    at = fb_put_u64(fb_put_u16(fb_put_u64(at, p->program_ticks), p->largest_code), p->code_ticks);
    return fb_put_u64(fb_put_u32(fb_put_u32(at, p->result_bytes), p->image_crc), p->wait_ticks);
}

static fb_refusal verify(uint64_t job, const uint8_t *in) {
    fb_proof host = {fb_u64(in + 8),  fb_u16(in + 16), fb_u64(in + 18),
                     fb_u32(in + 26), fb_u32(in + 30), fb_u64(in + 34)};
    fb_proof own;
    /* Without limits no job can be loaded: it is the job that is unknown then. */
    fb_refusal refusal = fb_jobs_verify(job, &s.limits, &host, &own);
    if (refusal.error == FB_ERR_NONE) {
        say(FB_MSG_VERIFIED, put_proof(fb_put_u64(payload, job), &own));
    }
    return refusal;
}

/* Says so with the job's id, if it was done. */
static fb_refusal confirm(fb_refusal refusal, uint8_t type, uint64_t job) {
    if (refusal.error == FB_ERR_NONE) {
        say(type, fb_put_u64(payload, job));
    }
    return refusal;
}

static fb_refusal tell(uint64_t job) {
    say(FB_MSG_JOB, fb_put_u8(fb_put_u64(payload, job), fb_jobs_state(job)));
    return accepted;
}

static fb_refusal clear(uint16_t fault) {
    fb_refusal refusal = s.confirmed ? fb_fault_clear(fault) : refused(FB_ERR_BAD_KEY, 0);
    if (refusal.error == FB_ERR_NONE) {
        say(FB_MSG_CLEARED, fb_put_u16(payload, fault));
    }
    return refusal;
}

static fb_refusal leave(uint64_t now_micros) {
    fb_runner_end_session();
    fb_runner_work(now_micros); /* its DONE */
    if (!fb_runner_finishing() && fb_send_room() >= ANSWER_BYTES) {
        say(FB_MSG_GOODBYE, payload);
    }
    /* What the host has no credit for is forgotten: it asks again and hears NO_SESSION. */
    fb_runner_forget();
    fb_jobs_free();
    s.confirmed = s.limited = false;
    fb_link_leave();
    return accepted;
}

static fb_refusal towards_a_start(uint64_t now_micros, const fb_frame *frame, uint64_t job) {
    const uint8_t *in = frame->payload;
    if (fb_fault() != FB_ERR_NONE) {
        return refused(FB_ERR_LATCHED, fb_fault());
    }
    switch (frame->type) {
    case FB_MSG_LOAD: return load(job, in);
    case FB_MSG_LOAD_DATA: return fb_jobs_append(job, fb_u32(in + 8), in + 12, frame->length - 12u);
    case FB_MSG_VERIFY: return verify(job, in);
    case FB_MSG_ARM: return confirm(fb_jobs_arm(job), FB_MSG_ARMED, job);
    default: /* START */
        return fb_jobs_was_started(job) ? tell(job) : fb_runner_start(now_micros, job, &s.limits);
    }
}

/* The job of a message that has one at its start. */
static uint64_t job_of(const fb_frame *frame) {
    bool has = frame->type >= FB_MSG_LOAD && frame->type != FB_MSG_CLEAR && frame->type != FB_MSG_BYE &&
               frame->type != FB_MSG_CONFIRM;
    return has ? fb_u64(frame->payload) : 0;
}

static fb_refusal carry_out(uint64_t now_micros, const fb_frame *frame) {
    const uint8_t *in = frame->payload;
    uint64_t job = job_of(frame);
    switch (frame->type) {
    case FB_MSG_DESCRIBE: describe(); return accepted;
    case FB_MSG_LIMITS: return set_limits(frame);
    case FB_MSG_RELEASE: return confirm(fb_jobs_release(job), FB_MSG_RELEASED, job);
    case FB_MSG_QUERY: return tell(job);
    case FB_MSG_CLEAR: return clear(fb_u16(in));
    case FB_MSG_CONFIRM: return confirm_session(fb_u64(in));
    case FB_MSG_STREAM_DATA: return fb_runner_stream(job, fb_u32(in + 8), in + 12, frame->length - 12u);
    case FB_MSG_BYE: return leave(now_micros);
    default: return towards_a_start(now_micros, frame, job);
    }
}

static void refuse(const fb_frame *frame, uint64_t job, fb_refusal refusal) {
    uint8_t *at = fb_put_u64(fb_put_u8(payload, frame->type), job);
    at = fb_put_u32(fb_put_u16(at, refusal.error), refusal.operation);
    say(FB_MSG_REFUSED, fb_put_u64(at, refusal.value));
}

static void sequenced(uint64_t now_micros, const fb_frame *frame) {
    uint16_t malformed = fb_orders_check(frame);
    if (malformed != FB_ERR_NONE) {
        uint64_t value = malformed == FB_ERR_BAD_TYPE ? frame->type : frame->length;
        refuse(frame, 0, refused(malformed, value));
        return;
    }
    fb_refusal refusal = carry_out(now_micros, frame);
    if (refusal.error != FB_ERR_NONE) {
        /* QUERY and START are not refused for their job's sake alone; what is refused names it. */
        refuse(frame, job_of(frame), refusal);
    }
}

/* Without a sequence there is nobody who waits for an answer to what is malformed. */
static void unsequenced(const fb_frame *frame) {
    if (fb_orders_check(frame) != FB_ERR_NONE || frame->type == FB_MSG_ACK) {
        return;
    }
    if (frame->type == FB_MSG_ABORT) {
        fb_runner_go_safe(FB_ERR_ABORTED);
    }
    fb_link_say_now(fb_link_session(), FB_MSG_STATUS, fb_u32(frame->payload));
}

/* ---- session ---- */

void fb_orders_reset(const fb_board *board, uint64_t boot_id) {
    s.board = board;
    s.boot_id = boot_id;
    s.sessions = 0;
    s.confirmed = s.limited = false;
    fb_link_reset(put_unsequenced);
}

void fb_orders_end_session(void) {
    fb_runner_end_session();
    fb_runner_forget();
    fb_jobs_free();
    s.confirmed = s.limited = false;
    fb_link_end();
}

static bool in_session(const fb_frame *frame) {
    return fb_link_session() != FB_NO_SESSION && frame->session == fb_link_session();
}

static void hello(uint64_t now_micros, const fb_frame *frame) {
    if (in_session(frame)) {
        fb_runner_heard(now_micros);
        if (!fb_link_heard_sequenced()) {
            fb_link_say_now(frame->session, FB_MSG_IDENTITY, 1);
        }
        return;
    }
    if (fb_orders_check(frame) != FB_ERR_NONE) {
        return; /* its layout is for ever: this is no HELLO of any version */
    }
    const uint8_t *in = frame->payload;
    bool ours = frame->session != FB_NO_SESSION && in[0] == FB_MAJOR && fb_u32(in + 2) == FB_TABLE_HASH;
    fb_orders_end_session();
    if (ours) {
        fb_link_begin(now_micros, frame->session, fb_u16(in + 6), fb_u32(in + 8));
        s.sessions++;
    }
    fb_link_say_now(frame->session, FB_MSG_IDENTITY, ours ? 1 : 0);
}

void fb_orders_take(uint64_t now_micros, const fb_frame *frame) {
    bool is_sequenced = (frame->flags & FB_FLAG_SEQUENCED) != 0;
    if (frame->type == FB_MSG_HELLO && !is_sequenced) {
        hello(now_micros, frame);
    } else if (!in_session(frame)) {
        /* Two boards on one line, or a line that echoes, would never come to an end of this. */
        if (frame->type != FB_MSG_NO_SESSION) {
            fb_link_say_now(frame->session, FB_MSG_NO_SESSION, 0);
        }
    } else {
        fb_runner_heard(now_micros);
        bool room = !fb_runner_finishing() && fb_send_room() >= answer_bytes(frame->type);
        if (fb_link_takes(now_micros, frame, room)) {
            if (is_sequenced) {
                sequenced(now_micros, frame);
            } else {
                unsequenced(frame);
            }
        }
    }
}
