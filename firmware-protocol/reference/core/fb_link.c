#include "fb_link.h"

#include "fb_board.h"
#include "fb_send.h"

/* A host speaks at least once a second: to one that has been silent for longer nothing is sent again. */
#define SILENT_MICROS 3000000u

/* More than a host asks at once; what does not fit is asked again. */
#define MOST_URGENT 8

typedef struct {
    uint16_t session;
    uint8_t type;
    uint32_t argument;
} urgent_message;

/* What must be said about what was received. */
typedef enum {
    NOTHING,
    NUMBER, /* the number, in any frame */
    BARE_ACK /* an ACK of its own: a frame was dropped, and only an ACK that repeats its number says so */
} owed_kind;

static struct {
    fb_unsequenced unsequenced;
    uint16_t session;
    bool leaving;
    uint64_t heard_micros;
    uint16_t expected;
    owed_kind owed;
    bool heard_sequenced;
    urgent_message urgent[MOST_URGENT];
    uint8_t urgent_count;
} s;

/* The frame that the line is being given. */
static struct {
    size_t length;
    size_t sent;
    uint8_t bytes[FB_LARGEST_STUFFED_BYTES + 1];
} staged;

/* Not on the stack of a small processor. */
static fb_outgoing next;

void fb_link_reset(fb_unsequenced unsequenced) {
    s.unsequenced = unsequenced;
    staged.length = staged.sent = 0;
    fb_link_end();
}

uint16_t fb_link_session(void) { return s.session; }

bool fb_link_heard_sequenced(void) { return s.heard_sequenced; }

void fb_link_begin(uint64_t now_micros, uint16_t session, uint16_t credit_frames, uint32_t credit_bytes) {
    fb_link_end();
    s.session = session;
    s.heard_micros = now_micros;
    fb_send_reset(credit_frames, credit_bytes);
}

void fb_link_end(void) {
    s.session = FB_NO_SESSION;
    s.leaving = false;
    s.expected = 0;
    s.owed = NOTHING;
    s.heard_sequenced = false;
    s.urgent_count = 0;
    fb_send_reset(0, 0);
}

void fb_link_leave(void) { s.leaving = true; }

void fb_link_say_now(uint16_t session, uint8_t type, uint32_t argument) {
    if (s.urgent_count < MOST_URGENT) {
        s.urgent[s.urgent_count++] = (urgent_message){session, type, argument};
    }
}

static bool accepts(const fb_frame *frame, bool room) {
    s.heard_sequenced = true;
    if (frame->sequence != s.expected || !room) {
        s.owed = BARE_ACK;
        return false;
    }
    s.expected++;
    s.owed = s.owed == BARE_ACK ? BARE_ACK : NUMBER;
    return true;
}

bool fb_link_takes(uint64_t now_micros, const fb_frame *frame, bool room) {
    s.heard_micros = now_micros;
    if ((frame->flags & FB_FLAG_ACKNOWLEDGES) != 0) {
        fb_send_acknowledged(now_micros, frame->ack, frame->type == FB_MSG_ACK);
    }
    return (frame->flags & FB_FLAG_SEQUENCED) == 0 || accepts(frame, room && !s.leaving);
}

/* Makes a frame and puts it before the line. */
static void stage(uint16_t session, uint8_t flags, const fb_outgoing *message) {
    fb_frame frame = {flags, message->type, session, message->sequence, 0, message->length, message->payload};
    if (session != FB_NO_SESSION && session == s.session) {
        frame.flags |= FB_FLAG_ACKNOWLEDGES;
        frame.ack = s.expected;
        if (message->type == FB_MSG_ACK || s.owed == NUMBER) {
            s.owed = NOTHING;
        }
    }
    staged.length = fb_frame_encode(&frame, staged.bytes);
    staged.sent = 0;
}

static void stage_urgent(void) {
    urgent_message first = s.urgent[0];
    s.urgent_count--;
    for (uint8_t i = 0; i < s.urgent_count; i++) {
        s.urgent[i] = s.urgent[i + 1];
    }
    next.type = first.type;
    next.sequence = 0;
    next.length = s.unsequenced(first.type, first.argument, next.payload);
    stage(first.session, 0, &next);
}

static bool is_silent(uint64_t now_micros) { return now_micros - s.heard_micros >= SILENT_MICROS; }

/* Puts the next frame before the line; false if there is none. */
static bool stage_next(uint64_t now_micros) {
    if (s.urgent_count > 0) {
        stage_urgent();
        return true;
    }
    if (s.session == FB_NO_SESSION) {
        return false;
    }
    if (fb_send_next(now_micros, !is_silent(now_micros), &next)) {
        stage(s.session, FB_FLAG_SEQUENCED, &next);
        return true;
    }
    if (s.owed != NOTHING) {
        next.type = FB_MSG_ACK;
        next.sequence = next.length = 0;
        stage(s.session, 0, &next);
        return true;
    }
    if (s.leaving) {
        fb_link_end();
    }
    return false;
}

/* Whether the line has taken all of the staged frame. */
static bool flush(uint64_t now_micros) {
    if (staged.sent < staged.length) {
        staged.sent += fb_board_send(staged.bytes + staged.sent, staged.length - staged.sent);
    }
    if (staged.sent < staged.length) {
        fb_send_line_busy(now_micros);
        return false;
    }
    return true;
}

void fb_link_pump(uint64_t now_micros) {
    while (flush(now_micros) && stage_next(now_micros)) {
        /* The next round gives it to the line. */
    }
}

uint64_t fb_link_due_micros(uint64_t now_micros) {
    return is_silent(now_micros) ? UINT64_MAX : fb_send_due_micros(now_micros);
}
