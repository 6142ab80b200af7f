#include "fb_send.h"

#include "fb_bytes.h"
#include "fb_config.h"

/*
 * Messages one after the other in a ring, the oldest first: outstanding ones, then waiting ones. Each is
 *
 *     0        2      3      4             8
 *     +--------+------+------+-------------+---------+
 *     | length | type | zero | sent micros | payload |
 *     +--------+------+------+-------------+---------+
 */
static uint8_t ring[FB_SEND_BYTES];

static struct {
    uint16_t credit_frames;
    uint32_t credit_bytes;
    uint32_t oldest; /* where in the ring */
    uint32_t used; /* bytes of the ring */
    uint32_t sent; /* of them, bytes of outstanding messages */
    uint32_t passed; /* of them, bytes of those that need not be sent again now */
    uint16_t waiting; /* messages never sent */
    uint16_t outstanding; /* messages sent and not acknowledged */
    uint16_t again; /* of them, the newest that are still to be sent again */
    uint16_t repeated; /* of them, the oldest that were sent more than once */
    uint16_t sequence; /* of the oldest */
    uint32_t line_bytes; /* of outstanding ones */
    bool repeat_now;
    bool repeated_since_progress;
    uint32_t answer_micros;
    uint32_t retry_micros;
    uint64_t retry_at_micros;
} s;

static uint32_t place(uint32_t offset) {
    uint32_t at = s.oldest + offset;
    return at < FB_SEND_BYTES ? at : at - FB_SEND_BYTES;
}

static void copy_in(uint32_t offset, const uint8_t *bytes, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        ring[place(offset + i)] = bytes[i];
    }
}

static void copy_out(uint32_t offset, uint8_t *bytes, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        bytes[i] = ring[place(offset + i)];
    }
}

void fb_send_reset(uint16_t credit_frames, uint32_t credit_bytes) {
    s.credit_frames = credit_frames;
    s.credit_bytes = credit_bytes;
    s.oldest = s.used = s.sent = s.passed = s.line_bytes = s.answer_micros = 0;
    s.waiting = s.outstanding = s.again = s.repeated = s.sequence = 0;
    s.repeat_now = s.repeated_since_progress = false;
    s.retry_micros = FB_RETRY_MICROS;
    s.retry_at_micros = 0;
}

size_t fb_send_room(void) { return FB_SEND_BYTES - s.used; }

void fb_send_offer(uint8_t type, const uint8_t *payload, uint16_t length) {
    uint8_t head[FB_SEND_OVERHEAD_BYTES];
    fb_put_u32(fb_put_u8(fb_put_u8(fb_put_u16(head, length), type), 0), 0);
    copy_in(s.used, head, sizeof head);
    copy_in(s.used + FB_SEND_OVERHEAD_BYTES, payload, length);
    s.used += FB_SEND_OVERHEAD_BYTES + length;
    s.waiting++;
}

/* Stuffing depends on the acknowledgement too, which changes: the longest that the frame can be. */
static uint32_t largest_line_bytes(uint16_t length) {
    uint32_t plain = FB_FRAME_HEADER_BYTES + (uint32_t)length + FB_FRAME_CRC_BYTES;
    return plain + plain / 254 + 2;
}

/* Learns how long the line takes from a frame that was sent once. */
static void answered_after(uint32_t micros) {
    uint32_t slowly = s.answer_micros - (s.answer_micros - micros) / 16;
    s.answer_micros = micros > s.answer_micros ? micros : slowly;
    uint32_t twice = s.answer_micros < FB_SLOWEST_RETRY_MICROS / 2 ? 2 * s.answer_micros : FB_SLOWEST_RETRY_MICROS;
    s.retry_micros = twice > FB_RETRY_MICROS ? twice : FB_RETRY_MICROS;
}

/* Forgets the oldest messages and returns when the newest of them was sent. */
static uint32_t forget(uint16_t count) {
    uint32_t sent_micros = 0;
    uint16_t passed = (uint16_t)(s.outstanding - s.again);
    for (uint16_t i = 0; i < count; i++) {
        uint8_t head[FB_SEND_OVERHEAD_BYTES];
        copy_out(0, head, sizeof head);
        sent_micros = fb_u32(head + 4);
        uint32_t bytes = FB_SEND_OVERHEAD_BYTES + (uint32_t)fb_u16(head);
        s.line_bytes -= largest_line_bytes(fb_u16(head));
        s.oldest = place(bytes);
        s.used -= bytes;
        s.sent -= bytes;
        s.passed = s.passed > bytes ? s.passed - bytes : 0;
    }
    s.sequence = (uint16_t)(s.sequence + count);
    s.outstanding = (uint16_t)(s.outstanding - count);
    /* What was to be sent again and has been acknowledged meanwhile is not. */
    s.again = (uint16_t)(s.outstanding - (passed > count ? passed - count : 0));
    return sent_micros;
}

void fb_send_acknowledged(uint64_t now_micros, uint16_t ack, bool bare) {
    uint16_t covered = (uint16_t)(ack - s.sequence);
    if (s.outstanding == 0 || covered > s.outstanding) {
        return; /* an old acknowledgement that comes late, or one of what was never sent */
    }
    if (covered == 0) {
        s.repeat_now = s.repeat_now || (bare && !s.repeated_since_progress);
        return;
    }
    uint32_t newest_micros = forget(covered);
    s.repeat_now = false;
    s.repeated_since_progress = false;
    if (covered > s.repeated) {
        answered_after((uint32_t)now_micros - newest_micros);
        s.repeated = 0;
    } else {
        s.repeated = (uint16_t)(s.repeated - covered);
    }
    s.retry_at_micros = now_micros + s.retry_micros;
}

static void begin_to_repeat(uint64_t now_micros) {
    if (!s.repeat_now) {
        s.retry_micros = s.retry_micros < FB_SLOWEST_RETRY_MICROS / 2 ? 2 * s.retry_micros : FB_SLOWEST_RETRY_MICROS;
    }
    s.retry_at_micros = now_micros + s.retry_micros;
    s.repeat_now = false;
    s.repeated_since_progress = true;
    s.repeated = s.again = s.outstanding;
    s.passed = 0;
}

/* Gives the message at `offset` and returns its bytes in the ring. */
static uint32_t take(uint32_t offset, uint16_t sequence, fb_outgoing *out) {
    uint8_t head[FB_SEND_OVERHEAD_BYTES];
    copy_out(offset, head, sizeof head);
    out->length = fb_u16(head);
    out->type = head[2];
    out->sequence = sequence;
    copy_out(offset + FB_SEND_OVERHEAD_BYTES, out->payload, out->length);
    return FB_SEND_OVERHEAD_BYTES + (uint32_t)out->length;
}

static bool take_waiting(uint64_t now_micros, fb_outgoing *out) {
    if (s.waiting == 0 || s.outstanding >= s.credit_frames) {
        return false;
    }
    uint32_t bytes = take(s.sent, (uint16_t)(s.sequence + s.outstanding), out);
    uint32_t line_bytes = s.line_bytes + largest_line_bytes(out->length);
    if (line_bytes > s.credit_bytes) {
        return false;
    }
    uint8_t sent[4];
    fb_put_u32(sent, (uint32_t)now_micros);
    copy_in(s.sent + 4, sent, sizeof sent);
    if (s.outstanding == 0) {
        s.retry_at_micros = now_micros + s.retry_micros;
    }
    s.line_bytes = line_bytes;
    s.sent += bytes;
    s.passed += bytes;
    s.outstanding++;
    s.waiting--;
    return true;
}

bool fb_send_next(uint64_t now_micros, bool repeats, fb_outgoing *out) {
    if (repeats && fb_send_due_micros(now_micros) == 0) {
        begin_to_repeat(now_micros);
    }
    if (s.again > 0) {
        s.passed += take(s.passed, (uint16_t)(s.sequence + s.outstanding - s.again), out);
        s.again--;
        return true;
    }
    return take_waiting(now_micros, out);
}

void fb_send_line_busy(uint64_t now_micros) { s.retry_at_micros = now_micros + s.retry_micros; }

uint64_t fb_send_due_micros(uint64_t now_micros) {
    if (s.outstanding == 0) {
        return UINT64_MAX;
    }
    return s.repeat_now || now_micros >= s.retry_at_micros ? 0 : s.retry_at_micros - now_micros;
}
